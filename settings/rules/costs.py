"""The budget watches its own account and stops only what may and can be stopped; a US dollar is one US dollar."""

from __future__ import annotations

from collections.abc import Iterator

from components.observability.publishers import COST_PARTITIONS
from components.scope import partition_of

from ..declaration import Declaration
from ..document import Document
from ..problem import Problem

_CEILING = ("budget", "ceiling")


def problems(settings: Declaration, _: Document) -> Iterator[Problem]:
    """Yield what contradicts itself."""
    yield from _partition(settings)
    yield from _monitor(settings)
    yield from _ceiling(settings)
    if settings.cost is not None and settings.cost.currency == "USD" and settings.cost.usd_rate != 1:
        rate = ("cost", "usdRate")
        about = (rate, ("cost", "currency"))
        yield Problem(path=rate, rule="must be 1 where the currency is USD", fix="write 1", about=about)


def _partition(settings: Declaration) -> Iterator[Problem]:
    if settings.budget is not None and partition_of(settings.region) not in COST_PARTITIONS:
        path = ("budget",)
        yield Problem(
            path=path,
            rule=f"is not for {settings.region}, in whose partition AWS offers no budgets",
            fix="leave it out, and keep the budget in the account that pays for this one",
            about=(path, ("aws:region",)),
        )


def _monitor(settings: Declaration) -> Iterator[Problem]:
    anomaly = settings.budget.anomaly if settings.budget else None
    (account,) = settings.allowed_account_ids
    if anomaly is not None and anomaly.monitor_arn is not None and f"::{account}:" not in anomaly.monitor_arn:
        path = ("budget", "anomaly", "monitorArn")
        yield Problem(
            path=path,
            rule=f"is of another account than the stack's, {account}, and AWS shows it to its own only",
            fix=f"adopt one of {account}",
            about=(path, ("aws:allowedAccountIds",)),
        )


def _ceiling(settings: Declaration) -> Iterator[Problem]:
    if settings.budget is None or settings.budget.ceiling == "none":
        return
    if settings.removal == "retain":
        yield Problem(
            path=_CEILING,
            rule="is only for a stack that goes without trace (removal: destroy), as it stops the services",
            fix="write none",
            about=(_CEILING, ("removal",)),
        )
    if settings.database is not None and settings.database.replicas:
        replicas = ("database", "replicas")
        yield Problem(
            path=_CEILING,
            rule=f"can not stop a database with replicas ({', '.join(settings.database.replicas)}): RDS refuses it",
            fix="write none, or drop the replicas",
            about=(_CEILING, replicas),
        )
