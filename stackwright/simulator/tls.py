"""What the tls provider makes: keys and certificates by their outward form, none of them real."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Any

from ..model import Secret
from .fields import Fields, stream

_LINE = 64


def _private_key(inputs: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    kind = {"ECDSA": "EC PRIVATE KEY", "ED25519": "PRIVATE KEY"}.get(str(inputs.get("algorithm")), "RSA PRIVATE KEY")
    ssh = {"ECDSA": "ecdsa-sha2-nistp256", "ED25519": "ssh-ed25519"}.get(str(inputs.get("algorithm")), "ssh-rsa")
    return {
        "id": fields["hex40"],
        "privateKeyPem": Secret(pem(kind, fields.seed + "key", 1190)),
        "privateKeyPemPkcs8": Secret(pem("PRIVATE KEY", fields.seed + "key", 1218)),
        "privateKeyOpenssh": Secret(pem("OPENSSH PRIVATE KEY", fields.seed + "openssh", 1690)),
        "publicKeyPem": pem("PUBLIC KEY", fields.seed + "public", 294),
        "publicKeyOpenssh": f"{ssh} {_encoded(fields.seed + 'public', 279)}\n",
        "publicKeyFingerprintMd5": _colons(fields["hex32@md5"]),
        "publicKeyFingerprintSha256": "SHA256:" + _encoded(fields.seed, 32).rstrip("="),
    }


def _certificate(_inputs: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    return {"id": fields["digits38"], "certPem": pem("CERTIFICATE", fields.seed, 780)}


def _request(_inputs: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    return {"id": fields["hex40"], "certRequestPem": pem("CERTIFICATE REQUEST", fields.seed, 620)}


def pem(kind: str, seed: str, size: int) -> str:
    """Return a PEM block of *size* bytes that depend on *seed*. Source of the form: RFC 7468."""
    text = _encoded(seed, size)
    lines = [text[start : start + _LINE] for start in range(0, len(text), _LINE)]
    return "\n".join([f"-----BEGIN {kind}-----", *lines, f"-----END {kind}-----", ""])


def _encoded(seed: str, size: int) -> str:
    found = stream(seed)
    return base64.b64encode(bytes(next(found) for _ in range(size))).decode()


def _colons(digits: str) -> str:
    return ":".join(digits[start : start + 2] for start in range(0, len(digits), 2))


MAKERS: Mapping[str, Callable[[Mapping[str, Any], Fields], dict[str, Any]]] = {
    "tls:index/certRequest:CertRequest": _request,
    "tls:index/locallySignedCert:LocallySignedCert": _certificate,
    "tls:index/privateKey:PrivateKey": _private_key,
    "tls:index/selfSignedCert:SelfSignedCert": _certificate,
}
"""Type -> what makes its outputs."""
