"""The command line: arguments in, exit code out.

0    fine
1    findings at or above the gate
2    the user's input is wrong: one line says what, where and how to mend it
3    a bug in stackwright
130  interrupted
"""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from .errors import UserError

FINE, FINDINGS, WRONG_INPUT, BUG, INTERRUPTED = 0, 1, 2, 3, 130


def run(arguments: Sequence[str]) -> int:
    """Run one verb and return its exit code; expected errors print as text, never as a traceback."""
    try:
        options = _parser().parse_args(arguments)
        verb: Callable[[argparse.Namespace], int] = options.verb
        code = verb(options)
        sys.stdout.flush()  # while a reader that has left can still be noticed
        return code
    except UserError as error:
        _say(str(error))
        return WRONG_INPUT
    except KeyboardInterrupt:
        _say("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        _drop_output()  # the reader left, as `head` does
        return FINE
    except OSError as error:
        # What a program runs into is a UserError by now: this is the report that cannot be written.
        _drop_output()
        _say(f"the report cannot be written: {error.strerror or error}; free the disk or write elsewhere")
        return WRONG_INPUT
    except Exception:  # the last resort, which turns a bug into an exit code
        traceback.print_exc()
        _say("this is a bug in stackwright; please report it with the text above")
        return BUG


def _drop_output() -> None:
    """Send what is still to be written nowhere: Python would try again when it exits, and fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(text: str) -> None:
    sys.stderr.write(f"stackwright: {text}\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="stackwright",
        description="Run a Pulumi Python program with no AWS account and say what it would build.",
    )
    parser.add_argument("--version", action="version", version=_version())
    verbs = parser.add_subparsers(title="verbs", required=True, metavar="VERB")
    _add_preview(verbs)
    return parser


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"stackwright {version('stackwright')}"
    except PackageNotFoundError:
        return "stackwright (not installed)"


def _add_preview(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser(
        "preview",
        help="show what the stack would build",
        description="Run the program for STACK with no AWS call and show what it would build.",
    )
    verb.add_argument("stack", metavar="STACK", help="stack whose Pulumi.STACK.yaml to use")
    _add_program_options(verb)
    verb.add_argument("--all", action="store_true", help="list every resource, not components only")
    verb.add_argument("--format", choices=("text", "json"), default="text", help="form of the report (default: text)")
    verb.set_defaults(verb=_preview)


def _add_program_options(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--cwd", "-C", type=Path, default=Path(), metavar="FOLDER", help="Pulumi project to run (default: this one)"
    )
    verb.add_argument(
        "--config",
        "-c",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="set a configuration value; may be repeated",
    )
    verb.add_argument(
        "--config-path", action="store_true", help="read each --config KEY as a path into objects and lists"
    )


def _preview(options: argparse.Namespace) -> int:
    from .commands.preview import preview

    return preview(
        options.stack,
        folder=options.cwd,
        config=options.config,
        config_paths=options.config_path,
        every_resource=options.all,
        form=options.format,
        out=sys.stdout,
    )
