"""The arguments of `stackwright prices`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..arguments import Verbs
from ..output import output


def add(verbs: Verbs) -> None:
    """Add the verb."""
    verb = verbs.add_parser(
        "prices",
        help="bring prices up to date with AWS's public price list, or show them",
        description="Bring the prices that estimates use up to date with AWS's public price list, or show single ones.",
    )
    acts = verb.add_subparsers(title="verbs", required=True, metavar="VERB")
    refreshing = acts.add_parser(
        "refresh",
        help="read AWS's price list",
        description="Read AWS's public price list, which needs no account, write the prices of a Region to a file that"
        " estimates read before the built-in ones, and show what moved. EC2's part of it has hundreds of megabytes.",
    )
    _add_place(refreshing)
    refreshing.add_argument(
        "--offers",
        type=Path,
        metavar="FOLDER",
        help="read offer files that were downloaded before, SERVICE.csv or SERVICE/REGION/index.csv, in place of AWS's",
    )
    refreshing.add_argument(
        "--into", type=Path, metavar="FOLDER", help="where to write REGION.json (default: prices beside Pulumi.yaml)"
    )
    refreshing.add_argument(
        "--keep",
        action="append",
        default=[],
        metavar="KEY",
        help="leave prices as they are; a pattern such as 'ec2.*'; may be repeated",
    )
    refreshing.set_defaults(verb=_refresh)
    showing = acts.add_parser("show", help="show prices", description="Show prices with their sources and dates.")
    showing.add_argument("keys", metavar="KEY", nargs="+", help="key of a price, such as fargate.x86.vcpu")
    _add_place(showing)
    showing.set_defaults(verb=_show)


def _add_place(act: argparse.ArgumentParser) -> None:
    act.add_argument("--region", required=True, metavar="REGION", help="Region, or global for what has none")
    act.add_argument(
        "--cwd", "-C", type=Path, default=Path(), metavar="FOLDER", help="Pulumi project (default: this one)"
    )


def _refresh(options: argparse.Namespace) -> int:
    from ..commands.prices import refresh

    return refresh(
        options.region,
        offers=options.offers,
        into=options.into,
        folder=options.cwd,
        out=output(),
        keep=options.keep,
        err=sys.stderr,
    )


def _show(options: argparse.Namespace) -> int:
    from ..commands.prices import show

    return show(options.keys, region=options.region, folder=options.cwd, out=output())
