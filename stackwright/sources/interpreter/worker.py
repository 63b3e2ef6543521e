"""Runs a project's program on another interpreter than this one, and takes back what it registered."""

from __future__ import annotations

import contextlib
import copyreg
import importlib.machinery
import io
import json
import os
import pickle
import secrets
import signal
import subprocess
import sys
import traceback
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from ...errors import ProgramError, UserError
from ...model import Stack
from ..program import Run
from . import handover, missing_package, versions
from .toolchain import Environment

_PACKAGE = Path(__file__).resolve().parents[2]

# Seconds that the other interpreter is given to end, each time it is told to.
_PATIENCE = 2.0

# What the other interpreter is started with; also read by those too old to read anything else here. It loads this
# package alone, by its place: none of what is installed beside it comes within the program's reach.
_BOOTSTRAP = """
import os, sys
answer = os.fdopen(os.dup(1), "wb")
os.dup2(2, 1)
sys.path[:] = [place for place in sys.path if place]
try:
    oldest = tuple(int(part) for part in sys.argv[2].split("."))
    if sys.version_info[:2] < oldest:
        answer.write(('{"kind": "old", "text": "%d.%d"}\\n' % sys.version_info[:2]).encode())
    else:
        import importlib.util
        place = importlib.util.spec_from_file_location(
            "stackwright", os.path.join(sys.argv[1], "__init__.py"), submodule_search_locations=[sys.argv[1]])
        sys.modules["stackwright"] = importlib.util.module_from_spec(place)
        place.loader.exec_module(sys.modules["stackwright"])
        if importlib.util.find_spec("pulumi") is None:
            answer.write(b'{"kind": "missing", "text": "pulumi"}\\n')
        else:
            from stackwright.sources.interpreter.worker import serve
            serve(sys.stdin.buffer, answer)
    answer.close()
except KeyboardInterrupt:
    os._exit(130)
"""


def record_there(run: Run) -> Stack:
    """Run the program on the interpreter of its environment and return what it registered.

    What the program prints goes to standard error. Raises what `inprocess.record` raises, UserError where the
    interpreter cannot be used, and ProgramError where it ends before its time.
    """
    mark = secrets.token_hex(8)
    with _started(run.environment) as child, child.stdout, child.stdin:
        with contextlib.suppress(BrokenPipeError):  # it ended early: its answer, or the lack of one, says why
            child.stdin.write(_pickled((run, mark)))
            child.stdin.close()
        answer = child.stdout.readline()
        stack = child.stdout.readline()
    if not answer.endswith(b"\n"):
        raise _ended(child.returncode)
    heading = json.loads(answer)
    if heading["kind"] != "stack":
        raise _refusal(heading["kind"], heading["text"], run)
    if not stack.endswith(b"\n"):
        raise _ended(child.returncode)
    return handover.load(stack, mark)


class _Child(subprocess.Popen[bytes]):
    """The other interpreter, with the pipes to and from it."""

    stdin: BinaryIO
    stdout: BinaryIO


@contextlib.contextmanager
def _started(environment: Environment) -> Iterator[_Child]:
    """Start the interpreter; however the block ends, it has ended afterwards."""
    oldest = ".".join(str(part) for part in versions.oldest_python())
    command = (str(environment.python), "-c", _BOOTSTRAP, str(_PACKAGE), oldest)
    try:
        child = _Child(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_activated(environment))
    except OSError as error:
        text = f"{environment.label}: {environment.python} cannot be run: {error.strerror}; make the environment again"
        raise UserError(text) from None
    try:
        yield child
    finally:
        _end(child)


def _end(child: _Child) -> None:
    for tell in (None, child.terminate, child.kill):
        if tell is not None:
            tell()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(_PATIENCE)
            return


def _activated(environment: Environment) -> Mapping[str, str]:
    """Return our environment variables as if the environment were activated, as the CLI does."""
    dropped = {"PYTHONHOME", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__"}
    variables = {key: value for key, value in os.environ.items() if key.upper() not in dropped}
    if environment.folder is not None and environment.python is not None:
        variables["VIRTUAL_ENV"] = str(environment.folder.absolute())
        places = (str(environment.python.parent), variables.get("PATH", ""))
        variables["PATH"] = os.pathsep.join(place for place in places if place)
    return variables


def _pickled(value: object) -> bytes:
    """Return *value* pickled; a path as text, as its class is kept in another module by newer Pythons."""
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, protocol=4)
    pickler.dispatch_table = copyreg.dispatch_table.copy()
    pickler.dispatch_table[type(Path())] = lambda path: (Path, (str(path),))
    pickler.dump(value)
    return buffer.getvalue()


def _refusal(kind: str, text: str, run: Run) -> Exception:
    """Return what to raise for an answer that is no stack."""
    if kind == "missing":
        return UserError(missing_package.explain(text, run.project, run.environment))
    if kind == "old":
        oldest = ".".join(str(part) for part in versions.oldest_python())
        return UserError(f"{run.environment.label} has Python {text}; make it again with Python {oldest} or newer")
    if kind == "broken":
        where = run.environment.label
        return UserError(f"{where}: Pulumi's SDK cannot be imported there ({text}); update the packages it holds")
    if kind == "bug":
        return RuntimeError(f"in the program's interpreter: {text}")
    return ProgramError(text) if kind == "ProgramError" else UserError(text)


def _ended(code: int) -> BaseException:
    """Return what to raise for an interpreter that ended without an answer."""
    if code in (130, -signal.SIGINT):
        return KeyboardInterrupt()
    if code < 0:
        return ProgramError(f"the program's interpreter was killed by signal {signal.Signals(-code).name}")
    return ProgramError(f"the program ended its interpreter with exit code {code}, as os._exit() does")


def serve(question: BinaryIO, answer: BinaryIO) -> None:
    """Answer the one *question* of `record_there`, inside the other interpreter."""
    text = question.read()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    try:
        import pulumi  # noqa: F401 - whether it can be is the question
    except Exception as error:  # whatever an SDK raises beside packages it does not fit
        _say(answer, "broken", f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else 'no message'}")
        return
    sys.meta_path.insert(0, _TheirComponents())
    run, mark = pickle.loads(text)  # noqa: S301 - from our own process
    try:
        from ..inprocess import record

        stack = handover.dump(record(run), mark)
    except UserError as error:
        _say(answer, type(error).__name__, str(error))
    except Exception:  # the last resort: the other side says that it is a bug
        _say(answer, "bug", traceback.format_exc())
    else:
        _say(answer, "stack", "")
        answer.write(stack + b"\n")


def _say(answer: BinaryIO, kind: str, text: str) -> None:
    answer.write(json.dumps({"kind": kind, "text": text}).encode() + b"\n")


class _TheirComponents:
    """Finds the component library where the program's environment has it: the tool alone is ours."""

    def __init__(self) -> None:
        installed = importlib.machinery.PathFinder.find_spec("stackwright", sys.path)
        self._places = list(installed.submodule_search_locations or []) if installed else []

    def find_spec(self, name: str, _path: Sequence[str] | None, _target: Any = None) -> Any:
        """Return where a part of the library is, or nothing, as Python's import asks."""
        if name not in ("stackwright.components", "stackwright.policy"):
            return None
        return importlib.machinery.PathFinder.find_spec(name, self._places)
