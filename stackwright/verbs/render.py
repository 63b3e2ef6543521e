"""The arguments of `stackwright render`."""

from __future__ import annotations

import argparse
from pathlib import Path

from .. import arguments
from ..arguments import Verbs
from ..output import output


def add(verbs: Verbs) -> None:
    """Add the verb."""
    verb = verbs.add_parser(
        "render",
        help="write the Kubernetes objects of stacks as manifests",
        description="Write the Kubernetes objects of each STACK, by default of all stacks of the project, as a"
        " Kustomize base with an overlay for each stack, so that kubectl diff -k shows what a deployment would change."
        " The program is run with no AWS call, twice, to tell what is simulated; ids and addresses of what is deployed"
        " come from --state.",
    )
    arguments.add_source(verb, several=True, states=True)
    verb.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="where to write; new, or written before")
    verb.add_argument(
        "--deployed", action="store_true", help="run no program: write what is deployed, as each --state has it"
    )
    verb.add_argument(
        "--simulated", action="store_true", help="write simulated values too, each file that has some marked"
    )
    verb.add_argument("--format", choices=("text", "json"), default="text", help="form of the summary (default: text)")
    verb.set_defaults(verb=_render)


def _render(options: argparse.Namespace) -> int:
    from ..commands.render import render

    return render(
        arguments.program(options),
        stacks=options.stacks,
        states=options.state,
        folder=options.to,
        deployed=options.deployed,
        simulated=options.simulated,
        form=options.format,
        out=output(),
    )
