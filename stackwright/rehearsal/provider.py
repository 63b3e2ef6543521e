"""Speaks Pulumi's provider protocol for any package: creates, updates and deletes nothing, and says that it did."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import grpc  # type: ignore[import-untyped] # grpc ships no types
from google.protobuf import empty_pb2  # type: ignore[import-untyped] # protobuf ships no types
from pulumi.runtime.proto import provider_pb2

from ..model import UNKNOWN
from ..simulator import Simulator, UnknownLookup
from ..sources import wire
from ..sources.context_file import Context
from . import answers, components, defaults, diff, identity, names
from .failures import Failures
from .initialization import abort_unready
from .plumbing import Plumbing
from .protocol import Operation, logical_name, package_of, stack_of, type_of

# Input of a resource that was imported before anyone said how it is described: the first update tells.
_IMPORTED = "__imported"

_KINDS = {
    ("add", False): provider_pb2.PropertyDiff.ADD,
    ("add", True): provider_pb2.PropertyDiff.ADD_REPLACE,
    ("delete", False): provider_pb2.PropertyDiff.DELETE,
    ("delete", True): provider_pb2.PropertyDiff.DELETE_REPLACE,
    ("update", False): provider_pb2.PropertyDiff.UPDATE,
    ("update", True): provider_pb2.PropertyDiff.UPDATE_REPLACE,
}

Base = Callable[[str, str], Simulator]
"""Project and stack -> the simulator that the stack's configuration speaks for."""


@dataclass(frozen=True)
class _Connection:
    """What one of the program's providers speaks for: each has a connection of its own."""

    simulator: Simulator
    stack: str


class SimulatedProvider(Plumbing):
    """One servicer for every package and every provider in the program."""

    def __init__(self, base: Base, failures: Failures | None = None, known: Context | None = None) -> None:
        self._base = base
        self._known = known or Context()
        self._failures = failures or Failures()
        self._connections: dict[str, _Connection] = {}
        self._checked: dict[str, dict[str, Any]] = {}
        self._notes: dict[str, None] = {}
        self._lock = threading.Lock()

    @property
    def notes(self) -> list[str]:
        """What the user must know about the rehearsal, in the order in which it came up."""
        return list(self._notes)

    def DiffConfig(self, request: Any, _context: Any) -> Any:  # noqa: N802
        """Say whether a new configuration makes this another provider, whose resources are all replaced."""
        old, new = wire.decode(request.old_inputs or request.olds), wire.decode(request.news)
        found = diff.compare(type_of(request.urn), old, new)
        replaces = identity.replaced(package_of(type_of(request.urn)), old, new)
        return _diff_response(diff.Difference(changes=found.changes, replaces=tuple(replaces)), delete_first=False)

    def Configure(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Take the configuration for this connection."""
        project, stack = stack_of(request.urn)
        simulator = self._base(project, stack).for_provider(wire.decode(request.args))
        self._connections[context.peer()] = _Connection(simulator, stack)
        return provider_pb2.ConfigureResponse(
            acceptSecrets=True, supportsPreview=True, supports_autonaming_configuration=True
        )

    # Resources.

    def Check(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Return the inputs, named where the program leaves that to the provider."""
        self._fail_if_asked("check", request.urn, context)
        type_, old = type_of(request.urn), wire.decode(request.olds)
        new = defaults.keep(wire.decode(request.news), old)
        wanted = request.autonaming if request.HasField("autonaming") else None
        try:
            inputs = names.complete(self._simulator(request.urn, context), type_, request.urn, new, old, wanted=wanted)
        except names.NoName as error:
            return provider_pb2.CheckResponse(
                inputs=request.news, failures=[provider_pb2.CheckFailure(reason=str(error))]
            )
        self._checked[request.urn] = inputs
        return provider_pb2.CheckResponse(inputs=wire.encode(inputs))

    def Diff(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Return what differs, and whether it can be changed in place."""
        self._fail_if_asked("diff", request.urn, context, request.id)
        type_ = type_of(request.urn)
        old, new = wire.decode(request.old_inputs), wire.decode(request.news)
        imported = set(old) == {_IMPORTED}
        found = diff.Difference() if imported else diff.compare(type_, old, new)
        # A fixed name is taken until its holder is gone.
        name = names.given(type_, new)
        fixed = name is not None and name == names.given(type_, old) and not names.is_automatic(request.urn, name)
        return _diff_response(found, delete_first=fixed and name is not UNKNOWN)

    def Create(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Return the simulated id and outputs; in a preview, what only a deployment would tell is unknown."""
        type_, inputs = type_of(request.urn), wire.decode(request.properties)
        simulator = self._simulator(request.urn, context)
        if request.preview:
            return provider_pb2.CreateResponse(
                properties=wire.encode(answers.planned(simulator, type_, request.urn, inputs))
            )
        id_, outputs = answers.created(simulator, type_, request.urn, inputs)
        self._fail_if_asked("create", request.urn, context, id_, made=(inputs, outputs))
        return provider_pb2.CreateResponse(id=id_, properties=wire.encode(outputs))

    def Read(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Return what was created, for a refresh; a resource that exists already, for an import or a `get`."""
        self._fail_if_asked("read", request.urn, context, request.id)
        if request.HasField("inputs") and request.inputs != request.properties:
            return provider_pb2.ReadResponse(id=request.id, properties=request.properties, inputs=request.inputs)
        inputs = wire.decode(request.properties)
        if not request.HasField("inputs") and not inputs:
            # What is imported is taken to be as the program describes it, which a preview before has told.
            inputs = self._checked.get(request.urn) or {_IMPORTED: True}
        simulator = self._simulator(request.urn, context)
        _, outputs = simulator.create(type_of(request.urn), request.urn, inputs, request.id)
        return provider_pb2.ReadResponse(id=request.id, properties=wire.encode(outputs), inputs=wire.encode(inputs))

    def Update(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Return the outputs after the change."""
        simulator = self._simulator(request.urn, context)
        old, new, outputs = (wire.decode(part) for part in (request.old_inputs, request.news, request.olds))
        after = answers.updated(simulator, type_of(request.urn), request.urn, old, new, outputs)
        if not request.preview:
            self._fail_if_asked("update", request.urn, context, request.id, made=(new, after))
        return provider_pb2.UpdateResponse(properties=wire.encode(after))

    def Delete(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Delete nothing."""
        self._fail_if_asked("delete", request.urn, context, request.id)
        return empty_pb2.Empty()

    # Functions, methods and components.

    def Invoke(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Answer a look-up; one that nothing is known of is answered with nothing, and noted."""
        args = wire.decode(request.args)
        asker = self._connections.get(context.peer()) or _Connection(Simulator(), "")
        known = self._known.answer(request.tok, args, asker.simulator.region, asker.stack)
        try:
            answer = asker.simulator.invoke(request.tok, args)
        except UnknownLookup:
            answer = {}
            if known is None:
                self._note(f"look-up {request.tok}: nothing is known of its answer; it was left empty")
        return provider_pb2.InvokeResponse(**{"return": wire.encode({**answer, **(known or {})})})

    def Call(self, request: Any, _context: Any) -> Any:  # noqa: N802
        """Answer a method of a resource with nothing: only its own provider could tell."""
        self._note(f"method {request.tok}: only its own provider could answer; it was left empty")
        return provider_pb2.CallResponse()

    def Construct(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Register a component of another language: its own code, which makes its children, does not run."""
        self._note(
            f"{request.type} {request.name!r}: a component of package {package_of(request.type)}, made by another"
            " process: of its children, only those that its outputs refer to are rehearsed"
        )
        try:
            return components.construct(request, self._base(request.project, request.stack))
        except grpc.RpcError as error:  # the engine has said why, of the resource itself
            return context.abort(error.code(), error.details())

    def _simulator(self, urn: str, context: Any) -> Simulator:
        known = self._connections.get(context.peer())
        return known.simulator if known else self._base(*stack_of(urn))

    def _note(self, text: str) -> None:
        with self._lock:
            self._notes[text] = None

    def _fail_if_asked(
        self,
        operation: Operation,
        urn: str,
        context: Any,
        id_: str = "",
        made: tuple[Mapping[str, Any], Mapping[str, Any]] | None = None,
    ) -> None:
        """End the call with an error where one was asked for; *made* are the inputs and outputs of what remains."""
        failure = self._failures.next(operation, urn, id_, made[0] if made else None)
        if failure is None:
            return
        if failure.created and made is not None:
            abort_unready(context, id_ or logical_name(urn), *made, failure.message)
        context.abort(grpc.StatusCode.UNKNOWN, failure.message)


def _diff_response(found: diff.Difference, *, delete_first: bool) -> Any:
    response = provider_pb2.DiffResponse(
        changes=provider_pb2.DiffResponse.DIFF_SOME if found.changes else provider_pb2.DiffResponse.DIFF_NONE,
        replaces=found.replaces,
        diffs=found.top_level,
        deleteBeforeReplace=delete_first and bool(found.replaces),
        hasDetailedDiff=True,
    )
    for path, kind in found.changes.items():
        replaces = found.forces_replacement(path)
        response.detailedDiff[path].CopyFrom(provider_pb2.PropertyDiff(kind=_KINDS[kind, replaces], inputDiff=True))
    return response
