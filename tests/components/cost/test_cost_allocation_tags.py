"""Cost-allocation tags..."""

from __future__ import annotations

import pytest

from components.cost.cost_allocation_tags import CostAllocationTags, CostAllocationTagsArgs

PAYER = "123456789012"
TAG = "aws:costexplorer/costAllocationTag:CostAllocationTag"


@pytest.fixture
def build(deploy, scope):
    def make(**given):
        args = CostAllocationTagsArgs(**{"scope": scope, "payer_account_id": PAYER} | given)
        return deploy(lambda: CostAllocationTags("tags", args))

    return make


def test_are_those_that_tell_the_houses_costs_apart(build):
    made = build()
    keys = ("CostCenter", "Environment", "Name", "Organization", "Owner")
    assert made.named() == {f"tags-{key}": TAG for key in keys}
    assert {made[name].parent for name in made.named()} == {made["tags"].urn}
    assert made["tags"].type == "stackwright:cost:CostAllocationTags"
    assert made["tags"].inputs == {"tagKeys": list(keys)}


def test_default_to_tags_that_every_resource_carries(scope):
    args = CostAllocationTagsArgs(scope=scope, payer_account_id=PAYER)
    assert set(args.tag_keys) <= set(scope.tags("any"))


def test_are_active_and_stay_so_when_the_stack_goes(build):
    made = build(tag_keys=("Team",))
    tag = made["tags-Team"]
    assert tag.inputs == {"tagKey": "Team", "status": "Active"}
    assert tag.options.retain_on_delete is True


def test_output_their_status(build):
    made = build(tag_keys=("Team",))
    assert made["tags"].outputs == {"tag_statuses": {"Team": "Active"}}
    assert made.value(made.result.tag_statuses["Team"]) == "Active"


def test_change_none_but_the_one_that_joins_in_front(build):
    before, after = build(tag_keys=("Team",)), build(tag_keys=("Area", "Team"))
    assert after["tags-Team"].inputs == before["tags-Team"].inputs
    assert after["tags-Team"].urn == before["tags-Team"].urn


def test_are_refused_outside_the_account_that_pays(build):
    message = (
        "cost-allocation tags are activated in the account that pays, 999988887777, and this stack is deployed to "
        "123456789012: give them a stack of their own there"
    )
    with pytest.raises(ValueError, match=f"^{message}$"):
        build(payer_account_id="999988887777")


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ((), "tag_keys is empty: name the tags that the bill is split by"),
        (("Team", "Team"), "tag_keys must name each tag once, got Team, Team"),
        (("aws:createdBy",), "tag_keys must be tags that people set, .* 'aws:' is, got 'aws:createdBy'"),
        (("AWS:createdBy",), "tag_keys must be tags that people set, .* 'aws:' is, got 'AWS:createdBy'"),
        (("",), "tag_keys must be tags that people set, .* 'aws:' is, got ''"),
    ],
)
def test_are_refused(build, keys, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        build(tag_keys=keys)


def test_can_be_altered_by_role(build):
    made = build(transform={"Owner": lambda props: props | {"status": "Inactive"}})
    assert made["tags-Owner"].inputs["status"] == "Inactive"
    assert made["tags-CostCenter"].inputs["status"] == "Active"
