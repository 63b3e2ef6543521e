"""A resource type of the installed SDK..."""

from __future__ import annotations

import importlib

import pytest

TOKENS = ("aws:sqs/queue:Queue", "aws:lb/listener:Listener")


@pytest.fixture
def types(scripts, monkeypatch):
    sdk = importlib.import_module("aws_sdk")
    table = sdk.classes.table("aws")
    monkeypatch.setattr(sdk.classes, "table", lambda package: {token: table[token] for token in TOKENS})
    return {each.token: each for each in sdk.types()}


def test_is_told_with_its_properties_and_the_example_of_its_import(types):
    queue = types["aws:sqs/queue:Queue"]
    assert (queue.module, queue.name) == ("sqs", "Queue")
    assert {"arn", "url", "name"} <= set(queue.outputs)
    assert "name" in queue.inputs
    assert "url" not in queue.inputs
    assert queue.example.startswith("https://")


def test_is_told_with_the_names_it_had_before(types):
    assert "aws:elasticloadbalancingv2/listener:Listener" in types["aws:lb/listener:Listener"].aliases


def test_stands_in_order(types):
    assert list(types) == sorted(TOKENS)
