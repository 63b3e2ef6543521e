"""The command line: arguments in, exit code out.

0    fine
1    findings at or above the gate
2    the user's input is wrong: one line says what, where and how to mend it
3    a bug in stackwright
130  interrupted
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Callable, Sequence

from .errors import Terminated, UserError
from .output import drop, output
from .verbs import cost, policy, preview, prices, rehearse, render

FINE, FINDINGS, WRONG_INPUT, BUG, INTERRUPTED = 0, 1, 2, 3, 130


def run(given: Sequence[str]) -> int:
    """Run one verb and return its exit code; expected errors print as text, never as a traceback."""
    try:
        options = _parser().parse_args(given)
        verb: Callable[[argparse.Namespace], int] = options.verb
        code = verb(options)
        output().flush()  # while a reader that has left can still be noticed
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
        drop()  # whoever read the messages left
        return FINE
    except OSError as error:
        # What a program runs into is a UserError by now: this is the report that cannot be written.
        drop()
        _say(f"the report cannot be written: {error.strerror or error}; free the disk or write elsewhere")
        return WRONG_INPUT
    except Exception:  # the last resort, which turns a bug into an exit code
        traceback.print_exc()
        _say("this is a bug in stackwright; please report it with the text above")
        return BUG


def _say(text: str) -> None:
    sys.stderr.write(f"stackwright: {text}\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="stackwright",
        description="Run a Pulumi Python program with no AWS account and say what it would build.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and end")
    verbs = parser.add_subparsers(title="verbs", required=True, metavar="VERB")
    for verb in (preview, cost, prices, rehearse, render, policy):
        verb.add(verbs)
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
