"""Checkov's answers..."""

from __future__ import annotations

import json
import sys

import pytest


@pytest.fixture
def verdicts(module):
    return module("verdicts")


@pytest.fixture
def checkov(tmp_path):
    """Makes an executable that answers *output* and ends with *code*, and leaves its arguments in a file beside it."""

    def make(output, code=0, version="3.3.30"):
        path = tmp_path / "checkov"
        path.write_text(
            f"#!{sys.executable}\nimport json, os, pathlib, sys\n"
            f"if '--version' in sys.argv: print({version!r}); sys.exit()\n"
            "pathlib.Path(__file__).with_suffix('.json').write_text(json.dumps([sys.argv[1:], dict(os.environ)]))\n"
            f"print({output!r}); sys.exit({code})\n"
        )
        path.chmod(0o755)
        return path

    return make


def record(case, check, result):
    return {"file_path": f"/{case}/main.tf", "check_id": check, "check_result": {"result": result}}


def report(passed=(), failed=(), unread=()):
    return {"results": {"passed_checks": list(passed), "failed_checks": list(failed), "parsing_errors": list(unread)}}


def test_are_asked_of_the_executable_named_or_on_the_path(verdicts, checkov, monkeypatch):
    path = checkov("")
    assert verdicts.find(str(path)) == path
    monkeypatch.setenv("PATH", str(path.parent))
    assert verdicts.find("") == path


def test_need_checkov(verdicts, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(verdicts.CheckovError, match=r"^no checkov at PATH: install checkov 3\.3\.x in an environment"):
        verdicts.find("")
    with pytest.raises(verdicts.CheckovError, match=r"^no checkov at nowhere: "):
        verdicts.find("nowhere")


def test_need_the_series_that_the_reasons_are_about(verdicts, checkov):
    with pytest.raises(verdicts.CheckovError, match=r"is checkov 3\.2\.500; the comparison is written for 3\.3\.x$"):
        verdicts.find(str(checkov("", version="3.2.500")))


def test_are_of_a_case_and_a_check_and_failed_where_any_resource_is(verdicts, checkov, tmp_path):
    terraform = report(
        passed=[record("c1", "CKV_AWS_1", "PASSED"), record("c2", "CKV_AWS_1", "PASSED")],
        failed=[record("c2", "CKV_AWS_1", "FAILED")],
    )
    kubernetes = report(passed=[record("c3", "CKV_K8S_1", "PASSED")])
    path = checkov(json.dumps([terraform, kubernetes]), code=1)
    assert verdicts.verdicts(path, tmp_path, ["CKV_K8S_1", "CKV_AWS_1", "CKV_AWS_1"]) == {
        ("c1", "CKV_AWS_1"): "PASSED",
        ("c2", "CKV_AWS_1"): "FAILED",
        ("c3", "CKV_K8S_1"): "PASSED",
    }


def test_come_without_asking_a_server(verdicts, checkov, tmp_path):
    path = checkov(json.dumps(report()))
    verdicts.verdicts(path, tmp_path, ["B", "A"])
    arguments, environment = json.loads(path.with_suffix(".json").read_text())
    assert "--skip-download" in arguments
    assert arguments[-2:] == ["--check", "A,B"]
    assert environment["CKV_SKIP_PACKAGE_UPDATE_CHECK"] == "true"


def test_are_none_where_it_found_nothing_to_judge(verdicts, checkov, tmp_path):
    path = checkov(json.dumps({"passed": 0, "failed": 0}))
    assert verdicts.verdicts(path, tmp_path, ["CKV_AWS_1"]) == {}


def test_are_not_taken_where_a_file_cannot_be_read(verdicts, checkov, tmp_path):
    path = checkov(json.dumps(report(unread=["/c1/main.tf"])))
    with pytest.raises(verdicts.CheckovError, match=r"^checkov cannot read /c1/main\.tf$"):
        verdicts.verdicts(path, tmp_path, ["CKV_AWS_1"])


def test_are_not_taken_from_a_run_that_broke(verdicts, checkov, tmp_path):
    with pytest.raises(verdicts.CheckovError, match=r"^checkov ended with 2: usage"):
        verdicts.verdicts(checkov("usage", code=2), tmp_path, ["CKV_AWS_1"])


def test_come_with_what_each_check_asks_and_reads(verdicts, checkov):
    listed = """\
|     | Id         | Type     | Entity | Policy | IaC | Resource Link |
|-----|------------|----------|--------|--------|-----|---------------|
|   0 | CKV_AWS_17 | resource | aws_db_instance | Not public | Terraform | link |
|   1 | CKV_AWS_17 | resource | aws_rds_cluster_instance | Not public | Terraform | link |
|   2 | CKV_K8S_12 | resource | kubernetes_pod | Memory Limits | Terraform | link |
|   3 | CKV_K8S_12 | resource | Pod | Memory requests | Kubernetes | link |
"""
    assert verdicts.catalogue(checkov(listed)) == {
        "CKV_AWS_17": verdicts.Check("Not public", frozenset({"aws_db_instance", "aws_rds_cluster_instance"})),
        "CKV_K8S_12": verdicts.Check("Memory requests", frozenset({"kubernetes_pod", "Pod"})),
    }
