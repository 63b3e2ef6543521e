"""Arguments that several verbs share: where the stack comes from, and which policy packs judge it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from .errors import UserError

if TYPE_CHECKING:
    from .commands.costing import CostOptions
    from .commands.preview import PolicyOptions
    from .commands.source import SourceOptions


Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""What verbs are added to."""

CATALOGUE = ("text", "json", "markdown")
"""Forms of what is said about rules."""


def add_source(verb: argparse.ArgumentParser, *, several: bool = False, states: bool = False) -> None:
    """Add what says where the stack comes from, or *several* stacks, each of which may have a state with *states*."""
    if several:
        verb.add_argument("stacks", metavar="STACK", nargs="*", help="stacks whose Pulumi.STACK.yaml to use")
    else:
        verb.add_argument("stack", metavar="STACK", nargs="?", help="stack whose Pulumi.STACK.yaml to use")
    if states:
        verb.add_argument(
            "--state",
            type=Path,
            action="append",
            default=[],
            metavar="FILE",
            help="take what is deployed of a stack from what pulumi stack export wrote; - is standard input; may be"
            " repeated, once for each stack",
        )
    else:
        verb.add_argument(
            "--state",
            type=Path,
            metavar="FILE",
            help="read what pulumi stack export wrote, of a program in any language, in place of running one; - is"
            " standard input",
        )
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
    verb.add_argument(
        "--simulate-config", action="store_true", help="make up the configuration values that are missing"
    )
    verb.add_argument(
        "--python",
        type=Path,
        metavar="PATH",
        help="interpreter or virtual environment to run on, not the project's own",
    )
    verb.add_argument(
        "--stack-output",
        action="append",
        default=[],
        metavar="REF.KEY=VALUE",
        help="output KEY of another stack that the program refers to as REF; VALUE is JSON, or else text; may be"
        " repeated",
    )
    verb.add_argument(
        "--stack-state",
        action="append",
        default=[],
        metavar="REF=FILE",
        help="outputs of another stack, from its exported state or its preview as JSON; may be repeated",
    )


def source(options: argparse.Namespace) -> SourceOptions:
    """Return what was said about where the stack comes from."""
    return _source(options, options.stack, options.state)


def sources(options: argparse.Namespace) -> list[SourceOptions]:
    """Return what was said about where each of several stacks comes from; one where none is named. Raises UserError."""
    stacks = dict.fromkeys(options.stacks or [None])
    if options.state and len(stacks) > 1:
        raise UserError(f"--state {options.state}: it is of one stack, and {len(stacks)} are named; name one or none")
    return [_source(options, stack, options.state) for stack in stacks]


def program(options: argparse.Namespace) -> SourceOptions:
    """Return what was said about how to run the program, of whichever stack."""
    return _source(options, None, None)


def _source(options: argparse.Namespace, stack: str | None, state: Path | None) -> SourceOptions:
    from .commands.source import SourceOptions

    return SourceOptions(
        stack=stack,
        state=state,
        folder=options.cwd,
        config=options.config,
        config_paths=options.config_path,
        simulate_config=options.simulate_config,
        python=options.python,
        stack_outputs=options.stack_output,
        stack_states=options.stack_state,
    )


def add_usage(verb: argparse.ArgumentParser) -> None:
    """Add what says how much is assumed to be used."""
    verb.add_argument(
        "--usage",
        type=Path,
        metavar="FILE",
        help="how much is used a month, in place of usage.STACK.yaml and usage.yaml beside Pulumi.yaml",
    )


def add_costs(verb: argparse.ArgumentParser) -> None:
    """Add what says how the cost is estimated beside everything else."""
    add_usage(verb)
    verb.add_argument("--no-cost", action="store_true", help="leave out what it costs, and its gates")


def costs(options: argparse.Namespace) -> CostOptions | None:
    """Return what was said about the estimate; None where there shall be none."""
    from .commands.costing import CostOptions

    if options.no_cost and options.usage:
        raise UserError("--no-cost: estimates nothing, but --usage names a file for it; leave one of the two out")
    return None if options.no_cost else CostOptions(usage=options.usage)


def add_policies(verb: argparse.ArgumentParser) -> None:
    """Add what says which policy packs run and what they fail on."""
    verb.add_argument(
        "--policy-pack",
        action="append",
        type=Path,
        default=[],
        metavar="FOLDER",
        help="policy pack to run in place of those that the stack names in stackwright:policyPacks; may be repeated",
    )
    verb.add_argument(
        "--policy-pack-config",
        action="append",
        type=Path,
        default=[],
        metavar="FILE",
        help="levels and parameters of a --policy-pack's rules, as JSON; one for each, in the same order",
    )
    verb.add_argument("--no-policy", action="store_true", help="run no policy pack")
    verb.add_argument(
        "--fail-on",
        choices=("mandatory", "advisory", "unknown"),
        default="mandatory",
        help="least policy finding that ends with exit code 1; advisory includes mandatory, unknown both (default:"
        " mandatory)",
    )


def policies(options: argparse.Namespace) -> PolicyOptions:
    """Return what was said about policy packs."""
    from .commands.preview import PolicyOptions

    return PolicyOptions(
        packs=options.policy_pack,
        configs=options.policy_pack_config,
        skip=options.no_policy,
        gate=options.fail_on,
    )


def add_pack(verb: argparse.ArgumentParser, forms: Sequence[str]) -> None:
    """Add what says which pack to read, and in which form to show it."""
    verb.add_argument(
        "--policy-pack",
        type=Path,
        metavar="FOLDER",
        help="the pack (default: the project's own policy folder, or the pack that ships with stackwright)",
    )
    verb.add_argument(
        "--cwd", "-C", type=Path, default=Path(), metavar="FOLDER", help="Pulumi project (default: this one)"
    )
    verb.add_argument("--format", choices=forms, default="text", help="form of the output (default: text)")
