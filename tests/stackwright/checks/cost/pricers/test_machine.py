"""A machine..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.pricers.disks import Disk
from stackwright.checks.cost.pricers.machine import Declared, Templated, template_of
from stackwright.checks.cost.values import UNKNOWN, Section, Undecided
from stackwright.checks.cost.world import World
from tests.stackwright.checks.cost.pricers.pricing import made

TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
IMAGE = "8 GB, as most images have"


def templated(**source):
    return Templated(source=Section(source))


def declared(template=None, **source):
    return Declared(source=Section(source), **({"template": template} if template else {}))


def test_has_the_instance_type_that_is_declared():
    assert templated(instanceType="m7g.large").types() == declared(instanceType="m7g.large").types() == ("m7g.large",)
    assert templated().types() == declared().types() == ()


def test_has_the_types_that_were_chosen_for_it():
    several = ("m7g.large", "m6g.large")
    assert Templated(source=Section({"instanceType": UNKNOWN}), chosen=several).types() == several
    assert Declared(source=Section({}), chosen=several, template=templated(instanceType="t3.micro")).types() == several


def test_has_no_type_where_aws_chooses():
    machine = Declared(source=Section({}), template=templated(instanceType="t3.micro"), free_choice=True)
    assert machine.types() == ()


def test_takes_from_its_template_what_it_does_not_say():
    template = templated(
        instanceType="t3.micro",
        instanceMarketOptions={"marketType": "spot"},
        placement={"tenancy": "dedicated"},
        monitoring={"enabled": "true"},
        networkInterfaces=[{"associatePublicIpAddress": "true"}],
    )
    machine = declared(template)
    assert (machine.types(), machine.spot(), machine.tenancy(), machine.monitored(), machine.public()) == (
        ("t3.micro",),
        True,
        "dedicated",
        True,
        True,
    )


@pytest.mark.parametrize(
    ("machine", "system"), [(templated(), "Linux"), (Templated(source=Section({}), windows=True), "Windows")]
)
def test_runs_linux_unless_it_is_said_to_run_windows(machine, system):
    assert machine.system == system


@pytest.mark.parametrize(("interfaces", "public"), [([], None), ([{"subnetId": "s"}], None), (["false"], False)])
def test_leaves_its_address_to_its_subnet_where_it_does_not_say(interfaces, public):
    several = [{"associatePublicIpAddress": one} if isinstance(one, str) else one for one in interfaces]
    assert templated(networkInterfaces=several).public() is public


@pytest.mark.parametrize("name", ["/dev/xvda", "/dev/sda1", "xvda"])
def test_has_the_disk_of_its_image_only_where_no_mapping_replaces_it(name):
    mapped = templated(blockDeviceMappings=[{"deviceName": name, "ebs": {"volumeType": "gp3"}}])
    assert list(mapped.disks()) == [Disk("gp3", 8, assumption=IMAGE)]
    other = templated(
        blockDeviceMappings=[
            {"deviceName": "/dev/sdf", "ebs": {"volumeSize": 100}},
            {"deviceName": "/dev/sdb", "virtualName": "ephemeral0"},
        ]
    )
    assert list(other.disks()) == [Disk("gp2", 8, assumption=IMAGE), Disk("gp2", 100)]


def test_has_the_disk_that_a_node_groups_size_makes():
    machine = Templated(source=Section({}), image={"volumeType": "gp2", "volumeSize": 20})
    assert list(machine.disks()) == [Disk("gp2", 20)]


def test_has_its_own_disks_in_place_of_its_templates_of_the_same_name():
    mappings = {"/dev/xvda": 50, "/dev/sdf": 100, "/dev/sdg": 200}
    template = templated(
        blockDeviceMappings=[{"deviceName": name, "ebs": {"volumeSize": gb}} for name, gb in mappings.items()]
    )
    sizes = [one.gb for one in declared(template).disks()]
    assert sizes == [50, 100, 200]
    own = {"rootBlockDevice": {"volumeSize": 9}, "ebsBlockDevices": [{"deviceName": "/dev/sdg", "volumeSize": 300}]}
    assert [one.gb for one in declared(template, **own).disks()] == [9, 100, 300]


def test_does_not_hide_one_fact_behind_another():
    machine = templated(instanceType=UNKNOWN, blockDeviceMappings=[])
    assert list(machine.disks()) == [Disk("gp2", 8, assumption=IMAGE)]
    with pytest.raises(Undecided, match="instanceType"):
        machine.types()


def test_finds_its_template_by_reference_by_id_and_by_name():
    template = made(TEMPLATE, "nodes", name="nodes-template")
    users = [
        made("aws:eks/nodeGroup:NodeGroup", "a", {"launchTemplate": template}, launchTemplate={"id": UNKNOWN}),
        made("aws:eks/nodeGroup:NodeGroup", "b", launchTemplate={"id": "nodes-id"}),
        made("aws:eks/nodeGroup:NodeGroup", "c", launchTemplate={"name": "nodes-template"}),
    ]
    world = World([template, *users])
    assert [template_of(user, world, "launchTemplate").source for user in users] == [template] * 3
    elsewhere = made("aws:eks/nodeGroup:NodeGroup", "d", launchTemplate={"id": "lt-1"})
    assert template_of(elsewhere, World([template, elsewhere]), "launchTemplate") is None
