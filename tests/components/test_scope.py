"""A scope..."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.scope import Scope

ACME = Scope(
    organization="acme",
    environment="prod",
    region="eu-west-1",
    account_id="123456789012",
    owner="platform@acme.example",
    cost_center="1042",
    repository="https://github.com/acme/platform",
)
PARTS = st.lists(st.from_regex(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?", fullmatch=True), min_size=1, max_size=5)


def test_names_things_after_the_organisation_and_the_environment():
    assert ACME.prefix == "acme-prod"
    assert ACME.physical_name("orders", "logs") == "acme-prod-orders-logs"


def test_keeps_a_name_that_just_fits():
    assert ACME.physical_name("orders", limit=len("acme-prod-orders")) == "acme-prod-orders"


def test_ends_a_name_that_is_too_long_in_a_hash_of_the_whole():
    assert ACME.physical_name("orders-of-the-northern-warehouse", limit=24) == "acme-prod-orders-4752de"


@given(PARTS, st.integers(16, 63))
def test_never_makes_a_name_longer_than_the_limit_or_ending_in_a_hyphen(parts, limit):
    name = ACME.physical_name(*parts, limit=limit)
    assert len(name) <= limit
    assert not name.endswith("-")
    assert name.startswith("acme-prod")


def test_tells_two_long_names_apart_that_differ_only_in_their_tail():
    long = "orders" * 12
    assert ACME.physical_name(long, "a") != ACME.physical_name(long, "b")


@pytest.mark.parametrize("part", ["", "Orders", "orders_logs", "-orders", "orders-", "a.b", "orders\n"])
def test_refuses_a_part_it_would_have_to_rewrite(part):
    with pytest.raises(ValueError, match="a name part must be lower-case letters, digits and inner hyphens, got"):
        ACME.physical_name("logs", part)


def test_tags_with_who_owns_it_pays_for_it_and_made_it():
    assert ACME.tags("acme-prod-orders") == {
        "Name": "acme-prod-orders",
        "Organization": "acme",
        "Environment": "prod",
        "Owner": "platform@acme.example",
        "CostCenter": "1042",
        "ManagedBy": "pulumi",
        "Repository": "https://github.com/acme/platform",
    }


@pytest.mark.parametrize(
    ("region", "partition"),
    [
        ("eu-west-1", "aws"),
        ("ap-southeast-2", "aws"),
        ("cn-north-1", "aws-cn"),
        ("us-gov-west-1", "aws-us-gov"),
        ("us-iso-east-1", "aws-iso"),
        ("us-isob-east-1", "aws-iso-b"),
    ],
)
def test_knows_the_partition_of_its_region(region, partition):
    assert replace(ACME, region=region).partition == partition


@pytest.mark.parametrize("repository", ["https://github.com/acme/platform", "https://github.com/acme/platform/"])
def test_links_a_runbook_to_its_page_in_the_repository(repository):
    url = replace(ACME, repository=repository).runbook_url("database-cpu")
    assert url == "https://github.com/acme/platform/blob/main/docs/runbooks/database-cpu.md"


@pytest.mark.parametrize("field", ["organization", "environment"])
@pytest.mark.parametrize("value", ["", "Acme", "ac me", "-acme", "acme-"])
def test_refuses_a_name_that_aws_would_not_take_everywhere(field, value):
    with pytest.raises(
        ValueError, match=f"{field} must be lower-case letters, digits and inner hyphens, got '{value}'"
    ):
        replace(ACME, **{field: value})


@pytest.mark.parametrize("value", ["", "eu", "eu-west", "eu-west-1a", "EU-WEST-1", "eu_west_1"])
def test_refuses_what_is_no_region(value):
    with pytest.raises(ValueError, match=f"region must look like 'eu-west-1', got '{value}'"):
        replace(ACME, region=value)


@pytest.mark.parametrize("value", ["", "12345678901", "1234567890123", "12345678901x"])
def test_refuses_what_is_no_account(value):
    with pytest.raises(ValueError, match=f"account_id must be 12 digits, got '{value}'"):
        replace(ACME, account_id=value)


@pytest.mark.parametrize("field", ["owner", "cost_center", "repository"])
@pytest.mark.parametrize("value", ["", "Research & Development", "platform\n", "x" * 257])
def test_refuses_what_aws_does_not_take_in_a_tag(field, value):
    with pytest.raises(ValueError, match=rf"{field} must be 1 to 256 letters, digits, spaces and any of _\.:/=\+-@"):
        replace(ACME, **{field: value})


@pytest.mark.parametrize("value", ["Équipe plateforme", "cost+center@acme.example", "team:platform/infra=1_2-3"])
def test_takes_what_aws_takes_in_a_tag(value):
    assert replace(ACME, owner=value).tags("orders")["Owner"] == value
