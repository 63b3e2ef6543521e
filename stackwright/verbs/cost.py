"""The arguments of `stackwright cost`."""

from __future__ import annotations

import argparse
from pathlib import Path

from .. import arguments
from ..arguments import Verbs
from ..output import output


def add(verbs: Verbs) -> None:
    """Add the verb."""
    verb = verbs.add_parser(
        "cost",
        help="estimate what a stack costs a month",
        description="Run the program of each STACK with no AWS call, or read a deployed stack's state, and estimate"
        " what it costs a month at public on-demand prices.",
    )
    arguments.add_source(verb, several=True)
    arguments.add_usage(verb)
    verb.add_argument(
        "--by",
        default="component",
        metavar="WHAT",
        help="add lines up by component (default), service, environment, resource, region, kind or tag:KEY",
    )
    against = verb.add_mutually_exclusive_group()
    against.add_argument("--since", metavar="REV", help="compare with the program as it is at this git revision")
    against.add_argument("--against", metavar="STACK", help="compare with another stack of the project")
    against.add_argument(
        "--against-state",
        type=Path,
        metavar="FILE",
        help="compare with a deployed stack: what pulumi stack export wrote",
    )
    verb.add_argument(
        "--metrics",
        type=Path,
        metavar="FILE",
        help="use of CPU and memory, exported from CloudWatch, to advise on sizes by",
    )
    verb.add_argument("--no-advice", action="store_true", help="leave out what would be cheaper")
    verb.add_argument(
        "--save", action="store_true", help="write the estimate to cost.STACK.json, the baseline of later comparisons"
    )
    verb.add_argument(
        "--format",
        choices=("text", "json", "markdown", "html"),
        default="text",
        help="form of the report (default: text)",
    )
    verb.set_defaults(verb=_cost)


def _cost(options: argparse.Namespace) -> int:
    from ..commands.cost import cost
    from ..commands.costing import CostOptions

    return cost(
        arguments.sources(options),
        CostOptions(
            usage=options.usage,
            since=options.since,
            against=options.against,
            against_state=options.against_state,
            metrics=options.metrics,
            advice=not options.no_advice,
        ),
        by=options.by,
        save=options.save,
        form=options.format,
        out=output(),
    )
