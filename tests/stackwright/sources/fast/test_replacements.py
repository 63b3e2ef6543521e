"""What is replaced in the SDK..."""

from __future__ import annotations

import copy

import pulumi
import pulumi_aws as aws
from pulumi.resource_hooks import ResourceHookBinding

from stackwright.model import Stack
from stackwright.simulator import Simulator
from stackwright.sources.fast.replacements import replacements
from stackwright.sources.recorder import Recorder
from stackwright.sources.recording import RecordingMonitor

Opts = pulumi.ResourceOptions


def replaced():
    recorder = Recorder(Stack(project="shop", name="dev"), Simulator(region="eu-west-1"))
    return list(replacements(recorder, RecordingMonitor(recorder), iter(range(9))))


def test_is_there_to_be_replaced():
    assert [name for owner, name, _ in replaced() if name not in vars(owner)] == []


def test_copies_options_as_the_sdk_does():
    copies = {owner: replacement for owner, name, replacement in replaced() if name == "_copy"}
    for given in (Opts(protect=True, ignore_changes=["a"]), ResourceHookBinding(before_create=[print])):
        made = copies[type(given)](given)
        assert made is not given
        assert type(made) is type(given)
        assert vars(made) == vars(copy.copy(given))


def test_computes_no_alias_before_it_is_asked_for(record):
    found = []

    def program():
        topic = aws.sns.Topic("t", opts=Opts(aliases=[pulumi.Alias(name="old"), "urn:pulumi:x"]))
        assert ["_data" in vars(alias) for alias in topic._aliases] == [False, False]
        for alias in topic._aliases:
            alias.apply(found.append)

    record(program)
    assert set(found) == {"urn:pulumi:dev::shop::aws:sns/topic:Topic::old", "urn:pulumi:x"}


def test_computes_aliases_that_are_awaited_at_once(record, find):
    def program():
        name = aws.sns.Topic("a").urn
        aws.sns.Topic("t", opts=Opts(aliases=[name]))

    stack = record(program)
    assert find(stack, "t").options.aliases == (find(stack, "a").urn,)


def test_says_nothing_of_what_is_logged_for_debugging(record):
    assert record(lambda: pulumi.log.debug("x")).notes == []
