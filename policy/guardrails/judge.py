"""Rules are applied to resources: what comes out does not depend on the order of either."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

from .exceptions import WELL_FORMED
from .finding import Finding
from .inventory import Inventory
from .item import Item
from .rule import AnyRule, Level, Rule, StackRule
from .settings import Settings
from .verdicts import Problem, Verdict, guarded


def judge(rules: Iterable[AnyRule], inventory: Inventory, settings: Settings) -> list[Finding]:
    """Return what the enabled *rules* find in the stack, sorted; exceptions applied, and judged themselves."""
    enabled = [rule for rule in rules if settings.level(rule) is not Level.DISABLED]
    by_type, others = _index(enabled)
    found: list[Finding] = []
    for item in inventory:
        if item.read:
            continue  # somebody else's, of which only what was asked for is known
        for rule in (*by_type.get(item.type, ()), *others):
            if rule.applies(item):
                found += judge_item(rule, item, settings)
    for stack_rule in enabled:
        if isinstance(stack_rule, StackRule):
            found += judge_stack(stack_rule, inventory, settings)
    return sorted(found, key=lambda finding: finding.order)


def judge_item(rule: Rule, item: Item, settings: Settings) -> list[Finding]:
    """Return what *rule* finds in a resource that it applies to."""
    return _collect(rule, item, settings, lambda: rule.check(item, *settings.arguments(rule)))


def judge_stack(rule: StackRule, inventory: Inventory, settings: Settings) -> list[Finding]:
    """Return what *rule* finds in the stack as a whole."""
    if rule.looks_at and not inventory.of(*sorted(rule.looks_at)):
        return []
    return _collect(rule, inventory.whole, settings, lambda: rule.check(inventory, *settings.arguments(rule)))


def _index(rules: Iterable[AnyRule]) -> tuple[dict[str, list[Rule]], list[Rule]]:
    """Return the rules about single resources by type, and those that choose their resources themselves."""
    by_type: dict[str, list[Rule]] = {}
    others: list[Rule] = []
    for rule in rules:
        if not isinstance(rule, Rule):
            continue
        if callable(rule.looks_at):
            others.append(rule)
        else:
            for type_ in rule.looks_at:
                by_type.setdefault(type_, []).append(rule)
    return by_type, others


def _collect(rule: AnyRule, subject: Item, settings: Settings, check: Callable[[], Iterable[Verdict]]) -> list[Finding]:
    """Return the findings of one run of a rule, each place once. A crash is a finding itself."""
    level = settings.level(rule)
    level = Level.MANDATORY if level is Level.REMEDIATE else level
    found: dict[tuple[str, str, str, str], Finding] = {}
    try:
        for verdict in guarded(check()):
            one = _finding(rule, level, verdict, settings)
            found.setdefault((one.urn, one.path, one.fingerprint, one.status), one)
    except Exception as error:  # whatever a rule does wrong must not keep the others from being heard
        crash = _crash(rule, level, subject, error)
        found[crash.urn, crash.path, crash.fingerprint, crash.status] = crash
    return list(found.values())


def _finding(rule: AnyRule, level: Level, verdict: Verdict, settings: Settings) -> Finding:
    urn, path = verdict.item.urn, verdict.path
    if not isinstance(verdict, Problem):
        what = f"{path} is not known" if path else "what decides is not known"
        settings.exceptions.spare(rule.id, urn)
        return Finding(
            rule=rule, level=level, status="unknown", urn=urn, path=path, message=f"{what} yet", fingerprint=path
        )
    fingerprint = verdict.mark or path
    text = verdict.text
    waiver = None
    if rule.id != WELL_FORMED:
        waiver, expired = settings.exceptions.match(rule.id, urn, fingerprint)
        text = f"{text} (an exception for this expired on {expired.expires:%Y-%m-%d})" if expired else text
    return Finding(
        rule=rule,
        level=level,
        status="suppressed" if waiver else "fail",
        urn=urn,
        path=path,
        message=text,
        fingerprint=fingerprint,
        waiver=waiver,
    )


def _crash(rule: AnyRule, level: Level, subject: Item, error: Exception) -> Finding:
    """Return the finding for a rule that raised: where in the rule, and never the text, which may hold a secret."""
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).name != "judge.py"]
    place = f" at {Path(own[-1].filename).name}:{own[-1].lineno}" if own else ""
    message = f"the rule itself failed ({type(error).__name__}{place}), so nothing is known of this promise"
    return Finding(rule=rule, level=level, status="error", urn=subject.urn, path="", message=message, fingerprint="")
