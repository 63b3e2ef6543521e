"""Stands in front of the real `pulumi`: makes the stack that a call needs, and gives it a stack file of its own."""

from __future__ import annotations

import gzip
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NoReturn

from ..errors import UserError
from ..model import REDACTED
from .arguments import Call
from .environment import Backend, names_another_backend, restored
from .folder import Folder
from .process import INTERRUPTED
from .selection import default_stack
from .stack_files import Project, find_project, prepare

_WRONG_INPUT = 2

# Says that one call has told what holds for every call of the rehearsal.
_TOLD = "backend-left-out"

# What writes to the project's own stack files, whatever file it is given.
_REFUSED = (("stack", "rename"), ("stack", "change-secrets-provider"), ("stack", "migrate"), ("config", "cp"))

# Runs with the interpreter and the code of the rehearsal itself, whatever the command's own environment says;
# -P keeps a module in the working directory from being taken for one of ours.
_SCRIPT = """#!/bin/sh
exec {python} -P -c 'import sys
try:
    sys.path.append(sys.argv.pop(1))
    from stackwright.rehearsal.shim import main
    main()
except KeyboardInterrupt:
    sys.exit({interrupted})' {code} {settings} "$@"
"""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the rehearsal tells the calls that are made in it."""

    pulumi: str
    """The real CLI."""

    root: str
    """The rehearsal's folder."""

    user_home: str
    """The user's own `~/.pulumi`: which stack is selected is read there."""

    passphrase: bool
    """Whether the user has given the passphrase of the stack files."""

    own_backend: bool
    """Whether the state is in a backend of the user's."""

    environment: Mapping[str, str]
    """What every call has in its environment, whatever the script that makes it has set."""


def install(folder: Folder, settings: Settings) -> Path:
    """Write the program that stands in front of the real one, called `pulumi`, and return it."""
    file = folder.programs / "settings.json"
    file.write_text(json.dumps(asdict(settings)), encoding="utf-8")
    (folder.programs / _TOLD).unlink(missing_ok=True)
    code = str(Path(__file__).parents[2])
    script = folder.programs / "pulumi"
    python, place, given = (shlex.quote(text) for text in (sys.executable, code, str(file)))
    text = _SCRIPT.format(python=python, code=place, settings=given, interrupted=INTERRUPTED)
    script.write_text(text, encoding="utf-8")
    script.chmod(0o700)
    return script


def main() -> NoReturn:
    """Become the real CLI, called with `sys.argv`: the settings' file, then the arguments."""
    settings = Settings(**json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    environment = restored(os.environ, settings.environment)
    if names_another_backend(os.environ, settings.environment):
        _tell_once(Folder(Path(settings.root)).programs / _TOLD)
    try:
        arguments = Shim(settings, environment).arguments(Call(tuple(sys.argv[2:])), Path.cwd())
    except UserError as error:
        sys.stderr.write(f"stackwright: {error}\n")
        sys.exit(_WRONG_INPUT)
    sys.stderr.flush()
    if arguments is None:
        sys.exit(0)
    os.execve(settings.pulumi, ["pulumi", *arguments], environment)  # noqa: S606 - the user's own command


class Shim:
    """Prepares calls of the CLI; *environment* is theirs, and is changed."""

    def __init__(self, settings: Settings, environment: MutableMapping[str, str]) -> None:
        self._settings = settings
        self._environment = environment
        self._folder = Folder(Path(settings.root))

    def arguments(self, call: Call, folder: Path) -> Sequence[str] | None:
        """Return the arguments for the real CLI, called in *folder*; None where there is nothing left to do.

        Raises UserError where the stack's state is not the rehearsal's, or a stack file cannot be read.
        """
        if call.asks_for_help:
            return call.arguments
        if call.verb in ("login", "logout"):
            self._say(f"pulumi {call.verb}: left out, as a rehearsal keeps its state to itself")
            return None
        if call.words[:2] in _REFUSED:
            raise UserError(
                f"pulumi {' '.join(call.words[:2])}: writes to the project's own stack files, which a rehearsal leaves"
                " as they are; run it without rehearse"
            )
        project = find_project((folder / call.folder).resolve())
        if project is None or not project.name or not call.needs_stack:
            return call.arguments
        call = call.with_plain_stack()
        homes = (self._folder.home, Path(self._settings.user_home))
        stack = call.stack or default_stack(project, folder / call.folder, homes, self._environment)
        if not stack or (call.sub_verb == "select" and not self._is_known(call, project, stack)):
            return call.arguments
        source = folder / call.folder / call.config_file if call.config_file else project.stack_file(stack)
        return self._on_stack(call, project, stack, source)

    def _on_stack(self, call: Call, project: Project, stack: str, source: Path) -> Sequence[str] | None:
        made, file = self._ensure(project, stack, source)
        if not call.stack:
            self._environment["PULUMI_STACK"] = stack
        if call.sub_verb in ("init", "new", "create") and made:
            self._say(f"created stack '{stack}'")
            where = ["-C", call.folder] if call.folder else []
            return None if call.has("--no-select") else [*where, "stack", "select", stack]
        if call.sub_verb in ("rm", "remove", "delete") and not call.has("--preserve-config"):
            call = call.with_option("--preserve-config")
        if call.has("--remove"):  # would remove the project's own stack file
            self._say(f"pulumi {call.verb} --remove: the stack was kept, for its file is the project's")
            call = call.without("--remove")
        return (call.with_config_file(str(file)) if call.reads_stack_file else call).arguments

    def _is_known(self, call: Call, project: Project, stack: str) -> bool:
        return call.has("-c", "--create") or project.stack_file(stack).is_file() or bool(self._state(project, stack))

    def _ensure(self, project: Project, stack: str, source: Path) -> tuple[bool, Path]:
        """Make the stack where there is none; return whether that was so, and its file: a copy of *source*."""
        folder = self._folder.stack_files(project.name)
        prepared = prepare(project, stack, source, folder, passphrase=self._settings.passphrase)
        state = self._state(project, stack)
        if self._settings.own_backend:
            self._claim(project, stack, state)
        if not state:
            self._run(["stack", "init", stack, "--no-select"], folder, f"stack {stack} cannot be made")
        for note in prepared.notes:
            self._say(note)
        if prepared.secrets:
            values = [word for path in prepared.secrets for word in ("--secret", f"{path}={REDACTED}")]
            what = f"{prepared.file.name}: the secrets cannot be simulated"
            self._run(["config", "set-all", "--path", "--stack", stack, *values], folder, what)
        prepared.finish()
        return not state, prepared.file

    def _claim(self, project: Project, stack: str, state: Path | None) -> None:
        """Mark a stack in the user's own backend as one for rehearsals; refuse one that holds real resources."""
        marker = self._folder_of_state() / ".pulumi" / "stackwright-rehearsal" / f"{project.name}.{stack}"
        if state and not marker.is_file() and _holds_resources(state):
            raise UserError(
                f"stack {stack} in {self._environment['PULUMI_BACKEND_URL']} holds resources that no rehearsal made;"
                " unset PULUMI_BACKEND_URL for private state, or name an empty folder"
            )
        marker.parent.mkdir(parents=True, exist_ok=True)
        marker.touch()

    def _run(self, arguments: Sequence[str], folder: Path, problem: str) -> None:
        done = subprocess.run(  # noqa: S603 - the user's own CLI
            [self._settings.pulumi, *arguments, "--non-interactive", "--color=never"],
            cwd=folder,
            env=dict(self._environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            reason = " ".join((done.stderr or done.stdout).split())
            raise UserError(f"{problem}: {reason}")

    def _state(self, project: Project, stack: str) -> Path | None:
        folder = self._folder_of_state() / ".pulumi" / "stacks" / project.name
        return next((file for name in (f"{stack}.json", f"{stack}.json.gz") if (file := folder / name).is_file()), None)

    def _folder_of_state(self) -> Path:
        return Backend(self._environment["PULUMI_BACKEND_URL"], own=self._settings.own_backend).folder

    @staticmethod
    def _say(text: str) -> None:
        sys.stderr.write(f"stackwright: {text}\n")


def _tell_once(marker: Path) -> None:
    try:
        marker.touch(exist_ok=False)
    except FileExistsError:
        return
    sys.stderr.write(
        "stackwright: the backend that the command has set was left out, as a rehearsal keeps its state to itself\n"
    )


def _holds_resources(state: Path) -> bool:
    content = state.read_bytes()
    return b'"urn"' in (gzip.decompress(content) if state.suffix == ".gz" else content)
