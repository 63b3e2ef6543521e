"""The pricer of groups of machines..."""

from __future__ import annotations

from decimal import Decimal

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import line, lines, made, unpriced

GROUP = "aws:autoscaling/group:Group"
FLEET = "aws:ec2/fleet:Fleet"
SPOT_FLEET = "aws:ec2/spotFleetRequest:SpotFleetRequest"
CONFIGURATION = "aws:ec2/launchConfiguration:LaunchConfiguration"
SUBNET = "aws:ec2/subnet:Subnet"
SCHEDULE = "aws:autoscaling/schedule:Schedule"
ON_DEMAND = "instance m7g.large, Linux"
SPOT = "instance m7g.large, Linux, Spot"
DISCOUNT = {"ec2.spot.discount.least": "0.5", "ec2.spot.discount.most": "0.7"}
TEMPLATE = made(
    "aws:ec2/launchTemplate:LaunchTemplate",
    "nodes",
    instanceType="m7g.large",
    blockDeviceMappings=[{"deviceName": "/dev/xvda", "ebs": {"volumeType": "gp3", "volumeSize": 30}}],
)


def group(uses=None, **inputs):
    sizes = {"minSize": 1, "desiredCapacity": 2, "maxSize": 4}
    used = {"launchTemplate": TEMPLATE, **(uses or {})}
    return made(GROUP, "workers", used, **{**sizes, "launchTemplate": {"id": UNKNOWN}, **inputs})


def mixed(**policy):
    template = {"launchTemplateSpecification": {"launchTemplateId": UNKNOWN}, **policy.pop("launchTemplate", {})}
    inputs = {"launchTemplate": None, "mixedInstancesPolicy": {"launchTemplate": template, **policy}}
    return group({"mixedInstancesPolicy": TEMPLATE}, **inputs)


def test_prices_the_least_the_wanted_and_the_most_of_its_machines_and_their_disks():
    assert lines(group(), TEMPLATE) == [
        ("instance m7g.large, Linux", "ec2.m7g.large", "730 - 1460 - 2920"),
        ("disk gp3, 30 GB", "ebs.gp3.storage", "30 - 60 - 120"),
    ]
    assert line(group(), "ec2.m7g.large", TEMPLATE).assumption == "1 - 2 - 4 running, the range of its scaling"


def test_starts_with_the_least_where_nothing_is_wanted():
    assert lines(group(desiredCapacity=None), TEMPLATE)[0][2] == "730 - 2920"


def test_finds_its_launch_template_by_a_literal_name():
    literal = made(GROUP, minSize=1, maxSize=1, launchTemplate={"name": "nodes-id"})
    assert lines(literal, TEMPLATE)[0] == ("instance m7g.large, Linux", "ec2.m7g.large", "730")


def test_prices_a_group_of_no_machines_at_nothing():
    assert [quantity for _, _, quantity in lines(group(minSize=0, desiredCapacity=0, maxSize=0), TEMPLATE)] == [
        "0",
        "0",
    ]


def test_lets_a_usage_file_say_how_many_there_are():
    found = line(group(), "ec2.m7g.large", TEMPLATE, usage={"averageInstances": (1, 3, 5)})
    assert (found.quantity.expected, found.assumption) == (2190, "averageInstances 1 - 3 - 5, usage.yaml")


def test_does_not_price_what_a_launch_template_elsewhere_says():
    assert unpriced(made(GROUP, minSize=1, maxSize=1, launchTemplate={"id": "lt-1"})) == [
        ("instances", "its launch template is not in this stack")
    ]


def test_weighs_its_schedules_over_the_year():
    night = made(SCHEDULE, "night", {"autoscalingGroupName": group()}, recurrence="0 0 * * 6", minSize=0, maxSize=0)
    day = made(SCHEDULE, "day", {"autoscalingGroupName": group()}, recurrence="0 0 * * 1", minSize=1, maxSize=4)
    found = line(group(), "ec2.m7g.large", TEMPLATE, night, day)
    # 261 of 365 days: 522 hours a machine; `desiredCapacity` stays the group's.
    assert [round(end, 4) for end in found.quantity.ends] == [522, 1044, 2088]
    assert found.assumption == "0.72 - 1.43 - 2.86 running on the average of its scheduled actions"
    disk = line(group(), "ebs.gp3.storage", TEMPLATE, night, day)
    assert round(disk.quantity.expected, 6) == round(Decimal(60) * 261 / 365, 6)


def test_does_not_count_a_schedule_twice_where_a_usage_file_tells_the_hours():
    night = made(SCHEDULE, "night", {"autoscalingGroupName": group()}, recurrence="0 0 * * *", minSize=0, maxSize=0)
    found = lines(group(), TEMPLATE, night, usage={"hoursOn": 365})
    assert [quantity for _, _, quantity in found] == ["365 - 730 - 1460", "15 - 30 - 60"]


def test_watches_the_machines_of_a_launch_configuration_closely_unless_it_says_otherwise():
    configuration = made(CONFIGURATION, "old", instanceType="t3.micro", spotPrice="")
    uses = {"launchConfiguration": configuration}
    found = lines(group(uses, launchConfiguration=UNKNOWN, launchTemplate=None, maxSize=2, minSize=2), configuration)
    assert found == [
        ("instance t3.micro, Linux", "ec2.t3.micro", "1460"),
        ("disk gp2, 8 GB", "ebs.gp2.storage", "16"),
        ("detailed monitoring, 7 metrics", "cloudwatch.metric", "14"),
    ]
    quiet = made(CONFIGURATION, "quiet", instanceType="t3.micro", enableMonitoring=False)
    found = lines(group({"launchConfiguration": quiet}, launchConfiguration="quiet"), quiet)
    assert "cloudwatch.metric" not in [key for _, key, _ in found]


def test_divides_a_mixed_group_into_on_demand_and_spot():
    found = mixed(instancesDistribution={"onDemandBaseCapacity": 1, "onDemandPercentageAboveBaseCapacity": 25})
    assert lines(found, TEMPLATE, usd=DISCOUNT)[:2] == [
        ("instance m7g.large, Linux", "ec2.m7g.large", "730 - 912.5 - 1277.5"),
        ("instance m7g.large, Linux, Spot", "ec2.m7g.large", "0 - 547.5 - 1642.5 x 0.3 - 0.4 - 0.5"),
    ]


def test_has_all_of_a_mixed_group_on_demand_by_default():
    assert [label for label, _, _ in lines(mixed(), TEMPLATE)] == ["instance m7g.large, Linux", "disk gp3, 30 GB"]


def test_has_no_line_for_an_empty_part_of_a_mixed_group():
    spot = mixed(instancesDistribution={"onDemandPercentageAboveBaseCapacity": 0})
    assert [label for label, _, _ in lines(spot, TEMPLATE)] == ["instance m7g.large, Linux, Spot", "disk gp3, 30 GB"]


def test_takes_the_first_of_several_types_and_the_prices_of_the_cheapest_and_the_dearest():
    kinds = ["m7g.large", "m7i.large", "m6g.large"]
    several = mixed(launchTemplate={"overrides": [{"instanceType": kind} for kind in kinds]})
    usd = {"ec2.m7g.large": "0.08", "ec2.m7i.large": "0.1", "ec2.m6g.large": "0.06"}
    assert lines(several, TEMPLATE, usd=usd)[0] == (
        "instance m7g.large or m7i.large or m6g.large, Linux",
        "ec2.m7g.large",
        "730 - 1460 - 2920 x 0.75 - 1 - 1.25",
    )


def test_counts_units_of_capacity_where_types_are_weighed():
    overrides = [
        {"instanceType": "m7g.xlarge", "weightedCapacity": "4"},
        {"instanceType": "m7g.large", "weightedCapacity": "2"},
    ]
    weighed = mixed(launchTemplate={"overrides": overrides})
    usd = {"ec2.m7g.xlarge": "0.16", "ec2.m7g.large": "0.1"}
    # By the unit: 0.04 and 0.05.
    assert lines(weighed, TEMPLATE, usd=usd)[0][1:] == ("ec2.m7g.xlarge", "182.5 - 365 - 730 x 1 - 1.25")


def test_does_not_price_machines_that_aws_chooses():
    chosen = mixed(launchTemplate={"overrides": [{"instanceRequirements": {"vcpuCount": {"min": 2}}}]})
    assert unpriced(chosen, TEMPLATE) == [("instances", "AWS chooses the instance type when it starts")]


def test_gives_public_addresses_by_template_or_by_subnets():
    subnets = [made(SUBNET, zone, mapPublicIpOnLaunch=True) for zone in "ab"]
    public = group({"vpcZoneIdentifiers": subnets}, vpcZoneIdentifiers=[UNKNOWN, UNKNOWN])
    assert lines(public, TEMPLATE, *subnets)[-1] == ("public IPv4 address", "vpc.public-ipv4", "730 - 1460 - 2920")
    assert unpriced(group(vpcZoneIdentifiers=["subnet-1"]), TEMPLATE) == [
        ("public IPv4 address", "a subnet outside this stack decides on it")
    ]


def test_lets_the_template_go_before_subnets_in_public_addresses():
    private = [{"associatePublicIpAddress": "false"}]
    template = made(TEMPLATE.type, "private", instanceType="t3.micro", networkInterfaces=private)
    found = group({"launchTemplate": template}, vpcZoneIdentifiers=["subnet-1"])
    assert unpriced(found, template) == []
    assert "vpc.public-ipv4" not in [key for _, key, _ in lines(found, template)]


def test_is_all_spot_where_its_template_says_so():
    template = made(TEMPLATE.type, "spot", instanceType="t3.micro", instanceMarketOptions={"marketType": "spot"})
    assert lines(group({"launchTemplate": template}), template, usd=DISCOUNT)[0] == (
        "instance t3.micro, Linux, Spot",
        "ec2.t3.micro",
        "730 - 1460 - 2920 x 0.3 - 0.4 - 0.5",
    )


def test_has_the_default_subnets_of_zones_decide_on_addresses():
    assert unpriced(group(availabilityZones=["eu-west-1a"]), TEMPLATE) == [
        ("public IPv4 address", "a subnet outside this stack decides on it")
    ]


def test_does_not_price_a_warm_pool():
    assert unpriced(group(warmPool={"minSize": 1}), TEMPLATE) == [
        ("warm pool", "machines that wait stopped keep their disks and addresses")
    ]


@pytest.mark.parametrize(
    ("capacity", "machines"),
    [
        ({"totalTargetCapacity": 4, "defaultTargetCapacityType": "on-demand"}, [(ON_DEMAND, "2920")]),
        ({"totalTargetCapacity": 4, "defaultTargetCapacityType": "spot"}, [(SPOT, "2920 x 0.3 - 0.4 - 0.5")]),
        (
            {"totalTargetCapacity": 4, "defaultTargetCapacityType": "spot", "onDemandTargetCapacity": 1},
            [(ON_DEMAND, "730"), (SPOT, "2190 x 0.3 - 0.4 - 0.5")],
        ),
        (
            {"totalTargetCapacity": 4, "defaultTargetCapacityType": "on-demand", "spotTargetCapacity": 3},
            [(ON_DEMAND, "730"), (SPOT, "2190 x 0.3 - 0.4 - 0.5")],
        ),
    ],
)
def test_prices_a_fleet_by_its_target(capacity, machines):
    configs = {"launchTemplateSpecification": {"launchTemplateId": "nodes-id", "version": "1"}}
    fleet = made(FLEET, launchTemplateConfigs=configs, targetCapacitySpecification=capacity)
    found = lines(fleet, TEMPLATE, usd=DISCOUNT)
    assert [(label, quantity) for label, key, quantity in found if key == "ec2.m7g.large"] == machines


def test_prices_a_spot_fleet_by_its_launch_specifications():
    specifications = [
        {"instanceType": kind, "ami": "ami-1", "rootBlockDevices": [{"volumeSize": 20, "volumeType": "gp3"}]}
        for kind in ("m7g.large", "m6g.large")
    ]
    fleet = made(SPOT_FLEET, targetCapacity=10, onDemandTargetCapacity=2, launchSpecifications=specifications)
    assert [(label, quantity) for label, _, quantity in lines(fleet, usd=DISCOUNT)] == [
        ("instance m7g.large or m6g.large, Linux", "1460"),
        ("instance m7g.large or m6g.large, Linux, Spot", "5840 x 0.3 - 0.4 - 0.5"),
        ("disk gp3, 20 GB", "200"),
    ]


def test_prices_a_spot_fleet_by_its_launch_templates():
    configs = [
        {
            "launchTemplateSpecification": {"id": "nodes-id", "version": "1"},
            "overrides": [{"instanceType": "m7g.xlarge", "weightedCapacity": 2}],
        }
    ]
    fleet = made(SPOT_FLEET, targetCapacity=10, launchTemplateConfigs=configs)
    assert lines(fleet, TEMPLATE, usd=DISCOUNT) == [
        ("instance m7g.xlarge, Linux, Spot", "ec2.m7g.xlarge", "3650 x 0.3 - 0.4 - 0.5"),
        ("disk gp3, 30 GB", "ebs.gp3.storage", "150"),
    ]
    assert unpriced(made(SPOT_FLEET, targetCapacity=10, launchTemplateConfigs=configs)) == [
        ("instances", "its launch template is not in this stack")
    ]


def test_prices_the_disks_where_only_the_deployment_tells_the_type():
    template = made("aws:ec2/launchTemplate:LaunchTemplate", "later", instanceType=UNKNOWN)
    found = group({"launchTemplate": template})
    assert [key for _, key, _ in lines(found, template)] == ["ebs.gp2.storage"]
    assert ("instances", "instanceType is known only after the deployment") in unpriced(found, template)
