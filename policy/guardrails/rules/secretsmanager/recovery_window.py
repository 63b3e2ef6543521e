"""A secret that was deleted can be had back for a while."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_not_be


def _check(secret: Item) -> Verdicts:
    yield from must_not_be(secret["recoveryWindowInDays"], 0)


secret_recovery_window = Rule(
    id="secret-recovery-window",
    promise="Deleted secrets can be recovered for at least a week.",
    fix="Set recovery_window_in_days to 7 or more, or leave it out, which is 30.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"development": Level.DISABLED, "ephemeral": Level.DISABLED},
    controls=Controls(),
    looks_at=frozenset({"aws:secretsmanager/secret:Secret"}),
    check=_check,
)
