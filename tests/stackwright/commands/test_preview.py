"""`stackwright preview`..."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from stackwright.commands.costing import CostOptions
from stackwright.commands.preview import PolicyOptions, preview
from stackwright.commands.source import SourceOptions
from stackwright.errors import UserError

PROGRAM = """
import pulumi, pulumi_aws as aws
size = pulumi.Config().get("size")
aws.sns.Topic("t", display_name=size)
pulumi.export("size", size)
"""


def run(root: Path, **options: Any) -> str:
    out = io.StringIO()
    shown = {"every_resource": options.pop("every_resource", False), "form": options.pop("form", "text")}
    assert preview(SourceOptions(stack="dev", folder=root, **options), out=out, **shown) == 0
    return out.getvalue()


def test_writes_for_people(project):
    assert "shop / dev   eu-west-1 · 1 resource" in run(project(PROGRAM))


def test_writes_for_machines(project):
    shown = json.loads(run(project(PROGRAM), form="json", config=["size=big"]))
    assert (shown["project"], shown["stack"], shown["outputs"]) == ("shop", "dev", {"size": "big"})
    assert [resource["name"] for resource in shown["resources"]] == ["shop-dev", "t"]


def test_lists_every_resource_where_told(project):
    assert "--all" in run(project(PROGRAM))
    assert "--all" not in run(project(PROGRAM), every_resource=True)


def test_takes_configuration_as_paths_where_told(project):
    assert json.loads(run(project(PROGRAM), form="json", config=["size.a=1"], config_paths=True))["outputs"] == {
        "size": '{"a":1}'
    }


def test_shows_a_deployed_stack(tmp_path):
    out = io.StringIO()
    state = tmp_path / "state.json"
    state.write_text(json.dumps({"version": 3, "deployment": {"resources": []}}))
    assert preview(SourceOptions(stack="dev", state=state), every_resource=False, form="json", out=out) == 0
    assert (json.loads(out.getvalue())["stack"], json.loads(out.getvalue())["deployed"]) == ("dev", True)


def test_writes_nothing_where_the_program_fails(project):
    out = io.StringIO()
    with pytest.raises(UserError):
        preview(SourceOptions(stack="dev", folder=project("1 / 0")), every_resource=False, form="text", out=out)
    assert out.getvalue() == ""


BAD = """
import pulumi_aws as aws
aws.rds.Instance("orders", instance_class="db.t4g.micro", engine="postgres", storage_encrypted=False)
"""
PACK = Path(__file__).parents[3] / "policy"


def judged(root: Path, code: int, *, form: Any = "json", **options: Any) -> str:
    out = io.StringIO()
    source = SourceOptions(stack="dev", folder=root, config=options.pop("config", ()))
    policies = PolicyOptions(**options)
    assert preview(source, every_resource=False, form=form, out=out, policies=policies) == code
    return out.getvalue()


def test_runs_the_packs_that_the_stack_names(project, tmp_path):
    root = project(BAD, config=f"config:\n  aws:region: eu-west-1\n  stackwright:policyPacks: [{PACK}]\n")
    found = json.loads(judged(root, 1))["policy"]
    assert [one["name"] for one in found["packs"]] == ["guardrails"]
    (one,) = [finding for finding in found["findings"] if finding["rule"] == "rds-encrypted"]
    assert (one["level"], one["status"], one["path"]) == ("mandatory", "fail", "storageEncrypted")
    assert one["source"] == {"file": "__main__.py", "line": 3}


def test_runs_the_packs_that_are_named_in_their_place(project, tmp_path):
    levels = tmp_path / "levels.json"
    levels.write_text('{"all": "disabled"}')
    found = json.loads(judged(project(BAD), 0, packs=[PACK], configs=[levels]))["policy"]
    assert (found["packs"][0]["rules"], found["findings"]) == (0, [])


def test_runs_none_where_told(project):
    root = project(BAD, config=f"config:\n  stackwright:policyPacks: [{PACK}]\n")
    assert "policy" not in json.loads(judged(root, 0, skip=True))


def test_runs_none_where_none_is_named(project):
    assert "policy" not in json.loads(judged(project(BAD), 0))


def test_fails_on_advice_and_on_the_unknown_where_told(project, tmp_path):
    levels = tmp_path / "levels.json"
    levels.write_text('{"all": "disabled", "rds-encrypted": "advisory"}')
    options = {"packs": [PACK], "configs": [levels]}
    judged(project(BAD), 0, **options)
    judged(project(BAD), 1, gate="advisory", **options)
    unknown = BAD.replace("False", "pulumi.StackReference('o/p/s').get_output('on')") + "import pulumi\n"
    root = project("import pulumi" + unknown)
    judged(root, 0, gate="advisory", **options)
    judged(root, 1, gate="unknown", **options)


def costing(root: Path, code: int, form: Any = "json", **more: Any) -> str:
    out = io.StringIO()
    source = SourceOptions(stack="dev", folder=root)
    assert preview(source, every_resource=False, form=form, out=out, **{"costs": CostOptions(), **more}) == code
    return out.getvalue()


def test_fails_over_the_budget(project):
    root = project(BAD, config="config:\n  aws:region: eu-west-1\n  stackwright:budget: {monthlyUsd: 1}\n")
    (gate,) = json.loads(costing(root, 1))["cost"]["gates"]
    assert (gate["name"], gate["status"]) == ("budget", "fail")
    assert "over the budget of 1.00 USD a month" in " ".join(costing(root, 1, "text").split())
    assert "cost" not in json.loads(costing(root, 0, costs=None))
    assert not list(root.glob("cost.*"))


def test_estimates_nothing_beside_findings_for_other_tools(project, tmp_path):
    levels = tmp_path / "levels.json"
    levels.write_text('{"all": "disabled"}')
    root = project(BAD, config="config:\n  aws:region: eu-west-1\n  stackwright:budget: {monthlyUsd: 1}\n")
    policies = PolicyOptions(packs=[PACK], configs=[levels])
    for form in ("sarif", "junit"):
        assert "budget" not in costing(root, 0, form, policies=policies)


@pytest.mark.parametrize("form", ["sarif", "junit"])
def test_writes_findings_for_other_tools(project, form):
    assert "rds-encrypted" in judged(project(BAD), 1, form=form, packs=[PACK])
    with pytest.raises(UserError, match=f"--format {form}: no policy pack was run, so there is nothing to report"):
        judged(project(BAD), 1, form=form)


def test_writes_a_test_as_failed_only_where_it_ends_with_1(project, tmp_path):
    levels = tmp_path / "levels.json"
    levels.write_text('{"all": "disabled", "rds-encrypted": "advisory"}')
    options = {"form": "junit", "packs": [PACK], "configs": [levels]}
    assert '<skipped type="advisory"' in judged(project(BAD), 0, **options)
    assert '<failure type="advisory"' in judged(project(BAD), 1, gate="advisory", **options)


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"packs": [PACK], "configs": [PACK]}, "--policy-pack names"),
        ({"configs": [PACK]}, "--policy-pack-config names"),
    ],
)
def test_refuses_a_pack_beside_the_wish_for_none(project, options, named):
    with pytest.raises(UserError, match=f"--no-policy: runs no policy pack, but {named} one to run"):
        judged(project(BAD), 0, skip=True, **options)


def test_names_files_from_the_root_of_the_repository(project, tmp_path):
    root = project(BAD)
    inner = root / "infra"
    inner.mkdir()
    for name in ("Pulumi.yaml", "Pulumi.dev.yaml", "__main__.py"):
        (root / name).rename(inner / name)
    (root / ".git").mkdir()
    assert '"infra/__main__.py"' in judged(inner, 1, form="sarif", packs=[PACK])


def test_tells_packs_what_was_made_up_for_the_configuration(project, tmp_path):
    program = """
    import pulumi, pulumi_aws as aws
    aws.rds.Instance("orders", instance_class="db.t4g.micro", engine="postgres", username="u", storage_encrypted=True,
                     password=pulumi.Config().require_secret("password"))
    """
    source = SourceOptions(stack="dev", folder=project(program), simulate_config=True)
    out = io.StringIO()
    preview(source, every_resource=False, form="json", out=out, policies=PolicyOptions(packs=[PACK]))
    assert "rds-managed-password" not in {one["rule"] for one in json.loads(out.getvalue())["policy"]["findings"]}


def test_judges_a_deployed_stack(tmp_path):
    out = io.StringIO()
    urn = "urn:pulumi:prod::shop::aws:rds/instance:Instance::orders"
    state = tmp_path / "state.json"
    resource = {"urn": urn, "type": "aws:rds/instance:Instance", "custom": True, "id": "o", "inputs": {}, "outputs": {}}
    state.write_text(json.dumps({"version": 3, "deployment": {"resources": [resource]}}))
    policies = PolicyOptions(packs=[PACK])
    code = preview(SourceOptions(state=state), every_resource=False, form="json", out=out, policies=policies)
    assert code == 1
    assert "rds-encrypted" in {one["rule"] for one in json.loads(out.getvalue())["policy"]["findings"]}
