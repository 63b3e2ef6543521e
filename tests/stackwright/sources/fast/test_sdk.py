"""The installed SDK..."""

from __future__ import annotations

import pulumi
import pytest
from pulumi.runtime import resource, rpc_manager

from stackwright.sources.fast import sdk


def test_is_known():
    assert sdk.is_known()


def test_is_not_known_without_a_function_that_is_replaced(monkeypatch):
    monkeypatch.delattr(pulumi.Output, "_track")
    assert not sdk.is_known()


def test_is_not_known_with_a_parameter_more(monkeypatch):
    monkeypatch.setattr(resource, "register_resource_outputs", lambda res, outputs, more: None)
    assert not sdk.is_known()


def test_is_not_known_without_a_module_that_is_relied_on(monkeypatch):
    monkeypatch.setattr(sdk, "_RELIED_ON", (("pulumi.gone", "anything", ""),))
    assert not sdk.is_known()


def test_is_not_known_where_another_has_replaced_what_constructors_call(monkeypatch):
    monkeypatch.setattr("pulumi.resource.register_resource", lambda *_: None)
    assert not sdk.is_known()


@pytest.mark.parametrize("name", ["rpcs", "unhandled_exception"])
def test_is_not_known_with_another_manager(monkeypatch, name):
    clear = rpc_manager.RPCManager.clear
    monkeypatch.setattr(rpc_manager.RPCManager, "clear", lambda self: (clear(self), delattr(self, name)))
    assert not sdk.is_known()


def test_is_not_known_with_another_way_of_breaking_cycles(monkeypatch):
    monkeypatch.delattr("pulumi.runtime.resource_cycle_breaker._DEPENDENCIES_PROPERTY")
    assert not sdk.is_known()
