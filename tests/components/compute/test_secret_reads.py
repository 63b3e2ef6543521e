"""A role that fetches secrets for a service may read them and no others."""

from __future__ import annotations

from components.access import SecretRef
from components.compute.secret_reads import secret_statements


def _statements(deploy, scope, *secrets):
    made = deploy(lambda: secret_statements(scope, secrets))
    return made.value(made.result)


def test_and_nothing_where_there_are_none(deploy, scope):
    assert _statements(deploy, scope) == []


def test_and_needs_no_key_where_the_account_has_one(deploy, scope):
    assert _statements(deploy, scope, SecretRef(secret_arn="arn:a")) == [
        {"Effect": "Allow", "Action": ["secretsmanager:GetSecretValue"], "Resource": ["arn:a"]}
    ]


def test_each_once_in_an_order_that_never_changes(deploy, scope):
    found = _statements(
        deploy,
        scope,
        SecretRef(secret_arn="arn:b", key="password", kms_key_arn="arn:key-2"),
        SecretRef(secret_arn="arn:a", kms_key_arn="arn:key-1"),
        SecretRef(secret_arn="arn:b", key="username", kms_key_arn="arn:key-2"),
    )
    assert found == [
        {"Effect": "Allow", "Action": ["secretsmanager:GetSecretValue"], "Resource": ["arn:a", "arn:b"]},
        {
            "Effect": "Allow",
            "Action": ["kms:Decrypt"],
            "Resource": ["arn:key-1", "arn:key-2"],
            "Condition": {"StringEquals": {"kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com"}},
        },
    ]
