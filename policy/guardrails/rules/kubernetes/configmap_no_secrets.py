"""No secret is kept in a ConfigMap, which everybody in the namespace may read."""

from __future__ import annotations

import base64

from ...authoring import Item, Level, Node, Rule, Severity, Verdicts, each
from ...secretlike import secret_kind, secrets_in, why_secret


def _check(config: Item) -> Verdicts:
    yield from each(config["data"].fields().items(), _harmless)
    yield from each(config["binaryData"].fields().values(), _harmless_bytes)


def _harmless(entry: tuple[str, Node]) -> Verdicts:
    key, node = entry
    text = node.text()
    why = why_secret(key, text) if "\n" not in text else ""
    inside = secrets_in(text)
    if why:
        yield node.says(f"{node.path} must not be kept here: {why}", mark=key)
    elif inside:
        what = "a secret" if node.secret or node.item.discreet else ", ".join(inside)
        yield node.says(f"{node.path} must not be kept here: it holds {what}", mark=key)


def _harmless_bytes(node: Node) -> Verdicts:
    kind = secret_kind(_decoded(node.text()))
    if kind:
        yield node.says(f"{node.path} must not be kept here: it holds {kind}")


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text).decode("latin-1")
    except ValueError:
        return text


k8s_configmap_no_secrets = Rule(
    id="k8s-configmap-no-secrets",
    promise="No ConfigMap holds a secret.",
    fix="Move it into a kubernetes.core.v1.Secret, best one that an operator fills from AWS Secrets Manager.",
    severity=Severity.HIGH,
    level=Level.ADVISORY,
    looks_at=frozenset({"kubernetes:core/v1:ConfigMap", "kubernetes:core/v1:ConfigMapPatch"}),
    check=_check,
)
