"""`stackwright rehearse -- COMMAND`: runs a Pulumi command on private state with every provider simulated."""

from __future__ import annotations

import contextlib
import functools
import gc
import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from ..errors import UserError
from ..rehearsal import environment as environments
from ..rehearsal import failures, folder, packages, process, shim, stack_files
from ..rehearsal.folder import Folder
from ..rehearsal.provider import SimulatedProvider
from ..rehearsal.server import serving
from ..rehearsal.stack_files import Project
from ..simulator import Simulator
from ..sources import context_file

_PULUMI = "pulumi"

# Where the command went well though a failure that was asked for never came: the pattern is wrong, as other input is.
_NOTHING_FAILED = 2


def rehearse(
    command: Sequence[str],
    *,
    cwd: Path,
    fail: Sequence[str],
    keep: Path | None,
    forget: bool,
    environment: Mapping[str, str],
    err: TextIO,
) -> int:
    """Run *command* in folder *cwd* and return its exit code, 130 where it was interrupted.

    *fail* are operations that shall fail, as `PATTERN=OPERATION`; where one never did, a code of 0 becomes 2. *keep* is
    the folder that keeps the state for the next run, the empty path for the usual one; None keeps nothing. *forget*
    removes what was kept before. Raises UserError where the command or the CLI is not found, or an argument is wrong.
    """
    if not cwd.is_dir():
        raise UserError(f"{cwd}: no such folder; pass the folder of a Pulumi project as --cwd FOLDER")
    project = stack_files.find_project(cwd.resolve())
    usual = (project.file.parent if project else cwd.resolve()) / folder.KEPT
    place = keep.absolute() if keep and keep != Path() else usual
    if forget:
        folder.forget(place)
    if not command:
        if forget:
            return 0
        raise UserError("no command; write it after --, for instance: stackwright rehearse -- pulumi up --stack dev")
    asked = failures.parse(fail)
    known = context_file.load(project.file.parent) if project else None
    pulumi = _real_pulumi(command[0], environment)
    gc.enable()  # unlike the other verbs, this one may run for long
    with contextlib.ExitStack() as stack:
        taken = stack.enter_context(process.signals())
        rehearsal = folder.kept(place) if keep is not None else stack.enter_context(folder.fresh())
        backend = environments.backend(environment, rehearsal, cwd)
        if keep is None and not backend.own and folder.is_kept(usual):
            _say(err, f"{usual}: the kept rehearsal was left alone; pass --keep to go on with it")
        provider = SimulatedProvider(functools.partial(_simulator, rehearsal), asked, known)
        names = stack.enter_context(_packages(project, environment, backend))
        port = stack.enter_context(serving(provider))
        settings = environments.forced(environment, rehearsal, backend, names, port)
        pulumi = _install_shim(rehearsal, pulumi, environment, backend, settings)
        words = [pulumi if Path(command[0]).name == _PULUMI else command[0], *command[1:]]
        code = process.run(words, cwd, environments.environment(environment, rehearsal, settings), taken)
    unused = asked.unused()
    for note in [*provider.notes, *unused]:
        _say(err, note)
    if keep is not None:
        _say(err, f"kept in {place}: rehearse --keep goes on from here, rehearse --forget removes it")
    return code or (_NOTHING_FAILED if unused else 0)


def _real_pulumi(command: str, environment: Mapping[str, str]) -> str:
    """Return the path of the CLI: the one that is called, else the one on PATH."""
    named = command if Path(command).name == _PULUMI and os.sep in command else _PULUMI
    found = shutil.which(named, path=environment.get("PATH", os.defpath))
    if found is None:
        raise UserError(
            f"{named}: not found; install the Pulumi CLI (https://www.pulumi.com/docs/install/), or put it on PATH"
        )
    return str(Path(found).absolute())


def _simulator(rehearsal: Folder, project: str, stack: str) -> Simulator:
    """Return the simulator that a stack's `aws:` configuration speaks for."""
    file = rehearsal.stack_files(project) / f"Pulumi.{stack}.yaml"
    return Simulator().for_provider(stack_files.provider_settings(file, "aws"))


@contextlib.contextmanager
def _packages(
    project: Project | None, environment: Mapping[str, str], backend: environments.Backend
) -> Iterator[list[str]]:
    """Yield the packages to answer for; the simulator sees the SDKs that the program has installed, behind its own."""
    text = project.text if project else {}
    sites = packages.site_folders(project.file.parent, text, environment) if project else []
    added = [str(site) for site in sites]
    sys.path.extend(added)
    try:
        yield packages.packages(map(Path, sys.path), text, backend.folder)
    finally:
        for site in added:
            sys.path.remove(site)


def _install_shim(
    rehearsal: Folder,
    pulumi: str,
    environment: Mapping[str, str],
    backend: environments.Backend,
    forced: Mapping[str, str],
) -> str:
    settings = shim.Settings(
        pulumi=pulumi,
        root=str(rehearsal.root),
        user_home=environment.get("PULUMI_HOME") or str(Path.home() / ".pulumi"),
        passphrase=environments.has_passphrase(environment),
        own_backend=backend.own,
        environment=forced,
    )
    return str(shim.install(rehearsal, settings))


def _say(err: TextIO, text: str) -> None:
    err.write(f"stackwright: {text}\n")
