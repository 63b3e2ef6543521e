"""`stackwright render STACK... --to FOLDER`: the Kubernetes objects of stacks as a Kustomize base and overlays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO

from ..errors import UserError
from ..model import Stack
from .source import SourceOptions, obtain, obtain_elsewhere

if TYPE_CHECKING:
    from ..checks.manifests.objects import Objects
    from ..checks.manifests.tree import Tree
Form = Literal["text", "json"]


def render(
    program: SourceOptions,
    *,
    stacks: Sequence[str],
    states: Sequence[Path],
    folder: Path,
    simulated: bool = False,
    form: Form = "text",
    out: TextIO,
) -> int:
    """Write the manifests of the *stacks* of *program*, by default of all it has, below *folder*; return 0.

    Of a stack that one of the *states* is of, what is deployed is written, and its program is not run. Raises UserError
    where a manifest holds what was made up, unless that is wanted too (*simulated*); nothing is written then.
    """
    from ..checks.manifests.tree import tree
    from ..reports.manifests import folder as folders
    from ..reports.manifests.texts import texts

    folders.check(folder)
    found = list(_stacks(program, stacks, states))
    if not any(each.manifests for each in found):
        raise _nothing(found)
    if not simulated:
        _refuse_simulated(found)
    made = tree(found)
    folders.write(folder, texts(made, found))
    _report(made, found, folder, form, out)
    return 0


def _stacks(program: SourceOptions, names: Sequence[str], states: Sequence[Path]) -> Iterator[Objects]:
    """Yield the objects of each stack: of those that are named, or all, in that order, then of the other states."""
    from ..checks.manifests.objects import objects

    deployed = _deployed(program, names, states)
    named = list(dict.fromkeys(names)) or ([] if states else _all(program))
    for name in named:
        stack = deployed.pop(name.rpartition("/")[2], None)
        yield objects(stack) if stack else _simulated(replace(program, stack=name))
    for stack in deployed.values():
        yield objects(stack)


def _all(program: SourceOptions) -> list[str]:
    from ..sources.project import find_project, stack_names

    project = find_project(program.folder)
    names = stack_names(project)
    if not names:
        raise UserError(f"{project.file}: no stack beside it has a file; add Pulumi.STACK.yaml, or pass --state FILE")
    return names


def _deployed(program: SourceOptions, names: Sequence[str], states: Sequence[Path]) -> dict[str, Stack]:
    """Return the stacks in *states* by name. Options for running the program are refused where it is not run."""
    options = SourceOptions(folder=program.folder) if names else program
    found: dict[str, Stack] = {}
    for state in states:
        stack = obtain(replace(options, state=state)).stack
        if stack.name in found:
            raise UserError(f"--state {state}: is of stack {stack.name}, as another is; leave one of them out")
        found[stack.name] = stack
    return found


def _simulated(options: SourceOptions) -> Objects:
    """Return the objects of a stack whose program is run, with all that is simulated marked."""
    from ..checks.manifests.objects import objects
    from ..checks.manifests.simulated import marked

    found = objects(obtain(options).stack)
    return marked(found, objects(obtain_elsewhere(options))) if found.manifests else found


def _nothing(found: Sequence[Objects]) -> UserError:
    names = ", ".join(each.stack for each in found)
    left_out = next((each.left_out[0] for each in found if each.left_out), None)
    more = f" (not rendered: {left_out.what}: {left_out.reason})" if left_out else ""
    return UserError(f"no Kubernetes objects to render in {names}{more}; name a stack that has some")


def _refuse_simulated(found: Sequence[Objects]) -> None:
    """Raise UserError where a stack has what was made up: names the first place, and how many there are."""
    from ..checks.manifests.values import written

    made_up = next((each for each in found if each.made_up and each.manifests), None)
    if made_up:
        raise UserError(
            f"{made_up.stack}: its configuration {', '.join(made_up.made_up)} is simulated; set it with --config, or"
            " write the manifests all the same with --simulated"
        )
    holders = [(stack, manifest) for stack in found for manifest in stack.manifests if manifest.simulated]
    if holders:
        stack, manifest = holders[0]
        count = sum(len(one.simulated) for _, one in holders)
        raise UserError(
            f"{stack.stack}: {manifest.identity}: {written(manifest.simulated[0]) or 'all of it'} is simulated"
            f" ({count} such {'value' if count == 1 else 'values'} in {len(holders)} of"
            f" {sum(len(one.manifests) for one in found)} objects); take real ones from --state FILE, what pulumi stack"
            " export wrote, or write these with --simulated"
        )


def _report(made: Tree, found: Sequence[Objects], folder: Path, form: Form, out: TextIO) -> None:
    from ..reports.manifests import summary

    write = summary.write_json if form == "json" else summary.write_text
    write(made, found, folder, out)
