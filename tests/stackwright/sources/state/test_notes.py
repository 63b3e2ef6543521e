"""The notes on a state..."""

from __future__ import annotations

from typing import Any

import pytest

from stackwright.model import UNKNOWN, Resource, Secret
from stackwright.sources.state import notes
from stackwright.sources.state.envelope import Deployment
from stackwright.sources.state.resource import Record


def record(name: str, **fields: Any) -> Record:
    return Record({"urn": f"urn:pulumi:prod::web::a:b:C::{name}", "type": "a:b:C", **fields}, "s")


def made(name: str, **fields: Any) -> Resource:
    return Resource(urn=f"urn:pulumi:prod::web::a:b:C::{name}", type="a:b:C", name=name, **fields)


def noted(*records: Record, body: Any = None, operations: Any = (), kept: Any = (), features: Any = ()) -> list[str]:
    deployment = Deployment(version=4, body=body or {}, unknown_features=features)
    return notes.notes(deployment, records, operations, kept)


def test_say_nothing_of_what_is_as_it_should_be():
    assert noted(record("a", protect=True)) == []


def test_say_that_there_is_nothing():
    assert noted() == ["the stack has no resources"]


@pytest.mark.parametrize(
    ("manifest", "note"),
    [
        (
            {"time": "2026-03-04T05:06:07.8Z", "version": "v3.210.0"},
            ["deployed state, written 2026-03-04 05:06 UTC by Pulumi 3.210.0"],
        ),
        (
            {"time": "2026-03-04T05:06:07.8Z", "version": "3.260.0-dev+1"},
            ["deployed state, written 2026-03-04 05:06 UTC by Pulumi 3.260.0-dev+1"],
        ),
        ({"time": "2026-03-04T05:06:07.8Z", "version": ""}, ["deployed state, written 2026-03-04 05:06 UTC"]),
        ({"time": "0001-01-01T00:00:00Z", "version": ""}, []),
        ({"time": 7}, []),
        ({}, []),
        ([], []),
    ],
)
def test_say_when_it_was_written(manifest, note):
    assert noted(record("a"), body={"manifest": manifest}) == note


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ({"delete": True}, "1 resource is pending deletion, left out: a (a:b:C)"),
        ({"pendingReplacement": True}, "1 resource is deleted and not yet created anew: a (a:b:C)"),
        ({"taint": True}, "1 resource is to be replaced by the next update: a (a:b:C)"),
        ({"initErrors": ["no"]}, "1 resource is created, but failed to become ready: a (a:b:C)"),
    ],
)
def test_name_what_a_resource_is_left_in(fields, note):
    assert noted(record("a", **fields), record("b")) == [note]


def test_name_the_first_few_in_order_of_their_names():
    records = [record(name, taint=True) for name in "gfedcba"]
    assert noted(*records) == [
        "7 resources are to be replaced by the next update: "
        "a (a:b:C), b (a:b:C), c (a:b:C), d (a:b:C), e (a:b:C), 2 more"
    ]


def test_name_the_operations_that_never_ended_by_kind():
    operations = [("updating", record("c")), ("creating", record("b")), ("creating", record("a"))]
    assert noted(record("c"), operations=operations) == [
        "2 resources are left in the middle of creating, and what became of it is unknown; run `pulumi refresh`: "
        "a (a:b:C), b (a:b:C)",
        "1 resource is left in the middle of updating, and what became of it is unknown; run `pulumi refresh`: "
        "c (a:b:C)",
    ]


def test_count_the_secrets_nobody_could_read():
    hidden = Secret(UNKNOWN)
    kept = [made("a", inputs={"a": hidden, "b": [{"c": hidden}], "d": Secret([hidden])}, outputs={"e": Secret(1)})]
    assert noted(record("a"), kept=kept) == [
        "3 values are encrypted, and not read; `pulumi stack export --show-secrets` writes them in clear"
    ]
    assert noted(record("a"), kept=[made("a", inputs={"a": UNKNOWN, "b": Secret(2)})]) == []


def test_name_the_features_that_are_unknown_here():
    assert noted(record("a"), features=("horns", "wings")) == [
        "written with features that are not known here: horns, wings"
    ]


@pytest.mark.parametrize("metadata", [{"integrity_error": {"error": "a secret"}}, {"integrity_error": True}])
def test_say_that_the_engine_found_it_inconsistent(metadata):
    assert noted(record("a"), body={"metadata": metadata}) == [
        "Pulumi found this state inconsistent when it wrote it; run `pulumi state repair`"
    ]


def test_name_the_resources_whose_parent_is_missing():
    assert notes.adopted([]) == []
    assert notes.adopted([made("b"), made("a")]) == [
        "2 resources are without the parent that the state names, shown at the top: a (a:b:C), b (a:b:C)"
    ]
