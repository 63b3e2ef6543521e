"""The rules run on Pulumi's engine: each is a policy, judged by the same code as offline."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeGuard

from pulumi_policy import (
    EnforcementLevel,
    Policy,
    PolicyComplianceFramework,
    PolicyConfigSchema,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
)
from pulumi_policy import Severity as EngineSeverity
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE, UnknownValueError

from . import RULES, unjudged
from .configuration import schema
from .engine_items import Resources, shown
from .finding import Finding
from .inventory import Inventory
from .judge import judge_item, judge_stack
from .remedy import changes
from .rule import AnyRule, Rule, StackRule
from .settings import Settings
from .start import SETTINGS, Start, settings
from .unjudged import Unjudged, told

_FSBP = "AWS Foundational Security Best Practices"
_FSBP_VERSION = "1.0.0"
_CATALOGUE = "https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html"

_OPEN = "not known yet"
"""Why a rule says nothing of a resource: not a pass, which saying nothing would be counted as."""

_BY_ORIGIN = frozenset({"rds-managed-password", "ssm-parameter-secure"})
"""Rules about one resource that ask what made a value, though it is known: `AnalyzeStack` tells, `Analyze` does not."""


def policies(pack: Path, environment: Mapping[str, str], rules: Iterable[AnyRule] = RULES) -> list[Policy]:
    """Return every rule as a policy of the engine, and one more that says what they cannot judge yet.

    *pack* is the folder of the pack; *environment* the process's, by which the CLI tells the project, the stack and its
    configuration. Levels are those of the stack's profile: the engine asks for them before it says anything else.
    """
    return _Policies(start_of(pack, environment), rules).made


def start_of(pack: Path, environment: Mapping[str, str]) -> Start:
    """Return for what stack the CLI started the pack."""
    return Start(
        project=environment.get("PULUMI_PROJECT", ""),
        stack=environment.get("PULUMI_STACK", ""),
        config=json.loads(environment.get("PULUMI_CONFIG") or "{}"),
        pack=pack,
        root=_project_root(Path(environment.get("PWD") or pack)) or pack,
        today=datetime.now(UTC).date(),
    )


def _project_root(folder: Path) -> Path | None:
    """Return the folder of the project that the CLI was called in."""
    names = ("Pulumi.yaml", "Pulumi.yml", "Pulumi.json")
    return next((one for one in (folder, *folder.parents) if any((one / name).is_file() for name in names)), None)


class _Policies:
    """The policies of one process, and what they share: the settings and the resources seen so far."""

    def __init__(self, start: Start, rules: Iterable[AnyRule]) -> None:
        self._start = start
        self._rules = tuple(rules)
        self._settings, self._problems = settings(self._rules, start, {})
        self._resources = Resources(start.texts)
        self._unjudged = Unjudged()
        own = [rule for rule in self._rules if rule.id == SETTINGS]
        others = [rule for rule in self._rules if rule.id != SETTINGS]
        # The one that is told where the exceptions are comes first, whatever the resource; what is left open, last.
        self.made: list[Policy] = [
            *(self._of_settings(rule) for rule in own),
            *(self._of_resource(one) if _is_of_resource(one) else self._of_stack(one) for one in others),
            self._of_unjudged(),
        ]

    def _of_settings(self, rule: AnyRule) -> Policy:
        def validate(args: ResourceValidationArgs, report: ReportViolation) -> None:
            self._resources.item(rule.id, args)  # kept for the rules about the stack, whichever else are enabled
            given = {SETTINGS: dict(args.get_config())}
            if args.resource_type == "pulumi:pulumi:Stack":
                _, _, stack, project, *_ = args.urn.replace("::", ":").split(":")
                self._start = replace(self._start, project=project, stack=stack)
                self._settings, self._problems = settings(self._rules, self._start, given)
                for problem in self._problems:
                    report(f"{problem} {rule.fix}", args.urn)
            else:
                args.not_applicable("about the pack, not about a resource")

        return ResourceValidationPolicy(validate=validate, **self._described(rule))

    def _of_resource(self, rule: Rule) -> Policy:
        def validate(args: ResourceValidationArgs, report: ReportViolation) -> None:
            item = self._resources.item(rule.id, args)
            if not rule.applies(item):
                args.not_applicable("about other resources")
            asked = self._told(rule, args.get_config())
            found = judge_item(rule, item, asked)
            _report(found, report)
            if self._unjudged.note(rule, asked, args.urn, found):
                args.not_applicable(_OPEN)
            waived = [one.waiver for one in found if one.waiver]
            if waived and len(waived) == len(found):
                args.not_applicable(f"exception {waived[0].ticket} until {waived[0].expires}: {waived[0].reason}")

        def remediate(args: ResourceValidationArgs) -> Any:
            found = changes(rule, shown(args), self._told(rule, args.get_config()).arguments(rule))
            for change in found:
                _put(args.props, change.keys, change.value)
            return args.props if found else None

        return ResourceValidationPolicy(
            validate=validate, remediate=remediate if rule.remediate else None, **self._described(rule)
        )

    def _of_stack(self, rule: AnyRule) -> Policy:
        def validate(args: StackValidationArgs, report: ReportViolation) -> None:
            stack = self._resources.stack(rule.id, args, self._start)
            stack.exceptions = self._settings.exceptions
            asked = self._told(rule, args.get_config())
            is_open = False
            for urn, found in _in_stack(rule, stack, asked):
                _report(found, report)
                is_open |= self._unjudged.note(rule, asked, urn, found)
            if is_open:
                args.not_applicable(_OPEN)

        return StackValidationPolicy(validate=validate, **self._described(rule))

    def _of_unjudged(self) -> Policy:
        def validate(args: StackValidationArgs, _report: ReportViolation) -> None:
            places = self._unjudged.places(self._resources.stack(unjudged.ID, args, self._start))
            if places:
                raise NotKnownYetError(places)

        return StackValidationPolicy(
            name=unjudged.ID,
            description=unjudged.PROMISE,
            validate=validate,
            enforcement_level=EnforcementLevel.ADVISORY,
            severity=EngineSeverity[unjudged.SEVERITY.name],
            remediation_steps=unjudged.FIX,
        )

    def _told(self, rule: AnyRule, given: Mapping[str, Any]) -> Settings:
        return replace(self._settings, parameters={rule.id: given})

    def _described(self, rule: AnyRule) -> dict[str, Any]:
        named = rule.controls.named()
        return {
            "name": rule.id,
            "description": rule.promise,
            "enforcement_level": EnforcementLevel[rule.level_in(self._settings.profile).name],
            "config_schema": PolicyConfigSchema(schema(rule)) if rule.parameters else None,
            "severity": EngineSeverity[rule.severity.name],
            "framework": _framework(rule),
            "tags": [f"{name}:{one}" for name, ids in named.items() for one in ids],
            "remediation_steps": rule.fix,
        }


def _is_of_resource(rule: AnyRule) -> TypeGuard[Rule]:
    return isinstance(rule, Rule) and rule.id not in _BY_ORIGIN


def _in_stack(rule: AnyRule, stack: Inventory, asked: Settings) -> Iterator[tuple[str, list[Finding]]]:
    """Yield URN -> what *rule* finds there; the stack's own URN for what it finds in the stack as a whole."""
    if isinstance(rule, StackRule):
        yield stack.whole.urn, judge_stack(rule, stack, asked)
        return
    for item in stack:
        if rule.applies(item):
            yield item.urn, judge_item(rule, item, asked)


def _report(found: Iterable[Finding], report: ReportViolation) -> None:
    for one in found:
        if one.status in ("fail", "error"):
            report(f"{one.message}. {one.rule.fix}", one.urn)


class NotKnownYetError(UnknownValueError):
    """The engine's own way to say that something cannot be judged during a preview: an advice at any level."""

    def __init__(self, places: Mapping[str, frozenset[str]]) -> None:
        super().__init__(UNKNOWN_STRING_VALUE, [])
        self.message = told(places)


def _framework(rule: AnyRule) -> PolicyComplianceFramework | None:
    if not rule.controls.fsbp:
        return None
    return PolicyComplianceFramework(_FSBP, _FSBP_VERSION, ", ".join(rule.controls.fsbp), _CATALOGUE)


def _put(props: Any, keys: tuple[str, ...], value: Any) -> None:
    """Set a value in the engine's own object, which keeps what stands beside it, secrets too, as it was."""
    *way, last = keys
    for key in way:
        if key not in list(iter(props)):
            props[key] = {}
        props = props[key]
    props[last] = value


__all__ = ["policies", "start_of"]
