"""`stackwright preview STACK`: what the program would build and what that violates, or the same of a deployed stack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO

from ..errors import UserError
from .source import Obtained, SourceOptions, obtain

if TYPE_CHECKING:
    from ..checks.cost.report import CostReport
    from ..checks.findings import Gate, PolicyReport
    from .costing import CostOptions
Form = Literal["text", "json", "sarif", "junit"]
_OF_FINDINGS = ("sarif", "junit")


@dataclass(frozen=True, kw_only=True)
class PolicyOptions:
    """What the command line says about policy packs."""

    packs: Sequence[Path] = ()
    """Packs to run in place of those that the stack names."""

    configs: Sequence[Path] = ()
    """A configuration for each of *packs*; none for none."""

    skip: bool = False
    """Runs no pack."""

    gate: Gate = "mandatory"
    """Least finding that ends the run with exit code 1."""


def preview(
    options: SourceOptions,
    *,
    every_resource: bool,
    form: Form,
    out: TextIO,
    policies: PolicyOptions | None = None,
    costs: CostOptions | None = None,
) -> int:
    """Write the report on the stack the *options* ask for; return 1 where a finding is at or above the gate.

    Without *costs* nothing is estimated.
    """
    policies = policies or PolicyOptions()
    if policies.skip and (policies.packs or policies.configs):
        option = "--policy-pack" if policies.packs else "--policy-pack-config"
        raise UserError(f"--no-policy: runs no policy pack, but {option} names one to run; leave one of the two out")
    obtained = obtain(options)
    policy = _judge(obtained, policies)
    cost = _estimate(obtained, costs, options) if costs and form not in _OF_FINDINGS else None
    if form in _OF_FINDINGS and policy is None:
        raise UserError(
            f"--format {form}: no policy pack was run, so there is nothing to report; name one with --policy-pack"
            " FOLDER or in the stack's stackwright:policyPacks"
        )
    _write(obtained, policy, cost, form, out, every_resource=every_resource, gate=policies.gate)
    return int((policy is not None and policy.gates(policies.gate)) or (cost is not None and cost.fails))


def _estimate(obtained: Obtained, options: CostOptions, source: SourceOptions) -> CostReport:
    from .costing import check_cost

    return check_cost(obtained, options, source)


def _judge(obtained: Obtained, options: PolicyOptions) -> PolicyReport | None:
    """Return what the packs find; None where no pack is named."""
    from ..checks import pack

    if options.skip:
        return None
    if options.packs or options.configs:
        packs = pack.of_command_line(options.packs, options.configs)
    elif obtained.root:
        packs = pack.of_stack(obtained.config, obtained.root)
    else:
        packs = []
    if not packs:
        return None
    from ..checks.policy import Surroundings, check_policies

    config = {**obtained.config, **obtained.stack.simulated_config}
    around = Surroundings(config=config, secret_keys=obtained.secret_keys, root=obtained.root)
    return check_policies(obtained.stack, packs, around)


def _write(
    obtained: Obtained,
    policy: PolicyReport | None,
    cost: CostReport | None,
    form: Form,
    out: TextIO,
    *,
    every_resource: bool,
    gate: Gate,
) -> None:
    """Write the report in one form; only that one's writer is loaded."""
    stack = obtained.stack
    if form == "json":
        from ..reports.json import write as write_json

        write_json(stack, out, policy, cost)
    elif form == "sarif" and policy:
        from ..reports.sarif import write as write_sarif

        write_sarif(stack, policy, out, folder=_in_repository(obtained.root))
    elif form == "junit" and policy:
        from ..reports.junit import write as write_junit

        write_junit(stack, policy, out, gate=gate)
    else:
        from ..reports.text import write as write_text

        write_text(stack, out, policy, cost, every_resource=every_resource)


def _in_repository(root: Path | None) -> str:
    """Return the project's folder as its git repository names it; empty where it is the repository or in none."""
    if root is None:
        return ""
    repository = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    return "" if repository == root else root.relative_to(repository).as_posix()
