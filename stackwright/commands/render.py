"""`stackwright render STACK... --to FOLDER`: the Kubernetes objects of stacks as a Kustomize base and overlays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
    deployed: bool = False,
    simulated: bool = False,
    form: Form = "text",
    out: TextIO,
) -> int:
    """Write the manifests of the *stacks* of *program*, by default of all it has, below *folder*; return 0.

    What is deployed already, as the *states* say, has its real ids and outputs; with *deployed* no program is run, and
    what is in the states is written. Raises UserError where a manifest holds what was made up, unless that is wanted
    too (*simulated*); nothing is written then.
    """
    from ..checks.manifests.tree import tree
    from ..reports.manifests import folder as folders
    from ..reports.manifests.texts import texts

    folders.check(folder)
    there = _deployed(program if deployed else SourceOptions(folder=program.folder), states)
    found = list(_as_deployed(there, stacks) if deployed else _as_planned(program, stacks, there))
    if not any(each.manifests for each in found):
        raise _nothing(found)
    if not simulated:
        _refuse_simulated(found)
    made = tree(found)
    folders.write(folder, texts(made, found))
    _report(made, found, folder, form, out)
    return 0


def _deployed(options: SourceOptions, states: Sequence[Path]) -> dict[str, Stack]:
    """Return the stacks in *states* by name. Raises UserError where the *options* would have a program run."""
    found: dict[str, Stack] = {}
    for state in states:
        stack = obtain(replace(options, state=state)).stack
        if stack.name in found:
            raise UserError(f"--state {state}: is of stack {stack.name}, as another is; leave one of them out")
        found[stack.name] = stack
    return found


def _as_deployed(there: Mapping[str, Stack], names: Sequence[str]) -> Iterator[Objects]:
    """Yield what is deployed of the stacks that are named, or of all that have a state."""
    from ..checks.manifests.objects import objects

    if not there:
        raise UserError(
            "--deployed: no state to read; pass the --state FILE of each stack, what pulumi stack export wrote"
        )
    for name in dict.fromkeys(map(_bare, names or there)):
        if name not in there:
            raise UserError(f"{name}: no --state is of this stack (they are of: {', '.join(there)}); pass its state")
        yield objects(there[name])


def _as_planned(program: SourceOptions, names: Sequence[str], there: Mapping[str, Stack]) -> Iterator[Objects]:
    """Yield what a deployment would make of the stacks that are named, or of all, with what is simulated marked."""
    from ..checks.manifests.objects import objects
    from ..checks.manifests.simulated import marked
    from ..sources.project import find_project, stack_names

    project = find_project(program.folder)
    wanted = list({_bare(name): name for name in names or stack_names(project)}.values())
    if not wanted:
        raise UserError(f"{project.file}: no stack has a file beside it; add Pulumi.STACK.yaml")
    for stack in there.values():
        if stack.project != project.name or stack.name not in map(_bare, wanted):
            raise UserError(
                f"--state of {stack.project}/{stack.name}: no stack that is rendered ({project.name}:"
                f" {', '.join(wanted)}); name it, leave the state out, or pass --deployed to run no program"
            )
    for name in wanted:
        options = replace(program, stack=name, deployed=there.get(_bare(name)))
        found = objects(obtain(options).stack)
        yield marked(found, objects(obtain_elsewhere(options))) if found.manifests else found


def _bare(stack: str) -> str:
    """Return the name of a stack without its organization and project."""
    return stack.rpartition("/")[2]


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
