"""A container's image is the same tomorrow."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts
from ...images import is_pinned
from ...kubernetes import WORKLOADS, Container, each_container


def _check(workload: Item) -> Verdicts:
    yield from each_container(workload, _judge)


def _judge(container: Container) -> Verdicts:
    image = container["image"]
    if not is_pinned(image.text()):
        yield image.problem("must end in a digest, or in a tag that names a version")


k8s_image_pinned = Rule(
    id="k8s-image-pinned",
    promise="Containers name the version of their image, so that a restart does not change what runs.",
    fix='Write the tag of one version or, better, the digest: image="nginx@sha256:...".',
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(checkov=("CKV_K8S_14",)),
    looks_at=WORKLOADS,
    check=_check,
)
