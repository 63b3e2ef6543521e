"""Options of a resource..."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws
import pytest

from stackwright.model import Options
from stackwright.sources.fast.options import is_plain_alias, is_usual, read

Opts = pulumi.ResourceOptions


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"protect": False, "retain_on_delete": True, "delete_before_replace": None},
        {"version": "1", "import_": "id", "plugin_download_url": "u"},
        {"ignore_changes": ["a"], "replace_on_changes": [], "additional_secret_outputs": ["b"]},
        {"custom_timeouts": pulumi.CustomTimeouts(create="1m")},
        {"aliases": ["urn", pulumi.Alias(name="a"), pulumi.Alias(parent=pulumi.ROOT_STACK_RESOURCE)]},
        {"hooks": pulumi.ResourceHookBinding()},
        {"depends_on": []},
    ],
)
def test_are_read_here_where_usual(given):
    assert is_usual(Opts(**given))


@pytest.mark.parametrize(
    "given",
    [
        {"protect": "yes"},
        {"version": 1},
        {"ignore_changes": "a"},
        {"ignore_changes": [1]},
        {"custom_timeouts": {"create": "1m"}},
        {"custom_timeouts": pulumi.CustomTimeouts(create=1)},
        {"aliases": [pulumi.Alias(name=None)]},
        {"aliases": [1]},
        {"aliases": pulumi.Alias(name="a")},
        {"hooks": pulumi.ResourceHookBinding(before_create=[print])},
        {"transforms": [print]},
        {"replacement_trigger": 1},
        {"deleted_with": object()},
        {"replace_with": []},
    ],
)
def test_are_left_to_the_sdk_where_not(given):
    assert not is_usual(Opts(**given))


def test_name_properties_as_the_provider_does(record):
    found = []

    def program():
        vpc = aws.ec2.Vpc("vpc")
        given = Opts(
            protect=True,
            ignore_changes=["cidr_block", "tags"],
            replace_on_changes=["cidr_block"],
            additional_secret_outputs=["main_route_table_id"],
            aliases=["urn", None, pulumi.Alias(name="old"), pulumi.Alias(type_="t")],
            import_="vpc-1",
        )
        found.append(read(given, vpc, aws.ec2.VpcArgs))

    record(program)
    assert found == [
        Options(
            protect=True,
            retain_on_delete=None,  # left to the parent
            ignore_changes=("cidrBlock", "tags"),
            replace_on_changes=("cidrBlock",),
            additional_secret_outputs=("mainRouteTableId",),
            aliases=("urn", "old", ""),
            import_id="vpc-1",
        )
    ]


@pytest.mark.parametrize("field", ["name", "type_", "parent", "stack", "project"])
def test_with_an_alias_that_is_awaited_are_left_to_the_sdk(field):
    async def late():
        return "x"

    waiting = late()
    assert not is_plain_alias(pulumi.Alias(**{field: waiting}))
    waiting.close()
