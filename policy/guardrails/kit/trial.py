"""A rule is tried on the cases of its fixture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..finding import Finding
from ..inventory import Inventory
from ..judge import judge
from ..marks import Secret
from ..rule import PROFILES, AnyRule, Level
from ..settings import Settings
from .fixtures import Case, Fixture, FixtureError, JsonText
from .render import inventory


@dataclass(frozen=True, kw_only=True)
class Failure:
    """A case that did not come out as its fixture says."""

    case: str
    text: str


def try_fixture(rule: AnyRule, fixture: Fixture) -> Iterator[Failure]:
    """Yield what came out otherwise than the fixture says."""
    for case in fixture.cases:
        for text in try_case(rule, case):
            yield Failure(case=case.title, text=text)


def try_case(rule: AnyRule, case: Case) -> Iterator[str]:
    """Yield what came out otherwise than *case* says, with references known and with references not known yet."""
    found = run(rule, case)
    seen = sorted({_written(one, case) for one in found})
    wanted = sorted(set(case.findings))
    if seen != wanted:
        yield f"expected exactly the findings {wanted}, got {seen}: {[one.message for one in found]}"
    status = "unknown" if case.kind == "unknown" else "fail"
    wrong = [one for one in found if one.status != status]
    yield from (f"{_written(one, case)} has status {one.status}, expected {status}" for one in wrong)
    yield from (f"the message shows a secret: {one.message}" for one in found if shows_secret(case, one))
    if case.kind in ("bad", "unknown") and not wanted:
        yield "a case of this kind names the findings it expects"
    if case.kind in ("good", "exempt") and wanted:
        yield "a case of this kind expects no findings"
    yield from _in_a_preview(rule, case, {one.split(" ")[0] for one in wanted})


def _in_a_preview(rule: AnyRule, case: Case, expected: set[str]) -> Iterator[str]:
    """Yield where hiding the references changes more than what is known: a failure from nowhere, or one that passes."""
    found = run(rule, case, known=False)
    for one in found:
        if one.status == "error":
            yield f"with references unknown: {one.message}"
        elif one.status == "fail" and _name(one, case) not in expected:
            yield f"with references unknown, {_written(one, case)} fails: {one.message}"
    if expected and not found:
        yield "with references unknown nothing is found at all: an unknown must never be a pass"


def run(rule: AnyRule, case: Case, *, known: bool = True, stack: Inventory | None = None) -> list[Finding]:
    """Return what *rule* finds in *case*, at its own level or, where it has none, as advice."""
    profile = next((name for name in PROFILES if name == case.profile), None)
    if profile is None:
        raise FixtureError(f"{case.title}: no profile {case.profile!r}; expected one of {', '.join(PROFILES)}")
    foreign = set(case.parameters) - set(rule.parameters)
    if foreign:
        raise FixtureError(f"{case.title}: the rule has no parameter {sorted(foreign)[0]!r}")
    level = rule.level_in(profile)
    settings = Settings(
        profile=profile,
        levels={rule.id: Level.ADVISORY if level is Level.DISABLED else level},
        parameters={rule.id: case.parameters},
    )
    return judge([rule], stack or inventory(case, known=known), settings)


def shows_secret(case: Case, finding: Finding) -> bool:
    """Return whether a finding's text holds a secret of the case."""
    secrets = [text for one in case.resources for text in _secrets(one.properties)]
    return any(secret in text for secret in secrets for text in (finding.message, finding.fingerprint, finding.path))


def _secrets(value: object, *, inside: bool = False) -> Iterator[str]:
    if isinstance(value, (Secret, JsonText)):
        yield from _secrets(value.content, inside=inside or isinstance(value, Secret))
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _secrets(inner, inside=inside)
    elif isinstance(value, list):
        for inner in value:
            yield from _secrets(inner, inside=inside)
    elif inside and isinstance(value, str) and len(value) > 3:
        yield value


def _written(finding: Finding, case: Case) -> str:
    return f"{_name(finding, case)} {finding.path}".strip()


def _name(finding: Finding, case: Case) -> str:
    name = finding.urn.rsplit("::", 1)[-1]
    return name if any(one.name == name for one in case.resources) else "stack"
