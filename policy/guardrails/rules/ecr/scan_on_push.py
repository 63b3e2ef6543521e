"""Images are scanned for known vulnerabilities when they are pushed, by the repository or by the registry.

A registry's own configuration overrides its repositories'; one that another stack makes is not seen here: say so with
the parameter `elsewhere`. Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html.
"""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

from ...authoring import (
    Controls,
    Inventory,
    Item,
    Level,
    Parameter,
    Severity,
    StackRule,
    Undecided,
    Verdicts,
    each,
    must_be,
)
from ...quantifiers import some

_REPOSITORY = "aws:ecr/repository:Repository"
_REGISTRY = "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration"


def _check(stack: Inventory, parameters: Mapping[str, Any]) -> Verdicts:
    if not parameters["elsewhere"]:
        yield from each(stack.of(_REPOSITORY), lambda repository: _judge(stack, repository))


def _judge(stack: Inventory, repository: Item) -> Verdicts:
    wrong = list(must_be(repository.at("imageScanningConfiguration.scanOnPush"), True))
    if wrong and not some(stack.of(_REGISTRY), lambda registry: _scans(registry, repository)):
        yield from wrong


def _scans(registry: Item, repository: Item) -> bool:
    """Return whether a rule of the registry scans what is pushed to *repository*. Raises Undecided."""
    filters = [
        one["filter"]
        for rule in registry["rules"].items()
        if rule["scanFrequency"].value() in ("SCAN_ON_PUSH", "CONTINUOUS_SCAN")
        for one in rule["repositoryFilters"].items()
    ]
    return some(filters, lambda one: one.text() == "*" or _fits(_name(repository), one.text()))


def _name(repository: Item) -> str:
    name = repository.output("name")
    if name.absent:  # the engine makes it up
        raise Undecided(repository, "name")
    return name.text()


def _fits(name: str, text: str) -> bool:
    """Return whether a filter means *name*: one without `*` means every name that it is a part of."""
    return fnmatchcase(name, text) if "*" in text else bool(text) and text in name


ecr_scan_on_push = StackRule(
    id="ecr-scan-on-push",
    promise="Container images are scanned when they are pushed.",
    fix='Set image_scanning_configuration={"scan_on_push": True} on the repository, or add an'
    " aws.ecr.RegistryScanningConfiguration with a rule for it.",
    severity=Severity.HIGH,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("ECR.1",), checkov=("CKV_AWS_163",)),
    parameters={
        "elsewhere": Parameter(
            says="Whether another stack configures the registry to scan every repository.",
            default=False,
            schema={"type": "boolean"},
        )
    },
    looks_at=frozenset({_REPOSITORY}),
    check=_check,
)
