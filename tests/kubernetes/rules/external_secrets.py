"""SecretStores and ExternalSecrets: what the operator's webhook refuses, External Secrets 2.9."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..manifests import Manifest

_NOT_OWNED = ("Merge", "None", "CreateOrMerge")


def _store(store: Manifest) -> Iterator[str]:
    aws = store["spec"]["provider"]["aws"]
    own = store["metadata"].get("namespace")
    auth = aws.get("auth", {})
    references = {
        "jwt.serviceAccountRef": auth.get("jwt", {}).get("serviceAccountRef", {}),
        **{f"secretRef.{key}": reference for key, reference in auth.get("secretRef", {}).items()},
    }
    for key, reference in references.items():
        if reference.get("namespace", own) != own:
            yield f"spec.provider.aws.auth.{key}: must be of the store's own namespace"
    if len(auth) > 1:
        yield "spec.provider.aws.auth: takes one of jwt and secretRef"


def _secret(secret: Manifest) -> Iterator[str]:
    spec = secret["spec"]
    target = spec.get("target", {})
    creation, deletion = target.get("creationPolicy", "Owner"), target.get("deletionPolicy", "Retain")
    if deletion == "Delete" and creation in _NOT_OWNED:
        yield f"spec.target: deletionPolicy Delete needs creationPolicy Owner, not {creation}"
    if deletion == "Merge" and creation == "None":
        yield "spec.target: deletionPolicy Merge has nothing to merge into with creationPolicy None"
    if not spec.get("data") and not spec.get("dataFrom"):
        yield "spec: needs data or dataFrom"
    if target.get("template", {}).get("type") == "bootstrap.kubernetes.io/token":
        yield "spec.target.template.type: a bootstrap token is not allowed"
    for number, source in enumerate(spec.get("dataFrom", [])):
        if ("extract" in source) == ("find" in source):
            yield f"spec.dataFrom.{number}: needs one of extract and find"
    for key, count in Counter(entry["secretKey"] for entry in spec.get("data", [])).items():
        if count > 1:
            yield f"spec.data: secretKey {key} is given more than once"


RULES = {"SecretStore": (_store,), "ExternalSecret": (_secret,)}
