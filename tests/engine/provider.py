"""A provider server on loopback that answers the real engine from the simulator, for any package."""

from __future__ import annotations

from concurrent import futures
from typing import Any

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

from stackwright.simulator import Simulator
from stackwright.sources import wire

_LARGE = 400 * 1024 * 1024


class SimulatedProvider(provider_pb2_grpc.ResourceProviderServicer):
    """Creates, updates and deletes nothing, and says that it did."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator
        self.deleted: list[str] = []

    def Handshake(self, request: Any, context: Any) -> Any:
        return provider_pb2.ProviderHandshakeResponse(accept_secrets=True)

    def GetPluginInfo(self, request: Any, context: Any) -> Any:
        return plugin_pb2.PluginInfo(version="0.0.0")

    def GetSchema(self, request: Any, context: Any) -> Any:
        return provider_pb2.GetSchemaResponse(schema="{}")

    def CheckConfig(self, request: Any, context: Any) -> Any:
        return provider_pb2.CheckResponse(inputs=request.news)

    def DiffConfig(self, request: Any, context: Any) -> Any:
        return provider_pb2.DiffResponse(changes=provider_pb2.DiffResponse.DIFF_NONE)

    def Configure(self, request: Any, context: Any) -> Any:
        return provider_pb2.ConfigureResponse(acceptSecrets=True, supportsPreview=True)

    def Check(self, request: Any, context: Any) -> Any:
        return provider_pb2.CheckResponse(inputs=request.news)

    def Diff(self, request: Any, context: Any) -> Any:
        old, new = wire.decode(request.old_inputs), wire.decode(request.news)
        ignored = set(request.ignoreChanges)
        changed = sorted(key for key in {*old, *new} - ignored if old.get(key) != new.get(key))
        kind = provider_pb2.DiffResponse.DIFF_SOME if changed else provider_pb2.DiffResponse.DIFF_NONE
        return provider_pb2.DiffResponse(changes=kind, diffs=changed)

    def Create(self, request: Any, context: Any) -> Any:
        if request.preview:
            return provider_pb2.CreateResponse(properties=request.properties)
        id_, outputs = self._answer(request.urn, request.properties)
        return provider_pb2.CreateResponse(id=id_, properties=wire.encode(outputs))

    def Update(self, request: Any, context: Any) -> Any:
        if request.preview:
            return provider_pb2.UpdateResponse(properties=request.news)
        return provider_pb2.UpdateResponse(properties=wire.encode(self._answer(request.urn, request.news)[1]))

    def Read(self, request: Any, context: Any) -> Any:
        return provider_pb2.ReadResponse(id=request.id, properties=request.properties, inputs=request.inputs)

    def Delete(self, request: Any, context: Any) -> Any:
        self.deleted.append(request.urn)
        return empty_pb2.Empty()

    def Invoke(self, request: Any, context: Any) -> Any:
        context.abort(grpc.StatusCode.UNIMPLEMENTED, f"the platform makes no look-up, but called {request.tok}")

    def Cancel(self, request: Any, context: Any) -> Any:
        return empty_pb2.Empty()

    def Attach(self, request: Any, context: Any) -> Any:
        return empty_pb2.Empty()

    def _answer(self, urn: str, properties: Any) -> tuple[str, dict[str, Any]]:
        type_ = urn.split("::")[2].rsplit("$", 1)[-1]
        return self.simulator.create(type_, urn, wire.decode(properties))


def serve(provider: SimulatedProvider) -> tuple[grpc.Server, int]:
    """Start a server for *provider* and return it with its port."""
    server = grpc.server(
        futures.ThreadPoolExecutor(max_workers=32),
        options=[("grpc.max_receive_message_length", _LARGE), ("grpc.max_send_message_length", _LARGE)],
    )
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(provider, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    return server, port
