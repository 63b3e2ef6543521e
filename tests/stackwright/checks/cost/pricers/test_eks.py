"""The pricer of EKS..."""

from __future__ import annotations

from datetime import date

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import line, lines, made, unpriced

CLUSTER = "aws:eks/cluster:Cluster"
NODES = "aws:eks/nodeGroup:NodeGroup"
SCHEDULE = "aws:autoscaling/schedule:Schedule"
CALL = "aws:scheduler/schedule:Schedule"
SIZES = {"minSize": 1, "desiredSize": 2, "maxSize": 4}
TEMPLATE = made(
    "aws:ec2/launchTemplate:LaunchTemplate",
    "nodes",
    instanceType="m7g.large",
    monitoring={"enabled": True},
    blockDeviceMappings=[{"deviceName": "/dev/xvda", "ebs": {"volumeType": "gp3", "volumeSize": 100}}],
)


def nodes(uses=None, **inputs):
    return made(NODES, "workers", uses, **{"scalingConfig": SIZES, "clusterName": "main", **inputs})


def templated(**inputs):
    return nodes({"launchTemplate": TEMPLATE}, launchTemplate={"id": UNKNOWN}, **inputs)


@pytest.mark.parametrize(
    ("today", "label", "key"),
    [
        (date(2026, 7, 29), "control plane 1.33", "eks.cluster.standard"),
        (date(2026, 7, 30), "control plane 1.33, in extended support since 2026-07-29", "eks.cluster.extended"),
    ],
)
def test_prices_extended_support_from_the_day_after_standard_support_ends(today, label, key):
    assert lines(made(CLUSTER, version="1.33"), today=today) == [(label, key, "730")]


@pytest.mark.parametrize("version", [None, "1.99", "1.34"])
def test_prices_standard_support_of_the_newest_versions(version):
    (found,) = lines(made(CLUSTER, version=version))
    assert found == (f"control plane {version or ''}".strip(), "eks.cluster.standard", "730")


def test_prices_standard_support_where_extended_support_is_declined():
    declined = made(CLUSTER, version="1.31", upgradePolicy={"supportType": "STANDARD"})
    assert lines(declined) == [("control plane 1.31", "eks.cluster.standard", "730")]


def test_does_not_price_what_eks_has_not_any_more_or_runs_elsewhere():
    assert unpriced(made(CLUSTER, version="1.9")) == [("control plane", "EKS has no Kubernetes 1.9 any more")]
    assert unpriced(made(CLUSTER, version="1.34", outpostConfig={"outpostArns": ["a"]})) == [
        ("control plane", "a local cluster on an Outpost is paid with that")
    ]


def test_prices_a_provisioned_control_plane_beside_the_cluster():
    cluster = made(CLUSTER, version="1.34", controlPlaneScalingConfig={"tier": "tier-2xl"})
    assert lines(cluster)[1:] == [("provisioned control plane 2xl", "eks.provisioned.2xl", "730")]
    assert len(lines(made(CLUSTER, version="1.34", controlPlaneScalingConfig={"tier": "standard"}))) == 1


def test_prices_the_machines_and_the_fee_of_auto_mode():
    cluster = made(CLUSTER, version="1.34", computeConfig={"enabled": True, "nodePools": ["general-purpose"]})
    found = lines(cluster, usd={"eks.auto-mode.ratio": "0.12"})
    assert found[1:] == [
        ("instances of Auto Mode", "ec2.m7i.large", "1460 - 2190 - 4380"),
        ("fee of Auto Mode", "ec2.m7i.large", "1460 - 2190 - 4380 x 0.12"),
    ]
    assert unpriced(cluster, missing=["eks.auto-mode.ratio"]) == [
        ("fee of Auto Mode", "no price of eks.auto-mode.ratio")
    ]


def test_names_hybrid_nodes():
    cluster = made(CLUSTER, version="1.34", remoteNetworkConfig={"remoteNodeNetworks": {"cidrs": ["10.1.0.0/16"]}})
    assert unpriced(cluster) == [("hybrid nodes", "nodes of your own are paid by their vCPUs while they are joined")]


def test_prices_a_node_group_by_default_types_and_disks():
    assert lines(nodes()) == [
        ("instance t3.medium, Linux", "ec2.t3.medium", "730 - 1460 - 2920"),
        ("disk gp2, 20 GB", "ebs.gp2.storage", "20 - 40 - 80"),
    ]
    assert line(nodes(), "ec2.t3.medium").assumption == "1 - 2 - 4 running, the range of its scaling"


def test_prices_its_own_types_and_disk_size():
    assert lines(nodes(instanceTypes=["m7g.large"], diskSize=50)) == [
        ("instance m7g.large, Linux", "ec2.m7g.large", "730 - 1460 - 2920"),
        ("disk gp2, 50 GB", "ebs.gp2.storage", "50 - 100 - 200"),
    ]


def test_prices_several_types_by_the_cheapest_and_the_dearest():
    usd = {"ec2.m7g.large": "0.08", "ec2.m7g.xlarge": "0.16"}
    assert lines(nodes(instanceTypes=["m7g.large", "m7g.xlarge"]), usd=usd)[0] == (
        "instance m7g.large or m7g.xlarge, Linux",
        "ec2.m7g.large",
        "730 - 1460 - 2920 x 1 - 2",
    )


def test_prices_spot_nodes_by_a_range_of_discounts():
    usd = {"ec2.spot.discount.least": "0", "ec2.spot.discount.most": "0.9"}
    assert lines(nodes(capacityType="SPOT"), usd=usd)[0] == (
        "instance t3.medium, Linux, Spot",
        "ec2.t3.medium",
        "730 - 1460 - 2920 x 0.1 - 0.55 - 1",
    )


def test_prices_windows_nodes_and_their_larger_disk():
    assert lines(nodes(amiType="WINDOWS_CORE_2022_x86_64", instanceTypes=["m7i.large"])) == [
        ("instance m7i.large, Windows", "ec2.m7i.large.windows", "730 - 1460 - 2920"),
        ("disk gp2, 50 GB", "ebs.gp2.storage", "50 - 100 - 200"),
    ]


def test_takes_types_disks_and_monitoring_from_a_launch_template():
    assert lines(templated(), TEMPLATE) == [
        ("instance m7g.large, Linux", "ec2.m7g.large", "730 - 1460 - 2920"),
        ("disk gp3, 100 GB", "ebs.gp3.storage", "100 - 200 - 400"),
        ("detailed monitoring, 7 metrics", "cloudwatch.metric", "7 - 14 - 28"),
    ]
    assert lines(templated(instanceTypes=["t4g.large"]), TEMPLATE)[0][1] == "ec2.t4g.large"


def test_does_not_price_what_a_launch_template_elsewhere_says():
    assert unpriced(nodes(launchTemplate={"id": "lt-1", "version": "1"})) == [
        ("instances", "its launch template is not in this stack")
    ]


def test_follows_schedules_of_the_group_behind_it():
    resources = {"autoscalingGroupName": nodes()}
    night = made(SCHEDULE, "night", resources, recurrence="0 0 * * SAT", minSize=0, maxSize=0, desiredCapacity=0)
    day = made(SCHEDULE, "day", resources, recurrence="0 0 * * MON", minSize=1, maxSize=4, desiredCapacity=2)
    found = line(nodes(), "ec2.t3.medium", night, day)
    # 261 of the 365 days of 2027.
    assert [round(end, 6) for end in found.quantity.ends] == [522, 1044, 2088]


def test_follows_calls_that_resize_the_group_behind_it():
    def call(name, expression, sizes):
        target = {"arn": "arn:aws:scheduler:::aws-sdk:autoscaling:updateAutoScalingGroup", "input": sizes}
        return made(CALL, name, {"target": nodes()}, scheduleExpression=expression, target=target)

    night = call("night", "cron(0 0 ? * SAT *)", '{"MinSize": 0, "MaxSize": 0, "DesiredCapacity": 0}')
    day = call("day", "cron(0 0 ? * MON *)", '{"MinSize": 1, "MaxSize": 4, "DesiredCapacity": 2}')
    found = line(nodes(), "ec2.t3.medium", night, day)
    assert [round(end, 6) for end in found.quantity.ends] == [522, 1044, 2088]


def test_lets_a_usage_file_say_how_many_nodes_there_are():
    found = lines(nodes(), usage={"averageInstances": 3})
    assert [quantity for _, _, quantity in found] == ["2190", "60"]


def test_gives_nodes_public_addresses_in_public_subnets():
    subnet = made("aws:ec2/subnet:Subnet", "public", mapPublicIpOnLaunch=True)
    found = nodes({"subnetIds": subnet}, subnetIds=[UNKNOWN])
    assert lines(found, subnet)[2:] == [("public IPv4 address", "vpc.public-ipv4", "730 - 1460 - 2920")]
    assert unpriced(nodes(subnetIds=["subnet-1"])) == [
        ("public IPv4 address", "a subnet outside this stack decides on it")
    ]


def test_lets_the_template_go_before_subnets_in_public_addresses():
    private = [{"associatePublicIpAddress": "false"}]
    template = made(TEMPLATE.type, "private", instanceType="t3.micro", networkInterfaces=private)
    found = nodes({"launchTemplate": template}, launchTemplate={"id": UNKNOWN}, subnetIds=["subnet-1"])
    assert unpriced(found, template) == []


def test_gives_nodes_the_public_addresses_that_their_template_says():
    public = [{"associatePublicIpAddress": "true"}]
    template = made(TEMPLATE.type, "public", instanceType="t3.micro", networkInterfaces=public)
    found = nodes({"launchTemplate": template}, launchTemplate={"id": UNKNOWN})
    assert lines(found, template)[2:] == [("public IPv4 address", "vpc.public-ipv4", "730 - 1460 - 2920")]


def test_prices_what_a_usage_file_says_of_nodes():
    found = lines(nodes(), usage={"gbInterAz": 10, "surplusVcpuHours": 5})
    assert found[2:] == [
        ("CPU credits beyond the earned ones", "ec2.cpu-credits.t3", "5"),
        ("data between zones, both directions", "data-transfer.inter-az", "20"),
    ]


def test_does_not_price_a_warm_pool():
    assert unpriced(nodes(warmPoolConfig={"minSize": 1})) == [
        ("warm pool", "nodes that wait stopped keep their disks and addresses")
    ]


def test_says_what_only_the_deployment_tells():
    found = nodes(scalingConfig={"minSize": 1, "desiredSize": UNKNOWN, "maxSize": 3})
    assert ("instances", "scalingConfig[0].desiredSize is known only after the deployment") in unpriced(found)


def test_starts_the_default_type_where_neither_a_node_group_nor_its_template_names_one():
    plain = made("aws:ec2/launchTemplate:LaunchTemplate", "plain", imageId="ami-1")
    group = nodes({"launchTemplate": plain}, launchTemplate={"id": UNKNOWN})
    assert [key for _, key, _ in lines(group, plain)][:2] == ["ec2.t3.medium", "ebs.gp2.storage"]


def test_reads_the_disk_of_a_deployed_node_group_with_a_template_as_the_default_one():
    plain = made("aws:ec2/launchTemplate:LaunchTemplate", "plain", instanceType="m7g.large")
    group = nodes({"launchTemplate": plain}, launchTemplate={"id": UNKNOWN}, diskSize=0)
    assert line(group, "ebs.gp2.storage", plain).label == "disk gp2, 20 GB"


def test_bears_a_version_that_is_none():
    ((what, why),) = unpriced(made(CLUSTER, version=f"1.{'9' * 5000}"))
    assert (what, why.startswith("EKS has no Kubernetes 1.999")) == ("control plane", True)
