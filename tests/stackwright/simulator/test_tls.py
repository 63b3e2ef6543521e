"""The tls provider makes..."""

from __future__ import annotations

import base64
import re

import pytest

from stackwright.model import Secret
from stackwright.simulator import Simulator
from stackwright.simulator.tls import pem


def outputs(kind: str, **inputs):
    type_ = f"tls:index/{kind[0].lower()}{kind[1:]}:{kind}"
    return Simulator().create(type_, f"urn:x::{type_}::key", inputs)[1]


@pytest.mark.parametrize(
    ("algorithm", "kind", "ssh"),
    [
        ("RSA", "RSA PRIVATE KEY", "ssh-rsa"),
        ("ECDSA", "EC PRIVATE KEY", "ecdsa-sha2-nistp256"),
        ("ED25519", "PRIVATE KEY", "ssh-ed25519"),
    ],
)
def test_a_key_by_its_outward_form_and_hides_it(algorithm, kind, ssh):
    made = outputs("PrivateKey", algorithm=algorithm)
    assert made["privateKeyPem"].value.startswith(f"-----BEGIN {kind}-----\n")
    assert all(isinstance(made[key], Secret) for key in made if key.startswith("privateKey"))
    assert made["publicKeyOpenssh"].split()[0] == ssh
    assert re.fullmatch(r"([0-9a-f]{2}:){15}[0-9a-f]{2}", made["publicKeyFingerprintMd5"])


@pytest.mark.parametrize(
    ("kind", "output"),
    [("SelfSignedCert", "certPem"), ("LocallySignedCert", "certPem"), ("CertRequest", "certRequestPem")],
)
def test_certificates_and_requests(kind, output):
    assert outputs(kind)[output].startswith("-----BEGIN CERTIFICATE")


def test_blocks_whose_body_can_be_decoded():
    lines = pem("X", "seed", 100).splitlines()
    assert len(base64.b64decode("".join(lines[1:-1]), validate=True)) == 100
    assert max(map(len, lines)) == 64
