"""Our verdict on access policies that are found in the field..."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from policy.guardrails import RULES
from policy.guardrails.inventory import Inventory
from policy.guardrails.item import Item
from policy.guardrails.judge import judge
from policy.guardrails.rule import Level
from policy.guardrails.settings import Settings

DATA = Path(__file__).parent / "data"
ACCOUNT = "123456789012"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/worker"
TRUST = [{"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}]
HOLDING = {
    "s3": ("aws:s3/bucketPolicy:BucketPolicy", {}),
    "sqs": ("aws:sqs/queuePolicy:QueuePolicy", {}),
    "sns": ("aws:sns/topicPolicy:TopicPolicy", {}),
    "kms": ("aws:kms/keyPolicy:KeyPolicy", {}),
    "ecr": ("aws:ecr/repositoryPolicy:RepositoryPolicy", {}),
    "secret": ("aws:secretsmanager/secretPolicy:SecretPolicy", {"blockPublicPolicy": True}),
}
JUDGES = tuple(rule for rule in RULES if rule.id.startswith("iam-") or rule.id.endswith("-not-public"))


def entries(name):
    with (DATA / name).open(encoding="utf-8") as file:
        return [pytest.param(entry, id=entry["of"]) for entry in yaml.safe_load(file)]


def written(statements):
    return json.dumps({"Version": "2012-10-17", "Statement": statements}).replace("${worker.arn}", ROLE)


def item(type_, name, **inputs):
    outputs = {"arn": ROLE, "name": "worker"} if type_ == "aws:iam/role:Role" else {}
    return Item(
        urn=f"urn:pulumi:prod::shop::{type_}::{name}", type=type_, name=name, inputs=inputs, outputs=outputs, id=name
    )


def resources(entry):
    """Yield the resources that an entry stands for: a role with all it holds, and what has a policy of its own."""
    yield item("aws:iam/role:Role", "worker", assumeRolePolicy=written(entry.get("trust", TRUST)))
    identity = [entry["identity"]] if "identity" in entry else []
    for number, statements in enumerate(identity + entry.get("also", [])):
        yield item("aws:iam/rolePolicy:RolePolicy", f"worker-{number}", role="worker", policy=written(statements))
    for number, arn in enumerate(entry.get("managed", [])):
        type_ = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
        yield item(type_, f"managed-{number}", role="worker", policyArn=arn)
    if "lambda" in entry:
        yield item("aws:lambda/permission:Permission", "call", **entry["lambda"])
    for kind, (type_, more) in HOLDING.items():
        if kind in entry:
            yield item(type_, kind, policy=written(entry[kind]), **more)


def verdict(entry):
    """Return the ids of the rules that refuse an entry, and of those that advise against it."""
    found = judge(JUDGES, Inventory(resources(entry), project="shop", stack="prod"), Settings())
    assert {one.status for one in found} <= {"fail"}
    return tuple(
        sorted({one.rule.id for one in found if one.level == level}) for level in (Level.MANDATORY, Level.ADVISORY)
    )


@pytest.mark.parametrize("entry", entries("iam_benign.yaml"))
def test_lets_pass_what_good_engineers_write(entry):
    assert verdict(entry) == ([], entry.get("advised", []))


@pytest.mark.parametrize("entry", entries("iam_adversarial.yaml"))
def test_sees_through_what_says_less_than_it_does(entry):
    refused, advised = verdict(entry)
    assert (refused, [one for one in advised if one in entry.get("advised", [])]) == (
        entry.get("refused", []),
        entry.get("advised", []),
    )


@pytest.mark.parametrize("name", ["iam_benign.yaml", "iam_adversarial.yaml"])
def test_names_each_document_once(name):
    names = [param.id for param in entries(name)]
    assert len(names) == len(set(names)) > 40
