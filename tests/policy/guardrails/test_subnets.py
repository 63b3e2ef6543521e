"""A subnet..."""

from __future__ import annotations

import pytest

from policy.guardrails.marks import UNKNOWN
from policy.guardrails.routes import SUBNET
from policy.guardrails.subnets import meant_tier, tagged_tier


@pytest.mark.parametrize(
    ("tags", "tier"),
    [
        ({"tier": "public"}, "public"),
        ({"Tier": "Private"}, "private"),
        ({"aws-cdk:subnet-type": "Isolated"}, "private"),
        ({"kubernetes.io/role/elb": "1"}, "public"),
        ({"kubernetes.io/role/internal-elb": "1"}, "private"),
        ({"kubernetes.io/role/elb": "0"}, ""),
        ({"kubernetes.io/role/elb": ""}, ""),
        ({"Name": "acme-prod-network-public-a"}, "public"),
        ({"Name": "acme-database-a"}, "private"),
        ({"Name": "acme-public-private"}, ""),
        ({"Name": "publication"}, ""),
        ({"tier": "private", "Name": "acme-public-a"}, "private"),
        ({"tier": UNKNOWN, "Name": "acme-public-a"}, "public"),
        ({"Owner": "public relations"}, ""),
        (UNKNOWN, ""),
        (None, ""),
    ],
)
def test_is_for_what_its_tags_say(item, tags, tier):
    assert tagged_tier(item(SUBNET, "a", inputs={"tags": tags})) == tier


@pytest.mark.parametrize(
    ("name", "tags", "tier"),
    [
        ("network-private-a", None, "private"),
        ("public", None, "public"),
        ("private-a", {"tier": "public"}, "public"),
        ("a", None, ""),
    ],
)
def test_is_for_what_its_name_says_where_its_tags_are_silent(item, name, tags, tier):
    assert meant_tier(item(SUBNET, name, inputs={"tags": tags})) == tier
