"""Where a verb's stack comes from: a program that is run, or the state of one that is deployed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..errors import ProgramError, UserError
from ..model import REDACTED, Stack

_ELSEWHERE = {"account_id": "210987654321", "variant": "elsewhere"}

# What stands there for an encrypted part of the configuration: as made up as an id, and still known for what it is.
_HIDDEN_ELSEWHERE = f"{REDACTED} elsewhere"


@dataclass(frozen=True, kw_only=True)
class SourceOptions:
    """What the command line says about where a stack comes from."""

    stack: str | None = None
    """Stack whose program to run; with *state*, the name of a stack whose state has none."""

    state: Path | None = None
    """File with a stack's exported state, `-` for standard input. Default: the program is run."""

    deployed: Stack | None = None
    """The stack as it is deployed: a run takes real ids and outputs from it. Default: all are simulated."""

    folder: Path = Path()
    config: Sequence[str] = ()
    config_paths: bool = False
    simulate_config: bool = False
    python: Path | None = None
    stack_outputs: Sequence[str] = ()
    stack_states: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Obtained:
    """A stack, and what is known of where it comes from."""

    stack: Stack
    root: Path | None = None
    """Folder of the project; None for a deployed stack that is not of the project here."""

    config: Mapping[str, str] = field(default_factory=dict)
    """The stack's configuration, `namespace:key` -> text; of a deployed stack, what its stack file says now."""

    secret_keys: tuple[str, ...] = ()
    """Keys of the configuration whose values are secret."""


def obtain(options: SourceOptions) -> Obtained:
    """Return the stack the *options* ask for. Raises UserError, or ProgramError where the program fails."""
    if options.state is not None:
        return _with_settings(_deployed(options, options.state), options.folder)
    return _run(options)


def obtain_elsewhere(options: SourceOptions) -> Stack:
    """Return the stack of a program as another simulated cloud has it: what differs from `obtain`'s was made up.

    Raises UserError, also where the program fails only there.
    """
    try:
        return _run(options, **_ELSEWHERE).stack
    except ProgramError as error:
        raise UserError(
            f"{options.stack}: to tell what is simulated, the program is run again in another simulated cloud, where"
            f" it fails: {error}"
        ) from None


def _run(options: SourceOptions, **cloud: str) -> Obtained:
    """Run the program in the simulated *cloud* of this account and variant, by default the usual one."""
    if options.stack is None:
        raise UserError("no stack named; pass the STACK whose Pulumi.STACK.yaml to use, or --state FILE")
    from ..sources import context_file
    from ..sources.program import run_project
    from ..sources.project import find_project, load_config
    from ..sources.stack_outputs import StackOutputs

    project = find_project(options.folder)
    values = load_config(
        project,
        options.stack,
        options.config,
        paths=options.config_paths,
        partial=True,
        simulate=options.simulate_config,
    )
    if cloud:
        hidden = {key: values.values[key].replace(REDACTED, _HIDDEN_ELSEWHERE) for key in values.secret_keys}
        values = replace(values, values={**values.values, **hidden})
    stack = run_project(
        project,
        options.stack,
        values,
        deployed=options.deployed,
        simulate_config=options.simulate_config,
        python=options.python,
        answers=context_file.load(project.root),
        other_stacks=StackOutputs.parse(options.stack_outputs, options.stack_states),
        **cloud,
    )
    return Obtained(stack=stack, root=project.root, config=values.values, secret_keys=values.secret_keys)


def _with_settings(stack: Stack, folder: Path) -> Obtained:
    """Return a deployed stack with the settings of its stack file, where *folder* is in its Python project."""
    from ..sources.project import find_project, load_config, stack_names

    try:
        project = find_project(folder)
    except UserError:
        return Obtained(stack=stack)  # no project, or one in a language that is not run here: the state is enough
    if project.name != stack.project or stack.name not in stack_names(project):
        return Obtained(stack=stack)
    values = load_config(project, stack.name, partial=True)
    return Obtained(stack=stack, root=project.root, config=values.values, secret_keys=values.secret_keys)


def _deployed(options: SourceOptions, state: Path) -> Stack:
    """Return the stack in *state*. Raises UserError for an option that only the run of a program could follow."""
    given = {
        "--config": options.config,
        "--config-path": options.config_paths,
        "--simulate-config": options.simulate_config,
        "--python": options.python,
        "--stack-output": options.stack_outputs,
        "--stack-state": options.stack_states,
    }
    idle = [option for option, value in given.items() if value]
    if idle:
        raise UserError(f"{', '.join(idle)}: nothing to do with --state, which runs no program; leave one of them out")
    from ..sources.state import read_state

    return read_state(state, stack=options.stack or "")
