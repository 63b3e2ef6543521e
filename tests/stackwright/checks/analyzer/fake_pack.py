"""A policy pack that needs no policy SDK: it says what the file `answers.json` in its folder tells it to say."""

# ruff: noqa: N802, T201 - the protocol names the calls, and a pack prints its port

from __future__ import annotations

import json
import os
import sys
import time
from concurrent import futures
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import empty_pb2, json_format
from pulumi.runtime.proto import analyzer_pb2, analyzer_pb2_grpc


class FakePack(analyzer_pb2_grpc.AnalyzerServicer):
    """Answers by call and resource name, `{"Analyze": {"bucket": {"diagnostics": [...]}}}`, and keeps the calls.

    In place of an answer stands `{"raise": text}`, `{"exit": code}`, `{"sleep": seconds}` or `{"print": text}`. A
    policy of `"broken": {policy: [resource names]}` fails on these while it is enabled; one diagnostic is given only
    while its policy is.
    """

    def __init__(self, answers: dict[str, Any]) -> None:
        self.answers = answers
        self.calls: list[tuple[str, Any]] = []
        self._disabled: set[str] = set()

    def _answer(self, name: str, request: Any, context: Any, type_: Any) -> Any:
        self.calls.append((name, request))
        if name in self.answers.get("unimplemented", []):
            context.abort(grpc.StatusCode.UNIMPLEMENTED, "no such call")
        where = getattr(request, "name", "")
        for policy, names in self.answers.get("broken", {}).items():
            if where in names and name == "Analyze" and policy not in self._disabled:
                raise ValueError(f"{policy} cannot judge {where}")
        answer = dict(self.answers.get(name, {}).get(where, {}))
        if "print" in answer:
            print(answer.pop("print"), file=sys.stderr, flush=True)
        if "exit" in answer:
            time.sleep(0.05)
            os._exit(answer["exit"])
        time.sleep(answer.pop("sleep", 0))
        if "raise" in answer:
            raise ValueError(answer["raise"])
        diagnostics = [one for one in answer.pop("diagnostics", []) if one["policyName"] not in self._disabled]
        if diagnostics:
            answer["diagnostics"] = diagnostics
        return json_format.ParseDict(answer, type_())

    def Handshake(self, request: Any, context: Any) -> Any:
        return self._answer("Handshake", request, context, analyzer_pb2.AnalyzerHandshakeResponse)

    def ConfigureStack(self, request: Any, context: Any) -> Any:
        return self._answer("ConfigureStack", request, context, analyzer_pb2.AnalyzerStackConfigureResponse)

    def GetAnalyzerInfo(self, request: Any, context: Any) -> Any:
        if "info" not in self.answers:
            raise ValueError("this pack has nothing to say")
        self.calls.append(("GetAnalyzerInfo", request))
        return json_format.ParseDict(self.answers["info"], analyzer_pb2.AnalyzerInfo())

    def Configure(self, request: Any, context: Any) -> Any:
        self._disabled = {name for name, one in request.policyConfig.items() if one.enforcementLevel == 2}
        return self._answer("Configure", request, context, empty_pb2.Empty)

    def Remediate(self, request: Any, context: Any) -> Any:
        return self._answer("Remediate", request, context, analyzer_pb2.RemediateResponse)

    def Analyze(self, request: Any, context: Any) -> Any:
        return self._answer("Analyze", request, context, analyzer_pb2.AnalyzeResponse)

    def AnalyzeStack(self, request: Any, context: Any) -> Any:
        return self._answer("AnalyzeStack", request, context, analyzer_pb2.AnalyzeResponse)


def serve(pack: FakePack) -> tuple[Any, int]:
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=2))
    analyzer_pb2_grpc.add_AnalyzerServicer_to_server(pack, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    return server, port


if __name__ == "__main__":
    server, port = serve(FakePack(json.loads(Path("answers.json").read_text())))
    print(port, flush=True)
    server.wait_for_termination()
