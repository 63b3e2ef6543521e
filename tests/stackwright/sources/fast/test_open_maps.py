"""A map that answers for any key..."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pulumi
import pulumi_aws as aws
from pulumi.runtime import rpc

from stackwright.simulator.open_map import OpenMap
from stackwright.sources.fast.open_maps import kept_by


def same(name: str) -> str:
    return name


def test_stays_one_beside_what_it_holds():
    translate = kept_by(rpc.translate_output_properties)
    seen = translate(OpenMap(lambda key: f"made {key}", {"a": "held"}), same, Mapping[str, str])
    assert (seen["a"], seen["b"], dict(seen)) == ("held", "made b", {"a": "held"})


def test_has_its_answers_translated_to_the_declared_type():
    translate = kept_by(rpc.translate_output_properties)
    seen = translate(OpenMap(lambda _key: 2.0), same, Mapping[str, int])
    assert (seen["n"], type(seen["n"])) == (2, int)


def test_is_left_alone_where_it_is_none():
    translate = kept_by(rpc.translate_output_properties)
    assert type(translate({"a": 1}, same, dict[str, Any])) is dict
    assert translate("text", same, str) == "text"


def test_answers_a_program_that_looks_into_an_output(record):
    def program() -> None:
        stack = aws.cloudformation.Stack("legacy", template_body="{}")
        pulumi.export("made", stack.outputs["BucketName"])
        pulumi.export("held", stack.outputs)

    outputs = record(program).outputs
    assert isinstance(outputs["made"], str)
    assert outputs["held"] == {}
