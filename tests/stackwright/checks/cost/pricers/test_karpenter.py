"""The pricer of Karpenter's nodes..."""

from __future__ import annotations

import pytest

from tests.stackwright.checks.cost.packing.cluster import (
    ARCHITECTURE,
    CAPACITY,
    FAMILY,
    ZONE,
    apart,
    container,
    cron,
    deployment,
    hpa,
    node_class,
    over,
    pool,
    scaled_object,
    taint,
    within,
)
from tests.stackwright.checks.cost.pricers.pricing import entries, line, lines, unpriced

SIZES = {"large": "0.07", "xlarge": "0.15", "2xlarge": "0.30", "4xlarge": "0.60", "8xlarge": "1.20"}
USD = {f"ec2.{family}.{size}": usd for family in ("c7g", "g5") for size, usd in SIZES.items()}
MISSING = [f"ec2.{family}.{size}" for family in ("c7g", "g5") for size in ("medium", "12xlarge", "16xlarge", "metal")]
DISCOUNT = {"ec2.spot.discount.least": "0.2", "ec2.spot.discount.most": "0.6"}
CLASS = node_class(
    amiSelectorTerms=[{"alias": "bottlerocket@1.68.1"}],
    blockDeviceMappings=[
        {"deviceName": "/dev/xvda", "ebs": {"volumeSize": "4Gi", "volumeType": "gp3"}},
        {"deviceName": "/dev/xvdb", "ebs": {"volumeSize": "50Gi", "volumeType": "gp3"}},
    ],
    kubelet={"maxPods": 110},
)
ON_DEMAND = (within(FAMILY, "c7g"), within(CAPACITY, "on-demand"), within(ZONE, "a", "b", "c"))
POOL = pool("main", *ON_DEMAND)


def priced(item, *others, **more):
    return lines(item, CLASS, *others, **{"usd": USD | DISCOUNT, "missing": MISSING, **more})


def not_priced(item, *others, **more):
    return unpriced(item, CLASS, *others, **{"usd": USD | DISCOUNT, "missing": MISSING, **more})


def why(item, *others, **more):
    key = more.pop("key", "ec2.c7g.large")
    return line(item, key, CLASS, *others, **{"usd": USD | DISCOUNT, "missing": MISSING, **more}).assumption


def services(replicas=2, most=6, **spec):
    return deployment("api", topologySpreadConstraints=[over(ZONE)], affinity=apart(), **spec), hpa(
        "api", minReplicas=replicas, maxReplicas=most
    )


def test_prices_the_machines_and_their_disks():
    assert priced(POOL, *services()) == [
        ("instance c7g.large, Linux", "ec2.c7g.large", "1460 - 4380"),
        ("disk gp3, 4 GB", "ebs.gp3.storage", "8 - 24"),
        ("disk gp3, 50 GB", "ebs.gp3.storage", "100 - 300"),
    ]


def test_says_how_the_number_came_about():
    assert why(POOL, *services()) == (
        "2 x c7g.large for 2 pods that ask for 0.5 vCPU, 1 GiB beside 0.15 vCPU, 0 GiB of daemon sets on each; "
        "at the most 6 x c7g.large for 6 pods"
    )
    assert why(POOL, deployment(replicas=1)) == (
        "1 x c7g.large for 1 pod that ask for 0.25 vCPU, 0.5 GiB beside 0.15 vCPU, 0 GiB of daemon sets on each"
    )


def test_prices_spot_by_the_range_of_its_discount():
    spot = pool("spot", within(FAMILY, "c7g"), within(CAPACITY, "spot"), taints=(taint("spot"),))
    tolerant = deployment("api", replicas=1, tolerations=[{"operator": "Exists"}])
    assert priced(spot, tolerant)[0] == (
        "instance c7g.large, Linux, Spot",
        "ec2.c7g.large",
        "730 x 0.4 - 0.6 - 0.8",
    )
    assert not_priced(spot, tolerant, missing=[*MISSING, "ec2.spot.discount.most"]) == [
        ("instance c7g.large, Linux, Spot", "no discount of Spot is known")
    ]


def test_prices_by_the_part_of_the_year_that_windows_leave():
    day = cron("day", "0 6 * * *", "0 18 * * *", 2, "UTC")
    scaled = (deployment("api", affinity=apart()), scaled_object("api", day, minReplicaCount=0))
    assert priced(POOL, *scaled)[0] == ("instance c7g.large, Linux", "ec2.c7g.large", "730")
    assert why(POOL, *scaled).endswith("of daemon sets on each; 1 on the average")
    assert priced(POOL, *scaled, usage={"hoursOn": 100})[0][2] == "200"


def test_has_other_types_at_the_most_stand_as_a_part_of_the_price_of_those_expected():
    found = priced(POOL, deployment("api", container("1")), hpa("api", minReplicas=1, maxReplicas=5))
    # One of 0.07 is expected, at the most one of 0.30 in its place: 0.30 / 0.07 of its price.
    label, key, quantity = found[0]
    assert (label, key) == ("instance c7g.large, Linux", "ec2.c7g.large")
    assert quantity.startswith("730 x 1 - 4.28571")
    assert found[1] == ("disk gp3, 4 GB", "ebs.gp3.storage", "4")


def test_has_none_where_no_pod_asks_for_it():
    assert priced(POOL) == not_priced(POOL) == []
    assert priced(POOL, deployment(replicas=1, nodeSelector={ARCHITECTURE: "amd64"})) == []


def test_has_gpus_only_while_something_asks_for_them():
    gpu = pool("gpu", within(FAMILY, "g5"), within(CAPACITY, "on-demand"), taints=(taint("gpu"),))
    model = deployment("model", container("2", "8Gi", **{"nvidia.com/gpu": "1"}), tolerations=[{"operator": "Exists"}])
    queue = {"type": "aws-sqs-queue", "name": "queue", "metadata": {}}
    scaled = scaled_object("model", queue, minReplicaCount=0, maxReplicaCount=2)
    usd = {"ec2.g5.xlarge": "1", "ec2.g5.2xlarge": "2", "ec2.g5.4xlarge": "4", "ec2.g5.8xlarge": "8"}
    missing = [f"ec2.g5.{size}" for size in ("12xlarge", "16xlarge", "24xlarge", "48xlarge")]
    found = lines(gpu, CLASS, model, scaled, usd=usd, missing=missing)
    assert found[0] == ("instance g5.xlarge, Linux", "ec2.g5.xlarge", "0 - 160 - 1460")


def test_prices_what_a_usage_file_says_or_the_pool_itself():
    assert priced(POOL, usage={"averageNodes": (1, 2, 3)}) == [
        ("instance c7g.large, Linux", "ec2.c7g.large", "730 - 1460 - 2190"),
        ("disk gp3, 4 GB", "ebs.gp3.storage", "4 - 8 - 12"),
        ("disk gp3, 50 GB", "ebs.gp3.storage", "50 - 100 - 150"),
    ]
    fixed = pool("main", *ON_DEMAND, replicas=3)
    assert priced(fixed)[0][2] == "2190"
    assert why(fixed) == "a fixed number of nodes"


def test_prices_detailed_monitoring_and_public_addresses_of_its_nodes():
    watched = node_class(detailedMonitoring=True, associatePublicIPAddress=True)
    found = lines(POOL, watched, deployment(replicas=1), usd=USD, missing=MISSING)
    assert [key for _, key, _ in found] == ["ec2.c7g.large", "ebs.gp3.storage", "cloudwatch.metric", "vpc.public-ipv4"]


def test_does_not_price_disks_of_a_class_elsewhere():
    found = unpriced(POOL, deployment(replicas=1), usd=USD, missing=MISSING)
    assert found == [("disks", "its node class is not in this stack")]


def test_does_not_price_pods_that_its_limits_leave_no_room_for():
    limited = pool("main", *ON_DEMAND, limits={"cpu": "2"})
    assert not_priced(limited, *services(replicas=3)) == [("pods", "2 of 3 find no room within its limits")]
    assert priced(limited, *services(replicas=3))[0][2] == "730"


def test_does_not_price_pods_that_cannot_be_packed():
    large = deployment("large", container("99"), replicas=1)
    assert not_priced(POOL, large) == [
        ("pods of shop/large", "no node of the pool has room for one, which asks for 99 vCPU, 0.5 GiB")
    ]


@pytest.mark.parametrize("version", ["v1", "v1beta1"])
def test_leaves_machines_of_auto_mode_to_their_cluster(version):
    auto = pool("auto")
    auto.type = f"kubernetes:karpenter.sh/{version}:NodePool"
    auto.values["spec"]["template"]["spec"]["nodeClassRef"]["group"] = "eks.amazonaws.com"
    assert entries(auto, deployment(replicas=2)) == []


def test_does_not_price_nodes_of_windows():
    windows = pool("windows", within("kubernetes.io/os", "windows"))
    assert not_priced(windows) == [("", "nodes of Windows are not packed")]
