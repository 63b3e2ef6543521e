"""The arguments of `stackwright policy`."""

from __future__ import annotations

import argparse

from .. import arguments
from ..arguments import Verbs
from ..output import output


def add(verbs: Verbs) -> None:
    """Add the verb."""
    verb = verbs.add_parser(
        "policy",
        help="show and test the rules of a policy pack",
        description="Show what a policy pack built on the guardrails promises, or try its rules on their fixtures.",
    )
    acts = verb.add_subparsers(title="verbs", required=True, metavar="VERB")
    listing = acts.add_parser("list", help="show every rule", description="Show every rule with its level.")
    listing.add_argument(
        "--profile",
        choices=("production", "development", "ephemeral"),
        default="production",
        help="profile whose levels to show (default: production)",
    )
    listing.set_defaults(verb=_policy_list)
    explaining = acts.add_parser("explain", help="show one rule", description="Show one rule with its examples.")
    explaining.add_argument("rule", metavar="RULE", help="id of the rule")
    explaining.set_defaults(verb=_policy_explain)
    testing = acts.add_parser("test", help="try rules on their fixtures", description="Try rules on their fixtures.")
    testing.add_argument("rules", metavar="RULE", nargs="*", help="ids of the rules (default: all)")
    testing.add_argument(
        "--mutants", action="store_true", help="change what the good cases say as well: each rule must notice"
    )
    testing.set_defaults(verb=_policy_test)
    for act, forms in ((listing, arguments.CATALOGUE), (explaining, arguments.CATALOGUE), (testing, ("text", "json"))):
        arguments.add_pack(act, forms)


def _policy_list(options: argparse.Namespace) -> int:
    from ..commands import policy

    pack = policy.find_pack(options.policy_pack, options.cwd)
    return policy.list_rules(pack, profile=options.profile, form=options.format, out=output())


def _policy_explain(options: argparse.Namespace) -> int:
    from ..commands import policy

    pack = policy.find_pack(options.policy_pack, options.cwd)
    return policy.explain(pack, options.rule, form=options.format, out=output())


def _policy_test(options: argparse.Namespace) -> int:
    from ..commands import policy

    pack = policy.find_pack(options.policy_pack, options.cwd)
    return policy.test(pack, options.rules, mutants=options.mutants, form=options.format, out=output())
