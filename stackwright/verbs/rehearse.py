"""The arguments of `stackwright rehearse`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from ..arguments import Verbs


def add(verbs: Verbs) -> None:
    """Add the verb."""
    verb = verbs.add_parser(
        "rehearse",
        help="run a Pulumi command for real on a simulated cloud",
        description="Run COMMAND, such as pulumi up, with the real CLI and engine, a private state and simulated"
        " providers.",
    )
    verb.add_argument("command", nargs="*", metavar="COMMAND", help="after --: pulumi, or a script that calls it")
    verb.add_argument(
        "--fail",
        action="append",
        default=[],
        metavar="PATTERN=OPERATION[#TIMES]",
        help="let an operation fail, once or TIMES times per resource: create, update, delete, read, diff or check of "
        "the resources whose type token, logical name or URN fits PATTERN; may be repeated",
    )
    verb.add_argument(
        "--keep",
        nargs="?",
        type=Path,
        const=Path(),
        metavar="FOLDER",
        help="keep the state for the next run with --keep (default place: .stackwright/rehearsal)",
    )
    verb.add_argument("--forget", action="store_true", help="remove the kept state first")
    verb.add_argument("--cwd", "-C", type=Path, default=Path(), metavar="FOLDER", help="where to run (default: here)")
    verb.set_defaults(verb=_rehearse)


def _rehearse(options: argparse.Namespace) -> int:
    from ..commands.rehearse import rehearse

    return rehearse(
        options.command,
        cwd=options.cwd,
        fail=options.fail,
        keep=options.keep,
        forget=options.forget,
        environment=os.environ,
        err=sys.stderr,
    )
