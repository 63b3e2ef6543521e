"""Images come from registries that are trusted."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from ...authoring import Item, Level, Parameter, Rule, Severity, Verdicts
from ...images import is_from
from ...kubernetes import PATCHES, WORKLOADS, Container, each_container


def _check(workload: Item, parameters: Mapping[str, Any]) -> Verdicts:
    yield from each_container(workload, functools.partial(_judge, parameters["registries"]))


def _judge(registries: list[str], container: Container) -> Verdicts:
    image = container["image"]
    if image.absent:
        return
    name = image.text()
    if not any(is_from(name, registry) for registry in registries):
        yield image.problem('must be from a registry that the parameter "registries" names')


k8s_image_registry = Rule(
    id="k8s-image-registry",
    promise="Images come from registries that the organization trusts, by default private ones of Amazon ECR.",
    fix="Copy the image into your own registry, or pull it through an ECR pull-through cache"
    " (aws.ecr.PullThroughCacheRule), and name it there; or add its registry to the parameter registries.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"development": Level.DISABLED, "ephemeral": Level.DISABLED},
    parameters={
        "registries": Parameter(
            says="Trusted registries, each a host, or a host and the beginning of a path; `*` is any text in either.",
            default=[
                "*.dkr.ecr.*.amazonaws.com",
                "*.dkr.ecr.*.amazonaws.com.cn",
                "*.dkr.ecr.*.amazonaws.eu",
                "*.dkr.ecr-fips.*.amazonaws.com",
                "*.dkr-ecr*.*.on.aws",
            ],
            schema={"type": "array", "items": {"type": "string", "minLength": 1}, "uniqueItems": True},
        )
    },
    looks_at=WORKLOADS | PATCHES,
    check=_check,
)
