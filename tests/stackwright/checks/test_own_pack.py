"""A pack built on the guardrails..."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from stackwright.checks import own_pack
from stackwright.checks.pack import Pack
from stackwright.checks.policy import Surroundings
from stackwright.errors import UserError
from stackwright.model import UNKNOWN, Resource, Secret, Source, Stack

POLICY = Path(__file__).parents[3] / "policy"
BUCKET = "aws:s3/bucket:Bucket"


def stack(*resources):
    return Stack(project="shop", name="dev", resources=list(resources))


def bucket(**more):
    return Resource(urn=f"urn:pulumi:dev::shop::{BUCKET}::data", type=BUCKET, name="data", **more)


def pack(folder, **config):
    return Pack(folder=folder, named="policy", config=config)


def test_is_known_by_its_entry(small_pack, tmp_path):
    assert own_pack.runs_here(small_pack())
    assert not own_pack.runs_here(tmp_path)


def test_is_told_the_stack_its_surroundings_and_its_configuration(small_pack, tmp_path):
    folder, one = small_pack(), bucket()
    around = Surroundings(config={"a:b": "c"}, secret_keys=("a:b",), root=tmp_path / "root", today=date(2026, 11, 21))
    report = own_pack.run(pack(folder, all="advisory"), stack(one), around)
    ((recorded, start, marks, given),) = own_pack.load(folder).seen
    assert (recorded, given) == ([one], {"all": "advisory"})
    assert (start.project, start.stack, start.config, start.secret_keys) == ("shop", "dev", {"a:b": "c"}, {"a:b"})
    assert (start.pack, start.root, start.today) == (folder, tmp_path / "root", date(2026, 11, 21))
    assert (marks.secret, marks.unknown) == (Secret, UNKNOWN)
    assert (report.name, report.version, report.rules, report.notes) == ("small", "1.2.3", 7, ("a profile",))


def test_stands_at_the_root_where_there_is_no_project(small_pack):
    folder = small_pack()
    own_pack.run(pack(folder), stack(), Surroundings())
    assert own_pack.load(folder).seen[0][1].root == folder


def test_does_not_mix_with_another_of_the_same_module_names(small_pack):
    one, other = (own_pack.load(small_pack(name)) for name in ("one", "other"))
    assert one is not other
    assert one.__name__ != other.__name__
    assert "guardrails" not in sys.modules


def test_is_loaded_once(small_pack):
    folder = small_pack()
    assert own_pack.load(folder) is own_pack.load(folder)


def test_made_for_another_version_of_the_tool_says_so(small_pack):
    with pytest.raises(UserError, match="the pack speaks version 2 of the offline protocol and stackwright version 1"):
        own_pack.load(small_pack(protocol=2))


def test_that_cannot_be_loaded_says_why_in_one_line(small_pack):
    folder = small_pack(init="import no_such_module\n")
    for _ in range(2):
        with pytest.raises(UserError) as caught:
            own_pack.load(folder)
        assert str(caught.value) == (
            f"{folder}: the pack cannot be loaded: guardrails/__init__.py:1: ModuleNotFoundError: No module named"
            " 'no_such_module'; mend it there"
        )


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("x = 1\nimport json\njson.loads('')\n", "rule.py:3: JSONDecodeError: Expecting value: line 1 column 1"),
        ("x = 1\ny = (\n", "rule.py:2: SyntaxError: '\\(' was never closed; mend it there$"),
        ("raise ValueError('two\\nlines')\n", "rule.py:1: ValueError: two lines; mend it there$"),
    ],
)
def test_that_cannot_be_loaded_names_the_line_of_its_own(small_pack, code, message):
    folder = small_pack(init="from . import rule\n")
    (folder / "guardrails" / "rule.py").write_text(code)
    with pytest.raises(UserError, match=f"cannot be loaded: guardrails/{message}"):
        own_pack.load(folder)


def test_without_the_module_that_is_asked_for_says_so(small_pack):
    with pytest.raises(
        UserError, match=r"the pack cannot be loaded: ModuleNotFoundError: .*catalogue'; mend it there$"
    ):
        own_pack.load(small_pack(), "catalogue")


def test_that_does_not_take_its_configuration_says_so(small_pack):
    with pytest.raises(UserError, match="the configuration of policy: fail: no such rule"):
        own_pack.run(pack(small_pack(), fail=True), stack(), Surroundings())


def test_gives_findings_with_all_a_reader_needs(tmp_path):
    source = Source("__main__.py", 7)
    report = own_pack.run(pack(POLICY), stack(bucket(source=source)), Surroundings(root=tmp_path))
    (one,) = [finding for finding in report.findings if finding.rule == "s3-public-access-block"]
    assert (one.pack, one.level, one.severity, one.status) == ("guardrails", "mandatory", "high", "fail")
    assert (one.urn, one.path, one.source) == (bucket().urn, "", source)
    assert one.controls["checkov"][0] == "CKV2_AWS_6"
    assert one.promise.endswith(".")
    assert one.fix.startswith("Add an aws.s3.BucketPublicAccessBlock")


def test_gives_the_exception_with_the_days_left(tmp_path):
    (tmp_path / "policy-exceptions.yaml").write_text(
        "- rule: s3-public-access-block\n  resource: '*::data'\n  reason: Public by design, a web page.\n"
        "  owner: platform\n  ticket: SEC-1\n  expires: 2026-12-01\n"
    )
    around = Surroundings(root=tmp_path, today=date(2026, 11, 21))
    report = own_pack.run(pack(POLICY), stack(bucket()), around)
    (one,) = [finding for finding in report.findings if finding.rule == "s3-public-access-block"]
    assert one.status == "suppressed"
    assert one.waiver is not None
    assert (one.waiver.ticket, one.waiver.expires, one.waiver.days_left) == ("SEC-1", "2026-12-01", 10)
