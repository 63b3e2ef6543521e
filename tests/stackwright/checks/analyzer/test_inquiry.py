"""An inquiry with a policy pack..."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from google.protobuf import json_format
from pulumi.runtime.proto import analyzer_pb2

from stackwright.checks.analyzer import channel, settings
from stackwright.checks.analyzer.diagnostics import CRASH, Diagnostics
from stackwright.checks.analyzer.inquiry import Inquiry
from stackwright.checks.analyzer.project import Pack
from stackwright.checks.analyzer.words import Words
from stackwright.checks.findings import Remediation
from stackwright.marks import SECRET, SIGNATURE
from stackwright.model import Secret, stack_urn
from stackwright.sources.masking import Mask

ROOT = stack_urn("shop", "dev")


class Dead:
    """A process that has ended."""

    port = 0

    def ended(self) -> str:
        return "with exit code 3"


def violation(policy: str, message: str = "bad", **fields: Any) -> dict[str, Any]:
    return {"policyName": policy, "message": message, "enforcementLevel": "MANDATORY", **fields}


@pytest.fixture
def inquire(served: Any, info: Any, stack: Any) -> Any:
    def run(answers: Any, *resources: Any, policies: Any = ("one", "two", "three"), **options: Any) -> Any:
        takes = options.get("takes_configuration", True)
        pack, port = served(answers)
        known = stack(*resources)
        said = json_format.ParseDict(info(*policies), analyzer_pb2.AnalyzerInfo())
        settled = settings.settle("acme", said, options.get("config"))
        words = Words(Mask(()))
        words.add(options.get("said", ""))
        reporter = Diagnostics(said, settled, known, known.resources, words)
        folder = Path("/packs/acme")
        with channel.connected(port, options.get("patience", 5)) as call:
            on_disk = Pack(named=folder, folder=folder, runtime="fake")
            inquiry = Inquiry(on_disk, call, Dead(), words, reporter, settled if takes else {})  # type: ignore[arg-type]
            inquiry.run(known.resources, ROOT)
        return inquiry, pack

    return run


def names(pack: Any, call: str = "") -> list[str]:
    return [getattr(asked, "name", "") if call else name for name, asked in pack.calls if call in ("", name)]


def test_asks_of_each_resource_in_order_then_of_all(inquire: Any, resource: Any) -> None:
    _, pack = inquire({}, resource("b"), resource("site", "acme:web:Site", custom=False), resource("a"))
    assert names(pack) == ["Analyze"] * 4 + ["AnalyzeStack"]
    assert names(pack, "Analyze") == ["shop-dev", "b", "site", "a"]
    assert [each.name for each in pack.calls[-1][1].resources] == ["shop-dev", "b", "site", "a"]


def test_asks_of_what_is_only_read_with_the_whole_stack_alone(inquire: Any, resource: Any) -> None:
    _, pack = inquire({}, resource("there", read=True))
    assert names(pack, "Analyze") == ["shop-dev"]
    assert [each.name for each in pack.calls[-1][1].resources] == ["shop-dev", "there"]


def test_finds_what_the_pack_reports(inquire: Any, resource: Any) -> None:
    bucket = resource("a")
    answers = {
        "Analyze": {"a": {"diagnostics": [violation("one"), violation("two")]}},
        "AnalyzeStack": {"": {"diagnostics": [violation("three", urn=bucket.urn), violation("three")]}},
    }
    inquiry, _ = inquire(answers, bucket)
    assert [(one.rule, one.urn) for one in inquiry.findings] == [
        ("one", bucket.urn),
        ("two", bucket.urn),
        ("three", bucket.urn),
        ("three", ROOT),
    ]


def test_is_content_with_a_pack_that_judges_no_stack(inquire: Any, resource: Any) -> None:
    inquiry, _ = inquire({"unimplemented": ["AnalyzeStack"]}, resource("a"))
    assert inquiry.findings == []


def test_names_each_rule_that_fails_and_hears_the_others(inquire: Any, resource: Any) -> None:
    bad, good = resource("bad"), resource("good")
    answers = {
        "broken": {"one": ["bad"], "four": ["bad"]},
        "Analyze": {name: {"diagnostics": [violation("two"), violation("five")]} for name in ("bad", "good")},
    }
    inquiry, pack = inquire(answers, bad, good, policies=("one", "two", "three", "four", "five"))
    assert [(one.rule, one.status, one.urn) for one in inquiry.findings] == [
        ("one", "error", bad.urn),
        ("four", "error", bad.urn),
        ("two", "fail", bad.urn),
        ("five", "fail", bad.urn),
        ("two", "fail", good.urn),
        ("five", "fail", good.urn),
    ]
    assert inquiry.findings[0].message == "the rule failed on this resource: one cannot judge bad"
    last = [asked for name, asked in pack.calls if name == "Configure"][-1]
    assert {one.enforcementLevel for one in last.policyConfig.values()} == {analyzer_pb2.ADVISORY}


def test_leaves_disabled_policies_disabled_while_it_looks_for_the_failing_one(inquire: Any, resource: Any) -> None:
    inquiry, pack = inquire({"broken": {"one": ["bad"]}}, resource("bad"), config={"two": "disabled"})
    levels = [asked.policyConfig["two"].enforcementLevel for name, asked in pack.calls if name == "Configure"]
    assert set(levels) == {analyzer_pb2.DISABLED}
    assert [one.rule for one in inquiry.findings] == ["one"]


def test_cannot_name_the_rule_in_a_pack_that_takes_no_configuration(inquire: Any, resource: Any) -> None:
    answers = {"broken": {"one": ["bad"]}, "Analyze": {"good": {"diagnostics": [violation("two")]}}}
    inquiry, _ = inquire(answers, resource("bad"), resource("good"), takes_configuration=False)
    assert [(one.rule, one.status) for one in inquiry.findings] == [(CRASH, "error"), ("two", "fail")]


def test_shows_the_line_that_node_tells_without_the_folder(inquire: Any, resource: Any) -> None:
    stack = "Error: boom\n    at check (/packs/acme/index.js:7:1)\n    at run (/packs/acme/node_modules/x.js:1:1)"
    inquiry, _ = inquire({"Analyze": {"bad": {"raise": stack}}}, resource("bad"), policies=("one",))
    (found,) = inquiry.findings
    assert found.message == "the rule failed on this resource: Error: boom at check (index.js:7:1)"


def test_says_that_a_rule_failed_on_the_whole_stack(inquire: Any, resource: Any) -> None:
    inquiry, _ = inquire({"AnalyzeStack": {"": {"raise": "boom"}}}, resource("a"), policies=("one",))
    (found,) = inquiry.findings
    assert (found.rule, found.urn) == ("one", ROOT)
    assert found.message == "the rule failed on all resources together: boom"


@pytest.mark.parametrize(("said", "words"), [("ValueError: boom", "; its last words: ValueError: boom"), ("", "")])
def test_ends_with_a_pack_that_gives_no_answer_in_time(inquire: Any, resource: Any, said: str, words: str) -> None:
    answers = {"Analyze": {"a": {"sleep": 1}, "b": {"diagnostics": [violation("one")]}}}
    inquiry, pack = inquire(answers, resource("a"), resource("b"), patience=0.3, said=said)
    (found,) = inquiry.findings
    assert found.message == (
        f"the pack gave no answer in time when it judged this resource, and judged nothing after it{words}"
    )
    assert names(pack, "Analyze") == ["shop-dev", "a"]


def test_ends_with_a_pack_that_gives_no_answer_to_one_rule_alone(inquire: Any, resource: Any) -> None:
    class Stuck(dict[str, Any]):
        """Fails at first, then hangs."""

        asked = 0

        def get(self, name: str, default: Any = None) -> Any:
            if name == "bad":
                self.asked += 1
                return {"raise": "boom"} if self.asked == 1 else {"sleep": 1}
            return default

    inquiry, _ = inquire({"Analyze": Stuck()}, resource("bad"), resource("b"), patience=0.3)
    (found,) = inquiry.findings
    assert found.message.startswith("the pack gave no answer in time")


def test_ends_with_a_pack_that_has_ended(resource: Any, stack: Any, info: Any) -> None:
    known = stack(resource("a"))
    said = json_format.ParseDict(info("one"), analyzer_pb2.AnalyzerInfo())
    settled = settings.settle("acme", said, None)
    words = Words(Mask(()))
    words.add("ValueError: boom")
    folder = Path("/packs/acme")
    with channel.connected(1, 5) as call:  # nobody listens there
        on_disk = Pack(named=folder, folder=folder, runtime="fake")
        reporter = Diagnostics(said, settled, known, known.resources, words)
        inquiry = Inquiry(on_disk, call, Dead(), words, reporter, settled)  # type: ignore[arg-type]
        inquiry.run(known.resources, ROOT)
    (found,) = inquiry.findings
    assert found.urn == ROOT
    assert found.message == (
        "the pack ended with exit code 3 when it judged this resource, and judged nothing after it; "
        "its last words: ValueError: boom"
    )


def test_ends_with_a_pack_that_can_no_longer_be_configured(inquire: Any, resource: Any) -> None:
    answers = {"broken": {"one": ["bad"]}, "Configure": {"": {"raise": "no"}}}
    inquiry, pack = inquire(answers, resource("bad"), resource("good"))
    assert [one.message for one in inquiry.findings] == ["the rule failed on this resource: no"]
    assert names(pack, "Analyze") == ["shop-dev", "bad"]


REMEDIATE = ({"name": "one", "enforcementLevel": "REMEDIATE", "description": "Tags."}, "two")


def test_remediates_before_it_judges(inquire: Any, resource: Any) -> None:
    bucket = resource(
        "a", inputs={"acl": "public", "secret": Secret("x"), "__d": 1}, outputs={"acl": "public", "arn": "b"}
    )
    kept = {"secret": {SIGNATURE: SECRET, "value": "x"}, "__d": 1}
    answers = {
        "Remediate": {
            "a": {
                "remediations": [
                    {"policyName": "one", "description": "Tags.", "properties": {**kept, "tags": {"Owner": "me"}}}
                ]
            }
        }
    }
    inquiry, pack = inquire(answers, bucket, policies=REMEDIATE)
    assert inquiry.remediations == [
        Remediation(rule="one", urn=bucket.urn, path="acl", message="Tags."),
        Remediation(rule="one", urn=bucket.urn, path="tags", message="Tags."),
    ]
    assert names(pack)[:4] == ["Remediate", "Analyze", "Remediate", "Analyze"]
    asked = [
        json_format.MessageToDict(each.properties) for name, each in pack.calls if name in ("Remediate", "Analyze")
    ]
    assert asked[2] == {"acl": "public", **kept}
    assert asked[3] == {"secret": kept["secret"], "tags": {"Owner": "me"}}
    together = json_format.MessageToDict(pack.calls[-1][1].resources[1].properties)
    assert together == {"secret": kept["secret"], "tags": {"Owner": "me"}, "arn": "b"}


def test_asks_for_no_remediation_where_no_policy_may(inquire: Any, resource: Any) -> None:
    _, pack = inquire({}, resource("a"), policies=REMEDIATE, config={"one": "mandatory"})
    assert "Remediate" not in names(pack)


def test_finds_a_remediation_that_could_not_be_made(inquire: Any, resource: Any) -> None:
    answers = {"Remediate": {"a": {"remediations": [{"policyName": "one", "diagnostic": "no tags there"}]}}}
    inquiry, _ = inquire(answers, resource("a"), policies=REMEDIATE)
    assert [(one.rule, one.status, one.message) for one in inquiry.findings] == [("one", "fail", "no tags there")]
    assert inquiry.remediations == []


def test_judges_what_a_remediation_failed_on(inquire: Any, resource: Any) -> None:
    answers = {"Remediate": {"a": {"raise": "boom"}}, "Analyze": {"a": {"diagnostics": [violation("two")]}}}
    inquiry, _ = inquire(answers, resource("a"), policies=REMEDIATE)
    assert [(one.rule, one.status) for one in inquiry.findings] == [("one", "error"), ("two", "fail")]
