"""The pricer of instances..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import line, lines, made, unpriced

INSTANCE = "aws:ec2/instance:Instance"
REQUEST = "aws:ec2/spotInstanceRequest:SpotInstanceRequest"
TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
RESERVATION = "aws:ec2/capacityReservation:CapacityReservation"
SUBNET = "aws:ec2/subnet:Subnet"
SCHEDULE = "aws:scheduler/schedule:Schedule"
ADDRESS = ("public IPv4 address", "vpc.public-ipv4", "730")
DISCOUNT = {"ec2.spot.discount.least": "0", "ec2.spot.discount.most": "0.9"}


def instance(uses=None, **inputs):
    return made(INSTANCE, "machine", uses, **{"associatePublicIpAddress": False, **inputs})


def switched(call, expression, **target):
    target = {"arn": f"arn:aws:scheduler:::aws-sdk:ec2:{call}", "input": '{"InstanceIds": ["machine-id"]}', **target}
    return made(SCHEDULE, call, scheduleExpression=expression, target=target)


def test_prices_the_hours_and_the_root_disk():
    assert lines(instance(instanceType="m7g.large", rootBlockDevice={"volumeType": "gp3", "volumeSize": 20})) == [
        ("instance m7g.large, Linux", "ec2.m7g.large", "730"),
        ("disk gp3, 20 GB", "ebs.gp3.storage", "20"),
    ]


def test_prices_further_disks():
    found = lines(instance(instanceType="t3.micro", ebsBlockDevices=[{"volumeSize": 100, "volumeType": "st1"}]))
    assert found[1:] == [
        ("disk gp2, 8 GB", "ebs.gp2.storage", "8"),
        ("disk st1, 100 GB", "ebs.st1.storage", "100"),
    ]


def test_keeps_its_disks_while_it_is_off():
    found = lines(instance(instanceType="t3.micro"), usage={"hoursOn": 100})
    assert [quantity for _, _, quantity in found] == ["100", "8"]


def test_follows_the_schedules_that_stop_and_start_it():
    off = switched("stopInstances", "cron(0 0 ? * SAT *)")
    on = switched("startInstances", "cron(0 0 ? * MON *)")
    found = line(instance(instanceType="t3.micro"), "ec2.t3.micro", off, on)
    # The year 2027 has 104 days of weekends, from Saturday to Monday: 261 of 365 days are left.
    assert round(found.quantity.expected, 6) == 522
    assert found.assumption == "on 522 hours a month by its schedules"
    assert line(instance(instanceType="t3.micro"), "ebs.gp2.storage", off, on).quantity.expected == 8


def test_lets_a_usage_file_go_before_schedules():
    schedules = switched("stopInstances", "cron(0 0 ? * SAT *)"), switched("startInstances", "cron(0 0 ? * MON *)")
    found = line(instance(instanceType="t3.micro"), "ec2.t3.micro", *schedules, usage={"hoursOn": 100})
    assert found.quantity.expected == 100


def test_completes_an_instance_by_its_launch_template():
    template = made(
        TEMPLATE,
        instanceType="c7g.large",
        monitoring={"enabled": True},
        blockDeviceMappings=[{"deviceName": "/dev/xvda", "ebs": {"volumeType": "gp3", "volumeSize": 30}}],
        networkInterfaces=[{"associatePublicIpAddress": "true"}],
    )
    started = made(INSTANCE, "machine", {"launchTemplate": template}, launchTemplate={"id": UNKNOWN})
    assert lines(started, template) == [
        ("instance c7g.large, Linux", "ec2.c7g.large", "730"),
        ("disk gp3, 30 GB", "ebs.gp3.storage", "30"),
        ("detailed monitoring, 7 metrics", "cloudwatch.metric", "7"),
        ADDRESS,
    ]


def test_lets_an_instance_go_before_its_launch_template():
    template = made(
        TEMPLATE, instanceType="c7g.large", instanceMarketOptions={"marketType": "spot"}, monitoring={"enabled": True}
    )
    own = {
        "instanceType": "m7g.large",
        "monitoring": False,
        "instanceMarketOptions": {"marketType": "capacity-block"},
        "rootBlockDevice": {"volumeSize": 9},
    }
    found = lines(instance({"launchTemplate": template}, launchTemplate={"name": "it"}, **own), template)
    assert found == [
        ("instance m7g.large, Linux", "ec2.m7g.large", "730"),
        ("disk gp2, 9 GB", "ebs.gp2.storage", "9"),
    ]


@pytest.mark.parametrize(
    "machine",
    [
        instance(instanceType="m7g.large", instanceMarketOptions={"marketType": "spot"}),
        made(REQUEST, instanceType="m7g.large", spotPrice="0.03", associatePublicIpAddress=False),
    ],
)
def test_prices_spot_by_a_range_of_discounts(machine):
    found = line(machine, "ec2.m7g.large", usd=DISCOUNT)
    assert (found.label, [str(end) for end in found.factor.ends]) == (
        "instance m7g.large, Linux, Spot",
        ["0.1", "0.55", "1"],
    )


def test_does_not_price_spot_without_a_discount():
    machine = instance(instanceType="m7g.large", instanceMarketOptions={"marketType": "spot"})
    assert unpriced(machine, missing=["ec2.spot.discount.most"]) == [
        ("instance m7g.large, Linux, Spot", "no discount of Spot is known")
    ]


def test_tells_dedicated_instances_apart_and_leaves_those_on_a_host_to_it():
    dedicated = instance(instanceType="m7g.large", tenancy="dedicated")
    assert lines(dedicated)[0][1] == "ec2.m7g.large.dedicated"
    assert [key for _, key, _ in lines(instance(instanceType="m7g.large", tenancy="host"))] == ["ebs.gp2.storage"]
    host = made("aws:ec2/dedicatedHost:DedicatedHost", instanceFamily="m7g")
    assert lines(host) == [("dedicated host m7g", "ec2.host.m7g", "730")]
    host = made("aws:ec2/dedicatedHost:DedicatedHost", instanceType="mac2.metal")
    assert lines(host) == [("dedicated host mac2", "ec2.host.mac2", "730")]


def test_pays_capacity_that_is_reserved_once():
    reserved = made(RESERVATION, "kept", instanceType="m7g.large", instanceCount=3, instancePlatform="Linux/UNIX")
    assert lines(reserved) == [("reserved capacity m7g.large", "ec2.m7g.large", "2190")]
    target = {"capacityReservationTarget": {"capacityReservationId": "kept-id"}}
    inside = instance(
        {"capacityReservationSpecification": reserved},
        instanceType="m7g.large",
        capacityReservationSpecification=target,
    )
    assert [key for _, key, _ in lines(inside, reserved)] == ["ebs.gp2.storage"]


def test_tells_reserved_windows_and_dedicated_capacity_apart():
    windows = made(RESERVATION, instanceType="m7i.large", instanceCount=1, instancePlatform="Windows")
    dedicated = made(
        RESERVATION, instanceType="m7i.large", instanceCount=1, instancePlatform="Linux/UNIX", tenancy="dedicated"
    )
    assert [lines(one)[0][1] for one in (windows, dedicated)] == ["ec2.m7i.large.windows", "ec2.m7i.large.dedicated"]


@pytest.mark.parametrize(("stated", "found"), [(True, [ADDRESS]), (False, [])])
def test_gives_a_public_address_where_the_instance_or_its_subnet_says_so(stated, found):
    own = made(INSTANCE, instanceType="t3.micro", associatePublicIpAddress=stated)
    assert lines(own)[2:] == found
    subnet = made(SUBNET, "public", mapPublicIpOnLaunch=stated)
    placed = made(INSTANCE, "machine", {"subnetId": subnet}, instanceType="t3.micro", subnetId=UNKNOWN)
    assert lines(placed, subnet)[2:] == found


def test_does_not_know_the_public_address_of_an_instance_in_a_subnet_elsewhere():
    for machine in (
        made(INSTANCE, instanceType="t3.micro", subnetId="subnet-1"),
        made(INSTANCE, instanceType="t3.micro"),
    ):
        assert unpriced(machine) == [("public IPv4 address", "a subnet outside this stack decides on it")]


@pytest.mark.parametrize(
    ("type_", "path"), [("aws:ec2/eip:Eip", "instance"), ("aws:ec2/eipAssociation:EipAssociation", "instanceId")]
)
def test_leaves_the_address_to_an_elastic_ip(type_, path):
    machine = made(INSTANCE, "machine", instanceType="t3.micro", associatePublicIpAddress=True)
    address = made(type_, "address", {path: machine})
    assert "vpc.public-ipv4" not in [key for _, key, _ in lines(machine, address)]


def test_leaves_the_address_to_a_network_interface():
    machine = made(INSTANCE, instanceType="t3.micro", networkInterfaces=[{"networkInterfaceId": "eni-1"}])
    assert [key for _, key, _ in lines(machine)] == ["ec2.t3.micro", "ebs.gp2.storage"]
    assert unpriced(machine) == []


def test_gives_a_deployed_instance_its_address_whatever_its_interface_is():
    machine = made(
        INSTANCE, instanceType="t3.micro", associatePublicIpAddress=True, primaryNetworkInterface={"id": "eni-1"}
    )
    assert lines(machine)[2:] == [ADDRESS]


def test_prices_what_a_usage_file_says_of_credits_and_data():
    usage = {"surplusVcpuHours": 40, "gbOut": 10, "gbInterAz": 5}
    assert lines(instance(instanceType="t3.micro"), usage=usage)[2:] == [
        ("CPU credits beyond the earned ones", "ec2.cpu-credits.t3", "40"),
        ("data out to the internet", "data-transfer.internet", "10"),
        ("data between zones, both directions", "data-transfer.inter-az", "10"),
    ]
    assert "ec2.cpu-credits.m7g" not in [key for _, key, _ in lines(instance(instanceType="m7g.large"), usage=usage)]


def test_prices_the_disks_where_only_the_deployment_tells_the_type():
    machine = instance(instanceType=UNKNOWN)
    assert [key for _, key, _ in lines(machine)] == ["ebs.gp2.storage"]
    assert ("hours", "instanceType is known only after the deployment") in unpriced(machine)


def test_does_not_price_hours_of_a_type_that_is_nowhere_stated():
    assert unpriced(instance()) == [("instances", "AWS chooses the instance type when it starts")]


def test_prices_a_request_for_spot_as_spot():
    request = made("aws:ec2/spotInstanceRequest:SpotInstanceRequest", instanceType="m7g.large")
    discount = {"ec2.spot.discount.least": "0.2", "ec2.spot.discount.most": "0.6"}
    assert lines(request, usd=discount)[0] == (
        "instance m7g.large, Linux, Spot",
        "ec2.m7g.large",
        "730 x 0.4 - 0.6 - 0.8",
    )


@pytest.mark.parametrize(
    ("kind", "stated", "charged"), [("r3.xlarge", True, 1), ("r3.xlarge", False, 0), ("m5.large", True, 0)]
)
def test_says_that_a_link_to_disks_is_charged_for_earlier_generations(kind, stated, charged):
    machine = made(INSTANCE, instanceType=kind, ebsOptimized=stated, associatePublicIpAddress=False)
    found = [("EBS optimization", f"it is charged by the hour, for machines of {kind[:2]} only")]
    assert unpriced(machine) == found[:charged]
