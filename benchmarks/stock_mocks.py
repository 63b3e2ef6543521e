"""Runs a Pulumi program under Pulumi's own mocks, as its documentation sets them up: the baseline to compare with.

A resource answers with its inputs, a look-up with nothing. Run it on the program's own interpreter.

Usage: python benchmarks/stock_mocks.py FILE PROJECT STACK CONFIG_AS_JSON
"""

from __future__ import annotations

import json
import os
import runpy
import sys
from collections.abc import Callable
from typing import Any

import pulumi


class _Mocks(pulumi.runtime.Mocks):
    def new_resource(self, args: pulumi.runtime.MockResourceArgs) -> tuple[str, dict[str, Any]]:
        return f"{args.name}-id", dict(args.inputs)

    def call(self, _args: pulumi.runtime.MockCallArgs) -> Any:
        return {}


def main() -> None:
    """Run the program; what it raises ends this process."""
    entry, project, stack, config = sys.argv[1:]
    pulumi.runtime.set_all_config(json.loads(config), [])
    pulumi.runtime.set_mocks(_Mocks(), project=project, stack=stack)
    sys.path[0] = os.path.dirname(entry)  # noqa: PTH120 - as Python does for a file
    program: Callable[[], None] = pulumi.runtime.test(lambda: _run(entry))  # type: ignore[no-untyped-call]
    program()


def _run(entry: str) -> None:
    runpy.run_path(entry, run_name="__main__")


main()
