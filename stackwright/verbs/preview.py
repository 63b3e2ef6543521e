"""The arguments of `stackwright preview`."""

from __future__ import annotations

import argparse

from .. import arguments
from ..arguments import Verbs
from ..output import output


def add(verbs: Verbs) -> None:
    """Add the verb."""
    verb = verbs.add_parser(
        "preview",
        help="show what the stack would build",
        description="Run the program for STACK with no AWS call and show what it would build, or show what the deployed"
        " stack in a state file is made of.",
    )
    arguments.add_source(verb)
    verb.add_argument("--all", action="store_true", help="list every resource, not components only")
    arguments.add_policies(verb)
    arguments.add_costs(verb)
    verb.add_argument(
        "--format",
        choices=("text", "json", "sarif", "junit"),
        default="text",
        help="form of the report (default: text); sarif and junit hold what policy packs found",
    )
    verb.set_defaults(verb=_preview)


def _preview(options: argparse.Namespace) -> int:
    from ..commands.preview import preview

    return preview(
        arguments.source(options),
        every_resource=options.all,
        form=options.format,
        out=output(),
        policies=arguments.policies(options),
        costs=arguments.costs(options),
    )
