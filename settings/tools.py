"""The section about tools of other makers that a production cluster has beside the services."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from components.database.args import RdsDatabaseArgs
from components.database.engine import engine_named

from .checks import agreed, listing, matching, whole
from .database import InstanceClass, Storage
from .kinds import Switch, Text
from .section import Section

_POSTGRES = engine_named(RdsDatabaseArgs.engine)

# Source: AWS Budgets API Reference, "Notification": an alert has up to ten e-mail addresses.
_MOST_EMAILS = 10

Email = Annotated[
    Text, matching(r"[^@\s:]+@[\w-]+(\.[\w-]+)+", "must be an e-mail address", "write for instance data@acme.example")
]


class ToolDatabaseSettings(Section):
    """A tool's own PostgreSQL database."""

    version: Annotated[Text, agreed(_POSTGRES.family, f'write for instance "{_POSTGRES.version_example}"')] = Field(
        examples=["17.6"]
    )
    """Exact engine version, in quotes."""

    instance_class: InstanceClass = "db.t4g.medium"
    """Size of the instance. Default: db.t4g.medium."""

    storage_gib: Storage = 20
    """Storage at the start, in GiB. Default: 20."""

    multi_az: Switch = True
    """Whether a standby in another zone takes over on failure. Default: yes."""

    backup_days: Annotated[int, whole(1, 35)] = 14
    """Days that point-in-time recovery reaches back. Default: 14."""


class ToolSettings(Section):
    """One tool: what it may cost, and where its data is."""

    monthly_usd: Annotated[int, whole(1, 1_000_000)] = Field(examples=[200])
    """What it may cost in a month, in US dollars; a budget of its own watches it."""

    database: ToolDatabaseSettings = Field(examples=[{"version": "17.6"}])
    """Its database, which is the tool's alone."""

    emails: Annotated[tuple[Email, ...], listing(0, _MOST_EMAILS, "addresses")] = ()
    """Who is told when the budget is nearly spent, and spent. Default: the e-mail addresses of `alerts.P3`."""
