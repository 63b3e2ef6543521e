"""A usage file"""

from __future__ import annotations

import pytest

from stackwright.checks.cost import usage_file
from stackwright.checks.cost.money import Range
from stackwright.errors import UserError
from tests.stackwright.checks.cost.making import KEY


def written(tmp_path, text, name="usage.yaml"):
    (tmp_path / name).write_text(text)
    return tmp_path / name


def test_says_quantities_by_type_and_by_resource(tmp_path):
    path = written(
        tmp_path,
        f"""
types:
  aws:alb/loadBalancer:LoadBalancer: {{hoursOn: 100}}
  {KEY}: {{requests: {{low: 1, expected: 2.5, high: 10}}}}
resources:
  "data*": {{requests: 7}}
""",
    )
    found = usage_file.load(path)
    assert found.name == "usage.yaml"
    assert found.types == {
        "aws:lb/loadBalancer:LoadBalancer": {"hoursOn": Range.of(100)},
        KEY: {"requests": Range.of(1, "2.5", 10)},
    }
    assert found.resources == {"data*": {"requests": Range.of(7)}}


def test_of_the_stack_goes_before_that_of_all_stacks(tmp_path):
    assert usage_file.find(tmp_path, "prod") == []
    assert usage_file.find(None, "prod") == []
    written(tmp_path, "types: {}")
    written(tmp_path, "resources:", "usage.prod.yaml")
    assert [file.name for file in usage_file.find(tmp_path, "prod")] == ["usage.prod.yaml", "usage.yaml"]
    assert [file.name for file in usage_file.find(tmp_path, "dev")] == ["usage.yaml"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("type: {}", "usage.yaml: type: no such section; a usage file has types and resources"),
        ("types: [a]", "usage.yaml: types: expected names with their meters below them; got ['a']"),
        (
            "resources: {data: 3}",
            "usage.yaml: resources.data: expected meters and their quantities, as gbProcessed: 200; got 3",
        ),
        (
            "types: {LoadBalancer: {requests: 3}}",
            "usage.yaml: types.LoadBalancer: no type token, as aws:lb/loadBalancer:LoadBalancer is one",
        ),
        (
            "resources: {data: {requests: many}}",
            "usage.yaml: resources.data.requests: expected a number of at least 0, or {low: ..., expected: ...,"
            " high: ...}; got 'many'",
        ),
        (
            "resources: {data: {requests: {low: 1}}}",
            "usage.yaml: resources.data.requests: expected a number of at least 0, or {low: ..., expected: ...,"
            " high: ...}; got the keys low",
        ),
        (
            "resources: {data: {requests: {low: 2, expected: 1, high: 3}}}",
            "usage.yaml: resources.data.requests: low 2, expected 1 and high 3 are not in this order; sort them",
        ),
    ],
)
def test_with_a_mistake_is_refused_in_one_line(tmp_path, text, message):
    with pytest.raises(UserError) as raised:
        usage_file.load(written(tmp_path, text))
    assert str(raised.value) == message


def test_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(UserError, match="no such file; name a usage file"):
        usage_file.load(tmp_path / "usage.yaml")
