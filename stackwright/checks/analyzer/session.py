"""Asks a policy pack about a stack, in the engine's order of calls."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import grpc  # type: ignore[import-untyped] # grpc ships no types
from google.protobuf import empty_pb2  # type: ignore[import-untyped] # protobuf ships no types
from pulumi.runtime.proto import analyzer_pb2

from ...errors import UserError
from ...model import Stack
from ..findings import PackReport
from . import channel, settings, wire
from .channel import Call
from .diagnostics import Diagnostics
from .inquiry import Inquiry
from .launch import Process
from .project import Pack
from .words import Words

# Seconds that one call may take: a rule that never ends must not stop a build for ever.
_PATIENCE = 300.0


@dataclasses.dataclass(frozen=True, kw_only=True)
class Subject:
    """What a pack judges."""

    stack: Stack
    organization: str
    config: Mapping[str, str]
    """The stack's configuration, every value a text."""

    secret_keys: Sequence[str] = ()
    """Keys of the configuration whose values are secret."""

    policy_config: Mapping[str, Any] | None = None
    """Levels and parameters of policies, as the file of `--policy-pack-config` holds them."""


def judge(
    pack: Pack, subject: Subject, process: Process, engine: str, words: Words, *, patience: float = _PATIENCE
) -> PackReport:
    """Return what the *pack* that runs as *process* finds; it may log to the *engine* at this address.

    Raises UserError where the pack cannot say what policies it has, or cannot run them as configured. A call that
    fails later is a finding of its own: what it was asked about has not passed.
    """
    with channel.connected(process.port, patience) as call:
        info = _introduced(pack, subject, call, engine, words)
        settled = settings.settle(info.name, info, subject.policy_config)
        if info.supportsConfig and settled:
            _required(pack, words, lambda: call("Configure", settings.request(settled)))
        resources = wire.registered(subject.stack, subject.config)
        reporter = Diagnostics(info, settled, subject.stack, resources, words)
        inquiry = Inquiry(pack, call, process, words, reporter, settled if info.supportsConfig else {})
        inquiry.run(resources, subject.stack.urn)
    return PackReport(
        name=info.name,
        folder=str(pack.named),
        version=pack.version or info.version,
        rules=sum(setting.level != "disabled" for setting in settled.values()),
        findings=tuple(inquiry.findings),
        remediations=tuple(inquiry.remediations),
        notes=settings.notes(subject.policy_config),
    )


def _introduced(pack: Pack, subject: Subject, call: Call, engine: str, words: Words) -> Any:
    """Tell the pack where it is and what stack it judges, and return what it says of itself."""
    place = str(pack.folder)
    handshake = analyzer_pb2.AnalyzerHandshakeRequest(
        engine_address=engine, root_directory=place, program_directory=place
    )
    stack = analyzer_pb2.AnalyzerStackConfigureRequest(
        stack=subject.stack.name,
        project=subject.stack.project,
        organization=subject.organization,
        dry_run=True,
        config=subject.config,
        config_secret_keys=subject.secret_keys,
    )
    _required(pack, words, lambda: channel.optional(call, "Handshake", handshake))
    _required(pack, words, lambda: channel.optional(call, "ConfigureStack", stack))
    return _required(pack, words, lambda: call("GetAnalyzerInfo", empty_pb2.Empty()))


def _required(pack: Pack, words: Words, make: Callable[[], Any]) -> Any:
    try:
        return make()
    except grpc.RpcError as error:
        said = words.one_line(words.last or str(error.details()))
        raise UserError(f"policy pack {pack.named}: it does not answer: {said}; mend the pack") from None
