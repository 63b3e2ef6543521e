"""The part of Pulumi's provider protocol that is the same for every simulated provider: greetings and empty answers."""

from __future__ import annotations

from typing import Any

from google.protobuf import empty_pb2  # type: ignore[import-untyped] # protobuf ships no types
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

# Newer than any SDK asks for: the engine warns of an older one.
_VERSION = "999.0.0"


class Plumbing(provider_pb2_grpc.ResourceProviderServicer):
    """The methods carry the protocol's own names; source: `pulumirpc.ResourceProvider`."""

    def Handshake(self, _request: Any, _context: Any) -> Any:  # noqa: N802
        """Say what this provider understands."""
        return provider_pb2.ProviderHandshakeResponse(accept_secrets=True, supports_autonaming_configuration=True)

    def Attach(self, _request: Any, _context: Any) -> Any:  # noqa: N802
        """Take the engine's address: nothing is ever sent to it unasked."""
        return empty_pb2.Empty()

    def Cancel(self, _request: Any, _context: Any) -> Any:  # noqa: N802
        """Give up what is under way: no operation takes long enough."""
        return empty_pb2.Empty()

    def GetPluginInfo(self, _request: Any, _context: Any) -> Any:  # noqa: N802
        """Return a version."""
        return plugin_pb2.PluginInfo(version=_VERSION)

    def GetSchema(self, _request: Any, _context: Any) -> Any:  # noqa: N802
        """Return no schema: it is for generating SDKs."""
        return provider_pb2.GetSchemaResponse(schema="{}")

    def GetMapping(self, _request: Any, _context: Any) -> Any:  # noqa: N802
        """Return no mapping: it is for converting programs."""
        return provider_pb2.GetMappingResponse()

    def GetMappings(self, _request: Any, _context: Any) -> Any:  # noqa: N802
        """Return no mappings."""
        return provider_pb2.GetMappingsResponse()

    def Parameterize(self, request: Any, _context: Any) -> Any:  # noqa: N802
        """Take the name under which a base provider is to work."""
        words = list(request.args.args)
        name = request.value.name or (words[0].rsplit("/", 1)[-1] if words else "")
        version = request.value.version or (words[1] if len(words) > 1 else _VERSION)
        return provider_pb2.ParameterizeResponse(name=name, version=version)

    def CheckConfig(self, request: Any, _context: Any) -> Any:  # noqa: N802
        """Accept any configuration."""
        return provider_pb2.CheckResponse(inputs=request.news)
