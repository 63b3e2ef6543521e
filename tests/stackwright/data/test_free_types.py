"""The table of types that cost nothing by themselves..."""

from __future__ import annotations

import functools
import importlib.util
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from stackwright.checks.cost import catalogue
from stackwright.checks.cost.item import canonical
from stackwright.data import tables

ROWS = list(tables.rows("free_types"))
TYPES = [row["type"] for row in ROWS]
RESOURCE = re.compile(r'"(aws:[\w-]+/\w+:\w+)": "')


@functools.cache
def types_of_aws():
    spec = importlib.util.find_spec("pulumi_aws")
    assert spec
    assert spec.origin
    return frozenset(RESOURCE.findall(Path(spec.origin).read_text(encoding="utf-8")))


def test_names_types_modules_and_packages_that_there_are():
    modules = {type_.partition("/")[0] for type_ in types_of_aws()}
    assert [type_ for type_ in TYPES if type_.startswith("aws:") and type_ not in types_of_aws() | modules] == []


def test_names_each_once_by_its_canonical_name_and_sorted():
    assert [type_ for type_, count in Counter(TYPES).items() if count > 1] == []
    assert [type_ for type_ in TYPES if canonical(type_) != type_] == []
    assert sorted(TYPES) == TYPES


def test_names_no_type_of_a_module_that_is_free_as_a_whole():
    whole = {type_ for type_ in TYPES if "/" not in type_}
    assert [type_ for type_ in TYPES if "/" in type_ and type_.partition("/")[0] in whole] == []


def test_says_why_where_it_was_read_and_when():
    for row in ROWS:
        assert row["why"].rstrip(". ") == row["why"] != "", row
        assert row["source"].startswith("https://"), row
        assert date.fromisoformat(row["as_of"]), row


@pytest.mark.parametrize(
    "type_",
    [
        "aws:batch/jobQueue:JobQueue",
        "aws:cloudwatch/eventRule:EventRule",
        "aws:iam/role:Role",
        "aws:organizations/organization:Organization",
        "aws:ssm/document:Document",
        "command:remote:Command",
        "docker:index/image:Image",
        "tls:index/privateKey:PrivateKey",
    ],
)
def test_has_what_costs_nothing(type_):
    assert catalogue.why_free(type_)


@pytest.mark.parametrize(
    "type_",
    [
        "aws:bedrock/provisionedModelThroughput:ProvisionedModelThroughput",
        "aws:cloudformation/stack:Stack",
        "aws:elasticbeanstalk/environment:Environment",
        "aws:route53domains/domain:Domain",
        "aws:sagemaker/endpoint:Endpoint",
        "aws:workspaces/workspace:Workspace",
    ],
)
def test_has_not_what_costs_something_that_has_no_price_here(type_):
    assert type_ in types_of_aws()
    assert catalogue.why_free(type_) == ""
    assert catalogue.parts(type_) is None


def test_leaves_no_more_types_of_aws_open_than_cost_something_and_have_no_price_here():
    open_ = [
        type_
        for type_ in types_of_aws()
        if canonical(type_) == type_ and not catalogue.why_free(type_) and catalogue.parts(type_) is None
    ]
    assert len(open_) <= 330, sorted(open_)
