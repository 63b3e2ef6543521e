"""A resource for the estimate."""

from __future__ import annotations

from stackwright.checks.cost.item import canonical, items_of, region_of, tags_of
from stackwright.model import Resource, Secret, Stack, make_urn


def resource(type_, name, **more):
    return Resource(urn=make_urn("acme", "prod", "", type_, name), type=type_, name=name, **more)


PROVIDER = resource(
    "pulumi:providers:aws",
    "ireland",
    inputs={"region": "eu-west-1", "defaultTags": {"tags": {"Owner": "platform", "Team": "a"}}},
)


def stack(*resources, deployed=False):
    return Stack(project="acme", name="prod", region="us-east-1", deployed=deployed, resources=list(resources))


def test_is_made_of_what_the_stack_manages():
    root = resource("pulumi:pulumi:Stack", "acme-prod", custom=False)
    read = resource("aws:ec2/vpc:Vpc", "theirs", read=True)
    key = resource("aws:kms/key:Key", "data")
    component = resource("acme:a:Vault", "vault", custom=False)

    assert [one.name for one in items_of(stack(root, PROVIDER, read, component, key))] == ["vault", "data"]


def test_is_in_its_own_region_its_providers_or_the_stacks():
    reference = f"{PROVIDER.urn}::id"
    plain, provided, own = (
        resource("aws:kms/key:Key", "plain"),
        resource("aws:kms/key:Key", "provided", provider=reference),
        resource("aws:kms/key:Key", "own", provider=reference, inputs={"region": "sa-east-1"}),
    )

    found = items_of(stack(PROVIDER, plain, provided, own))

    assert [one.region for one in found] == ["us-east-1", "eu-west-1", "sa-east-1"]
    assert region_of({"region": ""}, {"region": None}, "x") == "x"


def test_of_a_deployed_stack_is_where_its_arn_says_unless_it_or_its_provider_do():
    def key(name, arn, **more):
        return resource("aws:kms/key:Key", name, outputs={"arn": arn}, **more)

    keys = (
        key("here", "arn:aws:kms:ap-south-1:1:key/a"),
        key("government", "arn:aws-us-gov:kms:us-gov-west-1:1:key/a"),
        key("nowhere", "arn:aws:s3:::b"),
        key("provided", "arn:aws:kms:ap-south-1:1:key/a", provider=f"{PROVIDER.urn}::id"),
        key("hidden", Secret("arn:aws:kms:ap-south-1:1:key/a")),
    )
    deployed = [one.region for one in items_of(stack(PROVIDER, *keys, deployed=True))]
    assert deployed == ["ap-south-1", "us-gov-west-1", "us-east-1", "eu-west-1", "us-east-1"]
    assert {one.region for one in items_of(stack(*keys))} == {"us-east-1"}


def test_has_its_own_tags_over_its_providers():
    key = resource("aws:kms/key:Key", "data", provider=f"{PROVIDER.urn}::id", inputs={"tags": {"Team": "b", "n": 1}})

    (found,) = items_of(stack(PROVIDER, key))

    assert found.tags == {"Owner": "platform", "Team": "b"}
    assert tags_of({"tags": [{"key": "Team", "value": "c"}, {"value": "d"}, 3]}, {}) == {"Team": "c"}


def test_of_a_deployed_stack_knows_what_the_provider_decided():
    database = resource("aws:rds/instance:Instance", "db", inputs={"engine": "mysql"}, outputs={"allocatedStorage": 20})

    (deployed,) = items_of(stack(database, deployed=True))
    (planned,) = items_of(stack(database))

    grown = resource("aws:rds/instance:Instance", "db", inputs={"size": 30}, outputs={"size": 20, "zone": "a"})
    (kept,) = items_of(stack(grown, deployed=True))
    assert (kept.number("size"), kept.text("zone")) == (30, "a")

    assert deployed.number("allocatedStorage") == 20
    assert planned.number("allocatedStorage") == 0
    assert deployed.text("engine") == planned.text("engine") == "mysql"


def test_is_named_by_its_id_its_arn_and_its_name():
    made = resource("aws:kms/key:Key", "data", id="i-1", inputs={"name": Secret("n"), "url": 3}, outputs={"arn": "a"})
    (found,) = items_of(stack(made))
    assert list(found.identities()) == ["i-1", "a", "n"]


def test_of_a_type_with_several_names_has_one():
    assert canonical("aws:alb/loadBalancer:LoadBalancer") == "aws:lb/loadBalancer:LoadBalancer"
    assert canonical("acme:a:B") == "acme:a:B"
