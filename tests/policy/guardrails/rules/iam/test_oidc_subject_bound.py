"""The rule about OIDC providers..."""

from __future__ import annotations

import pytest

from policy.guardrails.judge import judge_item
from policy.guardrails.marks import Secret
from policy.guardrails.rules.iam.oidc_subject_bound import iam_oidc_subject_bound
from policy.guardrails.settings import Settings

ROLE = "aws:iam/role:Role"
GITHUB = "token.actions.githubusercontent.com"
PROVIDER = f"arn:aws:iam::123456789012:oidc-provider/{GITHUB}"
START = "statement 0 must say which tokens it is for:"


def said(item, condition, wrap=lambda value: value):
    statement = {"Effect": "Allow", "Principal": {"Federated": PROVIDER}, "Condition": condition}
    role = item(ROLE, "deploy", inputs={"assumeRolePolicy": wrap({"Statement": [statement]})})
    return [one.message for one in judge_item(iam_oidc_subject_bound, role, Settings())]


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        ({}, "is not limited"),
        ({"StringLike": {f"{GITHUB}:sub": "repo:acme/*"}}, "must spell out a repository, project or namespace"),
        (
            {"ForAllValues:StringLike": {f"{GITHUB}:sub": "repo:acme/shop:*"}},
            "is compared in a way that lets other tokens in: under a negation, ...IfExists or ForAllValues",
        ),
    ],
)
def test_says_what_is_wrong_with_the_condition(item, condition, text):
    assert said(item, condition) == [f"{START} {GITHUB}:sub {text}"]


def test_does_not_show_a_provider_that_is_secret(item):
    assert said(item, {}, Secret) == [f"{START} the sub is not limited"]


@pytest.mark.parametrize(
    ("claim", "value", "bound"),
    [
        ("repository", "acme/shop", True),
        ("repository", "acme/*", False),
        ("repository_id", "723458321", True),
        ("repository_id", "*", False),
        ("job_workflow_ref", "acme/shop/.github/workflows/deploy.yml@refs/heads/main", False),
        ("environment", "prod", False),
    ],
)
def test_takes_a_repository_for_a_subject(item, claim, value, bound):
    assert (said(item, {"StringLike": {f"{GITHUB}:{claim}": value}}) == []) is bound
