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
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TextIO, cast

from . import arguments
from .errors import Terminated, UserError

FINE, FINDINGS, WRONG_INPUT, BUG, INTERRUPTED = 0, 1, 2, 3, 130


def run(given: Sequence[str]) -> int:
    """Run one verb and return its exit code; expected errors print as text, never as a traceback."""
    try:
        options = _parser().parse_args(given)
        verb: Callable[[argparse.Namespace], int] = options.verb
        code = verb(options)
        _output().flush()  # while a reader that has left can still be noticed
        return code
    except UserError as error:
        _say(str(error))
        return WRONG_INPUT
    except Terminated as ended:
        return ended.code
    except KeyboardInterrupt:
        _say("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        _drop_output()  # whoever read the messages left
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


class _Output:
    """Standard output for as long as it has a reader: `head` leaves early, and the verb goes on to its exit code."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write *text*, to nowhere once the reader has left."""
        try:
            return self._stream.write(text)
        except BrokenPipeError:
            _drop_output()
            return len(text)

    def writelines(self, texts: Iterable[str]) -> None:
        """Write *texts*, to nowhere once the reader has left."""
        try:
            self._stream.writelines(texts)
        except BrokenPipeError:
            _drop_output()

    def flush(self) -> None:
        """Hand on what is written, to nowhere once the reader has left."""
        try:
            self._stream.flush()
        except BrokenPipeError:
            _drop_output()


def _output() -> TextIO:
    return cast("TextIO", _Output(sys.stdout))


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
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and end")
    verbs = parser.add_subparsers(title="verbs", required=True, metavar="VERB")
    _add_preview(verbs)
    _add_rehearse(verbs)
    _add_policy(verbs)
    return parser


class _Version(argparse.Action):
    """Looks the version up only where it is asked for: that takes longer than all other parsing."""

    def __call__(self, parser: argparse.ArgumentParser, *_given: object) -> None:
        """Print the version and end."""
        from importlib.metadata import PackageNotFoundError, version

        try:
            sys.stdout.write(f"stackwright {version('stackwright')}\n")
        except PackageNotFoundError:
            sys.stdout.write("stackwright (not installed)\n")
        parser.exit()


def _add_preview(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser(
        "preview",
        help="show what the stack would build",
        description="Run the program for STACK with no AWS call and show what it would build, or show what the deployed"
        " stack in a state file is made of.",
    )
    arguments.add_source(verb)
    verb.add_argument("--all", action="store_true", help="list every resource, not components only")
    arguments.add_policies(verb)
    verb.add_argument(
        "--format",
        choices=("text", "json", "sarif", "junit"),
        default="text",
        help="form of the report (default: text); sarif and junit hold what policy packs found",
    )
    verb.set_defaults(verb=_preview)


def _preview(options: argparse.Namespace) -> int:
    from .commands.preview import preview

    return preview(
        arguments.source(options),
        every_resource=options.all,
        form=options.format,
        out=_output(),
        policies=arguments.policies(options),
    )


def _add_rehearse(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
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
    from .commands.rehearse import rehearse

    return rehearse(
        options.command,
        cwd=options.cwd,
        fail=options.fail,
        keep=options.keep,
        forget=options.forget,
        environment=os.environ,
        err=sys.stderr,
    )


def _add_policy(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser(
        "policy",
        help="show and test the rules of a policy pack",
        description="Show what a policy pack built on the guardrails promises, or try its rules on their fixtures.",
    )
    acts = verb.add_subparsers(title="verbs", required=True, metavar="VERB")
    listing = acts.add_parser("list", help="show every rule", description="Show every rule with its level.")
    listing.add_argument(
        "--profile",
        choices=("production", "development", "ephemeral"),
        default="production",
        help="profile whose levels to show (default: production)",
    )
    listing.set_defaults(verb=_policy_list)
    explaining = acts.add_parser("explain", help="show one rule", description="Show one rule with its examples.")
    explaining.add_argument("rule", metavar="RULE", help="id of the rule")
    explaining.set_defaults(verb=_policy_explain)
    testing = acts.add_parser("test", help="try rules on their fixtures", description="Try rules on their fixtures.")
    testing.add_argument("rules", metavar="RULE", nargs="*", help="ids of the rules (default: all)")
    testing.add_argument(
        "--mutants", action="store_true", help="change what the good cases say as well: each rule must notice"
    )
    testing.set_defaults(verb=_policy_test)
    for act, forms in ((listing, arguments.CATALOGUE), (explaining, arguments.CATALOGUE), (testing, ("text", "json"))):
        arguments.add_pack(act, forms)


def _policy_list(options: argparse.Namespace) -> int:
    from .commands import policy

    pack = policy.find_pack(options.policy_pack, options.cwd)
    return policy.list_rules(pack, profile=options.profile, form=options.format, out=_output())


def _policy_explain(options: argparse.Namespace) -> int:
    from .commands import policy

    pack = policy.find_pack(options.policy_pack, options.cwd)
    return policy.explain(pack, options.rule, form=options.format, out=_output())


def _policy_test(options: argparse.Namespace) -> int:
    from .commands import policy

    pack = policy.find_pack(options.policy_pack, options.cwd)
    return policy.test(pack, options.rules, mutants=options.mutants, form=options.format, out=_output())
