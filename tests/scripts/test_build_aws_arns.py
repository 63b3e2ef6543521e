"""The file of ids and ARNs..."""

from __future__ import annotations

import csv
import importlib

import pytest

ARN = "arn:${Partition}:acme:${Region}:${Account}:thing/${ThingName}"


@pytest.fixture
def build(scripts, tmp_path, monkeypatch):
    """The script, for an SDK of three types and a service with one published template."""
    build = importlib.import_module("build_aws_arns")
    rows = [thing("Thing", inputs=["name"]), thing("Other"), thing("Part", inputs=["name"], outputs=[])]
    monkeypatch.setattr(build.aws_sdk, "types", lambda: rows)
    template = build.Template("acme", "thing", ARN, "Acme")
    monkeypatch.setattr(build.arn_templates, "by_service", lambda: {"acme": [template]})
    monkeypatch.setattr(build, "_TARGET", tmp_path / "out.csv")
    monkeypatch.setattr(build, "_HERE", tmp_path)
    (tmp_path / "aws_arn_modules.csv").write_text("module,services\n")
    (tmp_path / "aws_arn_overrides.csv").write_text("type,arn,id,source\n")
    return build


def thing(name, *, inputs=(), outputs=("arn",), token=""):
    sdk = importlib.import_module("aws_sdk")
    token = token or f"aws:acme/{name.lower()}:{name}"
    return sdk.Declared(
        token=token, outputs=(*outputs, *inputs), inputs=frozenset(inputs), example="", prose="", aliases=()
    )


def written(build):
    build.main("2026-11-21")
    with build._TARGET.open(newline="") as file:
        return {row["type"]: row for row in csv.DictReader(file)}


def test_has_the_published_arn_of_each_type(build):
    row = written(build)["aws:acme/thing:Thing"]
    assert row["arn"] == "arn:{partition}:acme:{region}:{account}:thing/{physical}"
    assert (row["id"], row["name"], row["as_of"]) == ("{physical}", "name", "2026-11-21")
    assert row["source"] == "Service Authorization Reference: Acme"


def test_says_where_none_is_published(build):
    rows = written(build)
    assert rows["aws:acme/other:Other"]["arn"] == "arn:{partition}:{service}:{region}:{account}:{resource}/{physical}"
    assert rows["aws:acme/other:Other"]["source"] == "no published template"
    assert rows["aws:acme/part:Part"]["arn"] == ""


def test_follows_what_is_written_down_by_hand(build, tmp_path):
    (tmp_path / "aws_arn_overrides.csv").write_text(
        "type,arn,id,source\naws:acme/other:Other,@acme:thing,o-{hex8},Acme API\naws:acme/thing:Thing,arn:x,,\n"
    )
    rows = written(build)
    other = rows["aws:acme/other:Other"]
    assert (other["id"], other["source"]) == ("o-{hex8}", "Acme API")
    assert other["arn"] == "arn:{partition}:acme:{region}:{account}:thing/{id}"
    assert rows["aws:acme/thing:Thing"]["arn"] == "arn:x"


def test_refuses_a_template_that_is_not_published(build, tmp_path):
    (tmp_path / "aws_arn_overrides.csv").write_text("type,arn,id,source\naws:acme/other:Other,@acme:none,,\n")
    with pytest.raises(SystemExit, match="acme has no none, but"):
        build.main("2026-11-21")


@pytest.mark.parametrize(
    ("token", "twin"),
    [
        ("aws:s3/bucketV2:BucketV2", "aws:s3/bucket:Bucket"),
        ("aws:alb/listener:Listener", "aws:lb/listener:Listener"),
        ("aws:old/thing:Thing", "aws:acme/thing:Thing"),
        ("aws:acme/thing:Thing", ""),
    ],
)
def test_names_the_type_that_another_is_an_older_name_of(build, token, twin):
    declared = thing("Any", token=token)
    assert build._twin(declared, {"aws:old/thing:Thing": "aws:acme/thing:Thing"}) == twin
