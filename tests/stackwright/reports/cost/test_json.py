"""The report on cost for machines"""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

from stackwright.reports.cost.json import document, write
from tests.stackwright.checks.cost.making import COMPONENT
from tests.stackwright.reports.cost.making import FIRST, REPORT

ROOT = Path(__file__).resolve().parents[4]
FOUND = document(REPORT)


def test_has_amounts_as_exact_text():
    assert FOUND["monthly"] == {"low": "18.43", "expected": "18.46", "high": "18.73"}
    assert FOUND["yearly"]["expected"] == "221.52"
    assert FOUND["hourly"]["expected"] == "0.0253"
    assert FOUND["fixedMonthly"]["expected"] == "18.43"
    assert FOUND["usageMonthly"]["high"] == "0.30"


def test_has_every_line_with_its_price_and_source():
    requests = FOUND["lines"][-1]
    assert requests["quantity"] == {"low": "1000", "expected": "10000", "high": "100000"}
    assert requests["assumption"] == "requests 1,000 - 10,000 - 100,000, assumed for production"
    assert requests["price"] == {
        "key": "kms.requests",
        "usd": "0.03",
        "per": "10000",
        "tiers": [],
        "region": "us-east-1",
        "source": "https://aws.example/prices",
        "asOf": "2026-06-01",
    }
    assert (requests["kind"], requests["component"], requests["service"]) == ("usage", "vault", "KMS")


def test_has_groups_gates_change_and_advice():
    assert [(one["name"], one["monthly"]["expected"], one["lines"]) for one in FOUND["groups"]] == [
        ("balancer", "16.43", 1),
        ("vault", "2.03", 3),
    ]
    assert [(one["name"], one["status"]) for one in FOUND["gates"]] == [("budget", "pass"), ("approval", "fail")]
    assert FOUND["change"]["amountUsd"] == "12.46"
    assert FOUND["change"]["components"][0]["percent"] is None
    assert FOUND["change"]["components"][1]["amount"] == "-5.00"
    assert FOUND["advice"][0]["saving"] == {"low": "1", "expected": "2.50", "high": "3"}
    assert FOUND["prices"]["elsewhere"] == [{"region": "eu-west-1", "priceOf": "us-east-1", "lines": 1}]
    assert FOUND["notPriced"][1]["what"] == "requests"
    assert FOUND["free"] == {"aws:iam/role:Role": 2}


def keys(value):
    """Yield every key of a document; those below `free` are types."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys(inner) if key != "free" else ()
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def test_has_no_key_that_its_page_does_not_name():
    page = (ROOT / "docs" / "cost" / "json.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\w+", " ".join(re.findall(r"`[^`]+`", page))))
    assert set(keys(FOUND)) - named == set()
    assert {"project", "stack", "cost", "stacks"} <= named


def test_says_where_each_line_is_paid_and_whose_it_is():
    first = FOUND["lines"][0]
    assert (first["region"], first["component"], first["componentType"]) == ("eu-west-1", "balancer", COMPONENT)


def test_says_what_there_is_not_to_compare_with():
    found = document(FIRST)
    assert (found["change"], found["missing"]) == (None, "cost.dev.json does not exist")


def test_is_one_object_for_one_stack_and_a_list_for_several():
    def read(*reports):
        out = io.StringIO()
        write(reports, out)
        return json.loads(out.getvalue())

    assert (read(REPORT)["stack"], read(REPORT)["cost"]) == ("prod", FOUND)
    several = read(REPORT, FIRST)
    assert [one["stack"] for one in several["stacks"]] == ["prod", "dev"]
    assert several["monthlyUsd"] == {"low": "19.43", "expected": "19.46", "high": "19.73"}


def test_says_what_schedules_save():
    assert FOUND["savedBySchedules"] is None
    assert document(FIRST)["savedBySchedules"] == {"low": "0.40", "expected": "0.50", "high": "0.60"}
