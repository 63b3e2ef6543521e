"""Certificates have strong keys, renew themselves, and are there for everybody to see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...authoring import (
    Controls,
    Item,
    Level,
    Node,
    Parameter,
    Rule,
    Severity,
    Verdicts,
    guarded,
    must_be,
    must_be_one_of,
)
from ...tables import rows

_IMPORTED = ("certificateBody", "privateKey", "privateKeyWo")
_STRONG = [row["algorithm"] for row in rows("acm_key_algorithms") if row["accepted"] == "yes"]


def _check(certificate: Item, parameters: Mapping[str, Any]) -> Verdicts:
    """Yield what is wrong; nothing of imported certificates, of which the program says none of this."""
    if any(not certificate[key].absent for key in _IMPORTED):
        return
    yield from must_be_one_of(certificate["keyAlgorithm"], parameters["keyAlgorithms"])
    if certificate["certificateAuthorityArn"].absent:
        yield from must_be(certificate["validationMethod"], "DNS")
        yield from must_be(certificate.at("options.certificateTransparencyLoggingPreference"), "ENABLED")
    if not parameters["allowWildcards"]:
        yield from guarded(_judge_names(certificate["domainName"]))
        yield from guarded(_judge_names(certificate["subjectAlternativeNames"]))


def _judge_names(names: Node) -> Verdicts:
    for name in names.items():
        if name.unknown:
            yield name.undecided()
        elif "*" in name.text():
            yield name.problem("must name one host")


acm_key_and_validation = Rule(
    id="acm-key-and-validation",
    promise="Certificates have keys of 2,048 bits or a curve, renew by DNS, and are in the transparency logs.",
    fix='Set validation_method="DNS", leave key_algorithm out or choose RSA_2048 or a curve, and leave the'
    " transparency logs on.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("ACM.2",), checkov=("CKV_AWS_234",)),
    parameters={
        "keyAlgorithms": Parameter(
            says="Key algorithms that are strong enough.",
            default=_STRONG,
            schema={"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True},
        ),
        "allowWildcards": Parameter(
            says="Whether a certificate may be for every host of a domain. ACM keeps the key, so one more host does not"
            " put the others at risk.",
            default=True,
            schema={"type": "boolean"},
        ),
    },
    looks_at=frozenset({"aws:acm/certificate:Certificate"}),
    check=_check,
)
