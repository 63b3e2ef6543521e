"""Asks a policy pack about a stack, in the engine's order of calls."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import grpc  # type: ignore[import-untyped] # grpc ships no types
from google.protobuf import empty_pb2  # type: ignore[import-untyped] # protobuf ships no types
from pulumi.runtime.proto import analyzer_pb2, analyzer_pb2_grpc

from ...errors import UserError
from ...model import Resource, Stack
from ...sources import wire as properties
from ..findings import Finding, PackReport, Remediation
from . import settings, wire
from .diagnostics import Diagnostics
from .launch import Process
from .project import Pack
from .words import Words

# Seconds that one call may take: a rule that never ends must not stop a build for ever.
_PATIENCE = 300.0

_UNIMPLEMENTED = grpc.StatusCode.UNIMPLEMENTED
_APPLICATION = "Exception calling application: "

# A line of a stack in JavaScript.
_FRAME = re.compile(r"\s+at ")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Subject:
    """What a pack judges."""

    stack: Stack
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
    with _connected(process.port, patience) as call:
        info = _introduced(pack, subject, call, engine, words)
        settled = settings.settle(info.name, info, subject.policy_config)
        if info.supportsConfig and settled:
            _required(pack, words, lambda: call("Configure", settings.request(settled)))
        resources = wire.registered(subject.stack, subject.config)
        reporter = Diagnostics(info, settled, subject.stack, resources, words)
        session = _Session(pack, call, process, words, reporter, resources, settled)
        session.run(subject.stack.urn)
    return PackReport(
        name=info.name,
        folder=str(pack.named),
        version=pack.version or info.version,
        rules=sum(setting.level != "disabled" for setting in settled.values()),
        findings=tuple(session.findings),
        remediations=tuple(session.remediations),
        notes=settings.notes(subject.policy_config),
    )


_Call = Callable[[str, Any], Any]
"""Makes a call of the analyzer protocol: its name, and the question."""


@contextlib.contextmanager
def _connected(port: int, patience: float) -> Iterator[_Call]:
    limits = [(f"grpc.max_{way}_message_length", -1) for way in ("receive", "send")]
    address = f"127.0.0.1:{port}"
    with grpc.insecure_channel(address, options=[*limits, ("grpc.enable_http_proxy", 0)]) as channel:
        stub = analyzer_pb2_grpc.AnalyzerStub(channel)
        yield lambda name, question: getattr(stub, name)(question, timeout=patience)


def _introduced(pack: Pack, subject: Subject, call: _Call, engine: str, words: Words) -> Any:
    """Tell the pack where it is and what stack it judges, and return what it says of itself."""
    place = str(pack.folder)
    handshake = analyzer_pb2.AnalyzerHandshakeRequest(
        engine_address=engine, root_directory=place, program_directory=place
    )
    stack = analyzer_pb2.AnalyzerStackConfigureRequest(
        stack=subject.stack.name,
        project=subject.stack.project,
        dry_run=True,
        config=subject.config,
        config_secret_keys=subject.secret_keys,
    )
    _required(pack, words, lambda: _optional(call, "Handshake", handshake))
    _required(pack, words, lambda: _optional(call, "ConfigureStack", stack))
    return _required(pack, words, lambda: call("GetAnalyzerInfo", empty_pb2.Empty()))


def _optional(call: _Call, name: str, question: Any) -> Any:
    """Make a call that older SDKs do not know; return nothing where this is one."""
    try:
        return call(name, question)
    except grpc.RpcError as error:
        if error.code() is _UNIMPLEMENTED:
            return None
        raise


def _required(pack: Pack, words: Words, make: Callable[[], Any]) -> Any:
    try:
        return make()
    except grpc.RpcError as error:
        said = words.one_line(words.last or str(error.details()))
        raise UserError(f"policy pack {pack.named}: it does not answer: {said}; mend the pack") from None


class _Session:
    """One pass over a stack's resources."""

    def __init__(
        self,
        pack: Pack,
        call: _Call,
        process: Process,
        words: Words,
        reporter: Diagnostics,
        resources: Sequence[Resource],
        settled: Mapping[str, settings.Setting],
    ) -> None:
        self.findings: list[Finding] = []
        self.remediations: list[Remediation] = []
        self._pack = pack
        self._call = call
        self._process = process
        self._words = words
        self._reporter = reporter
        self._resources = {resource.urn: resource for resource in resources}
        self._remediates = any(setting.level == "remediate" for setting in settled.values())
        self._remediated: dict[str, frozenset[str]] = {}
        self._ended = False

    def run(self, root: str) -> None:
        """Ask about each resource in order of registration, then about all of them together.

        As on the engine, what is only read from the cloud is judged with the whole stack alone.
        """
        for urn, resource in list(self._resources.items()):
            if not resource.read and not self._ended:
                self._ask(urn)
        if not self._ended:
            question = wire.stack_request(self._resources.values(), self._remediated)
            answer = self._asked("AnalyzeStack", question, root)
            self.findings += self._reporter.of_stack(answer.diagnostics if answer else ())

    def _ask(self, urn: str) -> None:
        provider = wire.provider_of(self._resources[urn], self._resources)
        if self._remediates:
            question = wire.request(self._resources[urn], provider, internal=True)
            answer = self._asked("Remediate", question, urn)
            for remediation in answer.remediations if answer else ():
                self._remediate(remediation, urn)
        if not self._ended:
            answer = self._asked("Analyze", wire.request(self._resources[urn], provider), urn)
            self.findings += self._reporter.of_resource(answer.diagnostics if answer else (), urn)

    def _remediate(self, remediation: Any, urn: str) -> None:
        """Let the pack's new inputs stand for the resource's own from here on."""
        if remediation.diagnostic:
            self.findings.append(self._reporter.of_remediation(remediation, urn))
            return
        before = self._resources[urn]
        inputs = properties.decode(remediation.properties)
        paths = list(wire.changed(before.inputs, inputs))
        keys = frozenset(key for key in {*before.inputs, *inputs} if before.inputs.get(key) != inputs.get(key))
        self._remediated[urn] = self._remediated.get(urn, frozenset()) | keys
        self._resources[urn] = dataclasses.replace(before, inputs=inputs)
        message = self._words.one_line(remediation.description)
        self.remediations += [
            Remediation(rule=remediation.policyName, urn=urn, path=path, message=message) for path in paths
        ]

    def _asked(self, name: str, question: Any, urn: str) -> Any:
        """Return the answer; nothing where the call is unknown to the pack, or fails, which is a finding at *urn*."""
        try:
            return _optional(self._call, name, question)
        except grpc.RpcError as error:
            gone = self._process.ended() if error.code() is grpc.StatusCode.UNAVAILABLE else ""
            self._ended = bool(gone)
            self.findings.append(self._reporter.crash(urn, self._story(error, gone, name)))
            return None

    def _story(self, error: Any, gone: str, name: str) -> str:
        what = "all resources together" if name == "AnalyzeStack" else "this resource"
        if gone:
            return f"the pack ended {gone} while it judged {what}, and judged nothing after it: {self._words.last}"
        if error.code() is grpc.StatusCode.DEADLINE_EXCEEDED:
            return f"the pack gave no answer in time about {what}; its last words: {self._words.last}"
        return f"the pack failed on {what}: {self._reason(str(error.details()))}"

    def _reason(self, details: str) -> str:
        """Return what a rule failed with, and where in the pack. Node.js tells both; Python prints the second."""
        lines = details.removeprefix(_APPLICATION).splitlines()
        frame = next((number for number, line in enumerate(lines) if _FRAME.match(line)), len(lines))
        reason = " ".join(lines[: frame + 1]).replace(f"{self._pack.folder}{os.sep}", "")
        place = self._words.raised_in(self._pack.folder) if self._pack.runtime == "python" else ""
        return f"{reason} ({place})" if place else reason
