"""Every simulated provider..."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from google.protobuf import empty_pb2
from pulumi.runtime.proto import plugin_pb2, provider_pb2

Connect = Callable[..., Any]


def test_takes_secrets_and_the_projects_way_of_naming(connect: Connect) -> None:
    answer = connect().Handshake(provider_pb2.ProviderHandshakeRequest())
    assert (answer.accept_secrets, answer.supports_autonaming_configuration) == (True, True)
    assert not answer.accept_resources


def test_is_newer_than_any_sdk_asks_for(connect: Connect) -> None:
    assert connect().GetPluginInfo(empty_pb2.Empty()).version == "999.0.0"


def test_has_no_schema_and_no_mappings(connect: Connect) -> None:
    stub = connect()
    assert stub.GetSchema(provider_pb2.GetSchemaRequest()).schema == "{}"
    assert stub.GetMapping(provider_pb2.GetMappingRequest(key="terraform")).data == b""
    assert list(stub.GetMappings(provider_pb2.GetMappingsRequest(key="terraform")).providers) == []


def test_can_be_attached_and_cancelled(connect: Connect) -> None:
    stub = connect()
    assert stub.Attach(plugin_pb2.PluginAttach(address="127.0.0.1:1")) == empty_pb2.Empty()
    assert stub.Cancel(empty_pb2.Empty()) == empty_pb2.Empty()


def test_accepts_any_configuration(connect: Connect) -> None:
    request = provider_pb2.CheckRequest(urn="urn:pulumi:dev::shop::pulumi:providers:aws::x")
    request.news["region"] = "nowhere-1"
    assert connect().CheckConfig(request).inputs["region"] == "nowhere-1"


@pytest.mark.parametrize(
    ("request_", "name", "version"),
    [
        (
            provider_pb2.ParameterizeRequest(
                value=provider_pb2.ParameterizeRequest.ParametersValue(name="netlify", version="1.2.3")
            ),
            "netlify",
            "1.2.3",
        ),
        (
            provider_pb2.ParameterizeRequest(
                args=provider_pb2.ParameterizeRequest.ParametersArgs(args=["netlify/netlify", "1.2.3"])
            ),
            "netlify",
            "1.2.3",
        ),
        (
            provider_pb2.ParameterizeRequest(args=provider_pb2.ParameterizeRequest.ParametersArgs(args=["netlify"])),
            "netlify",
            "999.0.0",
        ),
    ],
)
def test_works_under_the_name_of_a_parameter(connect: Connect, request_: Any, name: str, version: str) -> None:
    answer = connect().Parameterize(request_)
    assert (answer.name, answer.version) == (name, version)
