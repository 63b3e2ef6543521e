"""One look-up as it is answered: who asks where, with which arguments, and the digits its answer is made of."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from ...model import Secret, redact, reveal
from ..fields import Fields
from ..identity import varied
from ..place import Place


@dataclasses.dataclass(frozen=True)
class Question:
    """A look-up: *args* are plain, with neither secrets nor unknowns marked; *seed* holds no secret."""

    place: Place
    token: str
    args: Mapping[str, Any]
    seed: str

    @functools.cached_property
    def fields(self) -> Fields:
        """Digits and place of this question, for patterns."""
        return self.fields_of(self.seed)

    def fields_of(self, seed: str) -> Fields:
        """Return the place, and digits that depend on *seed*: equal wherever the same thing is asked for."""
        place = self.place
        digest = hashlib.sha256(f"{place.region}|{place.account_id}|{seed}".encode()).hexdigest()
        return Fields(varied(digest, place.variant), {}).at(place)

    def text(self, pattern: str) -> str:
        """Return *pattern* with its names filled in."""
        return pattern.format_map(self.fields)

    def arn(self, service: str, resource: str, *, region: str | None = None, account: str | None = None) -> str:
        """Return an ARN in the question's partition, by default in its Region and account."""
        place = self.place
        region = place.region if region is None else region
        account = place.account_id if account is None else account
        return f"arn:{place.partition}:{service}:{region}:{account}:{resource}"

    def given(self, *names: str) -> str:
        """Return the first of these arguments that is there as text; empty without one."""
        return next((str(self.args[name]) for name in names if self.args.get(name) not in (None, "", [], {})), "")

    def name(self, noun: str) -> str:
        """Return the name of the resource that is looked for, a *noun*; empty where it is found by something else."""
        own = noun[:1].lower() + noun[1:]
        named = self.given("name", "bucket", "identifier", f"{own}Name", f"{own}Identifier", f"db{noun}Identifier")
        return named or self.given("arn").rsplit(":", 1)[-1].rsplit("/", 1)[-1]

    @functools.cached_property
    def filters(self) -> Mapping[str, list[str]]:
        """Filter name -> values asked for, of an AWS `filters` argument."""
        found = self.args.get("filters")
        rows = [row for row in found if isinstance(row, Mapping)] if isinstance(found, list) else []
        return {str(row.get("name")): [str(value) for value in row.get("values") or []] for row in rows}

    def filtered(self, *names: str) -> str:
        """Return the one value that one of these filters asks for; empty without one."""
        return next((self.filters[name][0] for name in names if self.filters.get(name)), "")


def ask(place: Place, token: str, args: Mapping[str, Any]) -> Question:
    """Return the question. An AWS function's `region` argument moves it to that Region."""
    shown = {key: value for key, value in args.items() if value is not None}
    region = shown.get("region")
    if token.startswith("aws:") and isinstance(region, str) and region and region != place.region:
        place = dataclasses.replace(place, region=region)
    seed = f"{token}|{json.dumps(redact(shown), sort_keys=True, default=str)}"
    return Question(place, token, reveal(shown), seed)


def secret_texts(value: Any) -> set[str]:
    """Return the texts that are secret anywhere within *value*."""
    if isinstance(value, Secret):
        return _texts(value.value)
    if isinstance(value, Mapping):
        return {text for item in value.values() for text in secret_texts(item)}
    if isinstance(value, (list, tuple)):
        return {text for item in value for text in secret_texts(item)}
    return set()


def _texts(value: Any) -> set[str]:
    if isinstance(value, Mapping):
        return {text for item in value.values() for text in _texts(item)}
    if isinstance(value, (list, tuple)):
        return {text for item in value for text in _texts(item)}
    return set() if value in (None, "", True, False) else {str(reveal(value))}
