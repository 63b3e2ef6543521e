"""Asks a running policy pack about each resource, and tells which rule it is that fails."""

from __future__ import annotations

import dataclasses
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import grpc  # type: ignore[import-untyped] # grpc ships no types

from ...model import Resource, reveal
from ...sources import wire as properties
from ..findings import Finding, Remediation
from . import channel, settings, wire
from .channel import Call
from .diagnostics import Diagnostics
from .launch import Process
from .project import Pack
from .words import Words

# What gRPC for Python puts before an exception's own words.
_APPLICATION = "Exception calling application: "

# A line of a stack in JavaScript.
_FRAME = re.compile(r"\s+at ")


class Inquiry:
    """One pass over a stack's resources."""

    def __init__(
        self,
        pack: Pack,
        call: Call,
        process: Process,
        words: Words,
        reporter: Diagnostics,
        settled: Mapping[str, settings.Setting],
    ) -> None:
        """*settled* is how each policy is run; empty for a pack that takes no configuration."""
        self.findings: list[Finding] = []
        self.remediations: list[Remediation] = []
        self._pack = pack
        self._call = call
        self._process = process
        self._words = words
        self._reporter = reporter
        self._settled = settled
        self._enabled = [name for name, setting in settled.items() if setting.level != "disabled"]
        self._remediates = any(setting.level == "remediate" for setting in settled.values())
        self._remediated: dict[str, frozenset[str]] = {}
        self._resources: dict[str, Resource] = {}
        self._ended = False

    def run(self, resources: Iterable[Resource], root: str) -> None:
        """Ask about each resource in order of registration, then about all of them together, as of URN *root*.

        As on the engine, what is only read from the cloud is judged with the whole stack alone.
        """
        self._resources = {resource.urn: resource for resource in resources}
        for urn, resource in list(self._resources.items()):
            if not resource.read:
                self._remediate(urn)
                provider = wire.provider_of(resource, self._resources)
                found = self._judged("Analyze", wire.request(self._resources[urn], provider), urn)
                self.findings += self._reporter.of_resource(found, urn)
        question = wire.stack_request(self._resources.values(), self._remediated)
        self.findings += self._reporter.of_stack(self._judged("AnalyzeStack", question, root))

    def _judged(self, name: str, question: Any, urn: str) -> list[Any]:
        """Return what the pack reports; a failure is a finding at *urn*, of the rule that fails where that is found."""
        if self._ended:
            return []
        try:
            answer = channel.optional(self._call, name, question)
        except grpc.RpcError as error:
            if self._is_over(error) or not self._enabled:
                self._crashed(error, urn, name, self._enabled)
                return []
            found = self._divided(self._enabled, name, question, urn)
            self._configure(None, urn)
            return found
        return list(answer.diagnostics) if answer else []

    def _divided(self, names: Sequence[str], name: str, question: Any, urn: str) -> list[Any]:
        """Ask again with these policies alone, and halve them until the failing ones are found.

        A rule that fails would take the verdicts of all others with it.
        """
        if not self._configure(names, urn):
            return []
        try:
            return list(self._call(name, question).diagnostics)
        except grpc.RpcError as error:
            if self._is_over(error) or len(names) == 1:
                self._crashed(error, urn, name, names)
                return []
        middle = len(names) // 2
        halves = (names[:middle], names[middle:])
        return [found for half in halves for found in self._divided(half, name, question, urn)]

    def _configure(self, only: Sequence[str] | None, urn: str) -> bool:
        """Enable no other policies than *only*, all where it is nothing; return whether the pack did."""
        if self._ended:
            return False
        try:
            self._call("Configure", settings.request(self._settled, only))
        except grpc.RpcError as error:
            self._crashed(error, urn, "Configure", ())
            self._ended = True
        return not self._ended

    def _remediate(self, urn: str) -> None:
        """Let the inputs that the pack puts in place of the resource's own stand from here on."""
        if not self._remediates or self._ended:
            return
        resource = self._resources[urn]
        question = wire.request(resource, wire.provider_of(resource, self._resources), internal=True)
        try:
            answer = channel.optional(self._call, "Remediate", question)
        except grpc.RpcError as error:
            rules = [name for name in self._enabled if self._settled[name].level == "remediate"]
            self._crashed(error, urn, "Remediate", rules)
            return
        for remediation in answer.remediations if answer else ():
            if remediation.diagnostic:
                self.findings.append(self._reporter.of_remediation(remediation, urn))
            else:
                self._replace(urn, remediation)

    def _replace(self, urn: str, remediation: Any) -> None:
        before = self._resources[urn]
        inputs = properties.decode(remediation.properties)
        paths = list(wire.changed(reveal(before.inputs), reveal(inputs)))  # a rule may drop the mark of a secret
        keys = frozenset(key for key in {*before.inputs, *inputs} if before.inputs.get(key) != inputs.get(key))
        self._remediated[urn] = self._remediated.get(urn, frozenset()) | keys
        self._resources[urn] = dataclasses.replace(before, inputs=inputs)
        message = self._words.one_line(remediation.description)
        rule = remediation.policyName
        self.remediations += [Remediation(rule=rule, urn=urn, path=path, message=message) for path in paths]

    def _is_over(self, error: Any) -> bool:
        """Say whether there is no use in asking again: the pack has ended, or does not answer in time."""
        return error.code() in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED)

    def _crashed(self, error: Any, urn: str, name: str, rules: Sequence[str]) -> None:
        """Take down that the call *name* failed for one of these *rules*; whether the pack has ended with it."""
        gone = self._process.ended() if error.code() is grpc.StatusCode.UNAVAILABLE else ""
        late = error.code() is grpc.StatusCode.DEADLINE_EXCEEDED
        self._ended = self._ended or late or bool(gone)
        what = "all resources together" if name == "AnalyzeStack" else "this resource"
        if gone or late:
            how = f"ended {gone}" if gone else "gave no answer in time"
            said = f"; its last words: {self._words.last}" if self._words.last else ""
            story = f"the pack {how} when it judged {what}, and judged nothing after it{said}"
        else:
            story = f"the rule failed on {what}: {self._reason(str(error.details()))}"
        self.findings.append(self._reporter.crash(urn, story, rules[0] if len(rules) == 1 else ""))

    def _reason(self, details: str) -> str:
        """Return what a rule failed with; with the first line of the stack, which Node.js tells."""
        lines = details.removeprefix(_APPLICATION).splitlines()
        frame = next((number for number, line in enumerate(lines) if _FRAME.match(line)), len(lines))
        return " ".join(lines[: frame + 1]).replace(f"{self._pack.folder}{os.sep}", "")
