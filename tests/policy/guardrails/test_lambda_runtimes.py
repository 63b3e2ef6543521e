"""A runtime of Lambda..."""

from __future__ import annotations

from datetime import date

import pytest

from policy.guardrails.lambda_runtimes import Runtime, wrong_with


@pytest.mark.parametrize("name", ["python3.14", "nodejs24.x", "java25", "java8.al2", "provided.al2023", "ruby3.4"])
def test_is_fine_while_it_gets_patches(name):
    assert wrong_with(name) == ""


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("python3.8", "2024-10-14"),
        ("nodejs20.x", "2026-04-30"),
        ("go1.x", "2024-01-08"),
        ("provided.al2", "2026-07-31"),
    ],
)
def test_is_refused_from_the_day_that_lambda_deprecated_it(name, day):
    assert wrong_with(name) == f"which Lambda deprecated on {day}"


@pytest.mark.parametrize("name", ["", "python", "python3.5", "perl5", "cobol85.x", "nodejs21.x", "PYTHON3.14"])
def test_is_refused_where_lambda_does_not_have_it(name):
    assert wrong_with(name) == "which Lambda does not have"


@pytest.mark.parametrize("name", ["python3.29", "nodejs99.x", "java99", "dotnet12", "provided.al2099"])
def test_is_fine_where_it_is_newer_than_the_table(name):
    assert wrong_with(name) == ""


def test_is_maintained_up_to_the_day_before():
    last = Runtime(deprecated=date(2026, 11, 22), as_of=date(2026, 11, 21))
    first = Runtime(deprecated=date(2026, 11, 21), as_of=date(2026, 11, 21))
    assert (last.is_maintained, first.is_maintained) == (True, False)
