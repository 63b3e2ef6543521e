"""The deployment in a state file..."""

from __future__ import annotations

from typing import Any

import pytest

from stackwright.errors import UserError
from stackwright.sources.state.envelope import Deployment, find_deployment

BODY = {"resources": [], "manifest": {}}


def refused(document: dict[str, Any]) -> str:
    with pytest.raises(UserError) as raised:
        find_deployment(document, "s.json")
    return str(raised.value)


@pytest.mark.parametrize("version", [1, 2, 3, 4])
def test_is_found_in_an_export(version):
    assert find_deployment({"version": version, "deployment": BODY}, "s") == Deployment(version=version, body=BODY)


def test_is_found_in_a_checkpoint_of_a_file_backend_with_the_stacks_name():
    document = {"version": 3, "checkpoint": {"stack": "organization/web/prod", "latest": BODY}}
    assert find_deployment(document, "s") == Deployment(version=3, body=BODY, stack="organization/web/prod")


def test_is_found_in_a_checkpoint_older_than_versions():
    assert find_deployment({"stack": "prod", "latest": BODY}, "s") == Deployment(version=1, body=BODY, stack="prod")


@pytest.mark.parametrize(
    "document",
    [
        {"version": 3, "deployment": None},
        {"version": 3, "checkpoint": {"stack": "", "latest": None}},
        {"version": 3, "checkpoint": {"stack": 7}},
        {"version": 3, "checkpoint": None},
    ],
)
def test_is_empty_where_nothing_was_ever_deployed(document):
    assert find_deployment(document, "s") == Deployment(version=3, body={})


def test_names_the_features_that_are_unknown_here():
    document = {"version": 4, "features": ["taint", "views", "wings", "horns", 7], "deployment": BODY}
    assert find_deployment(document, "s").unknown_features == ("horns", "wings")


@pytest.mark.parametrize("document", [{"version": 4, "features": "taint"}, {"version": 3, "features": ["wings"]}])
def test_has_features_only_where_its_version_has_any(document):
    assert find_deployment({**document, "deployment": BODY}, "s").unknown_features == ()


def test_is_refused_where_it_is_newer_than_can_be_read():
    assert refused({"version": 5, "deployment": BODY}) == (
        "s.json: version: the state has schema version 5, newer than this stackwright reads (up to 4); "
        "upgrade stackwright"
    )


@pytest.mark.parametrize(
    ("version", "got"), [(None, "nothing"), (0, "0"), (True, "true or false"), ("3", "text"), (3.5, "a number")]
)
def test_is_refused_where_its_version_is_none(version, got):
    assert refused({"version": version, "deployment": BODY}) == (
        f"s.json: version: expected a whole number from 1 to 4, got {got}; "
        "export the state again with `pulumi stack export --file state.json`"
    )


@pytest.mark.parametrize(
    ("document", "where"),
    [
        ({"version": 3, "deployment": []}, "deployment: expected an object, got a list"),
        ({"version": 3, "checkpoint": "a"}, "checkpoint: expected an object, got text"),
        ({"version": 3, "checkpoint": {"latest": 1}}, "checkpoint.latest: expected an object, got a number"),
        ({"stack": "a", "latest": True}, "latest: expected an object, got true or false"),
    ],
)
def test_is_refused_where_it_is_no_object(document, where):
    assert refused(document).startswith(f"s.json: {where}; ")


@pytest.mark.parametrize(
    ("document", "what"),
    [
        ({"version": 4, "terraform_version": "1.9", "serial": 1, "lineage": "a", "resources": []}, "a Terraform state"),
        ({"version": 3, "serial": 1, "lineage": "a", "modules": []}, "a Terraform state"),
        ({"format_version": "1.2", "planned_values": {}, "terraform_version": "1.9"}, "a Terraform plan"),
        (
            {"format_version": "1.0", "terraform_version": "1.9", "values": {}},
            "a Terraform state as `terraform show -json` prints it",
        ),
        ({"manifest": {}, "resourcePlans": {}}, "an update plan of `pulumi preview --save-plan`"),
        ({"config": {}, "steps": []}, "the output of `pulumi preview --json`"),
        ({"changeSummary": {"same": 1}}, "the output of `pulumi preview --json`"),
        (
            {"project": "web", "stack": "prod", "resources": [], "notes": [], "seconds": 1},
            "a report of `stackwright preview`",
        ),
        (
            {"kind": "update", "startTime": 1, "result": "succeeded"},
            "an entry of Pulumi's update history, which keeps no resources",
        ),
        ({"AWSTemplateFormatVersion": "2010-09-09", "Resources": {}}, "a CloudFormation template"),
        ({"Resources": {}}, "a CloudFormation template"),
        ({"apiVersion": "v1", "kind": "List"}, "a Kubernetes object"),
    ],
)
def test_is_not_looked_for_in_a_file_of_another_kind(document, what):
    assert refused(document) == (
        f"s.json: this is {what}; expected what `pulumi stack export --file state.json` writes"
    )


def test_is_missing_from_any_other_object():
    assert refused({"url": "https://web.example"}) == (
        "s.json: not a Pulumi state: it has no 'deployment'; "
        "expected what `pulumi stack export --file state.json` writes"
    )
