"""The rules on the engine..."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from google.protobuf import empty_pb2
from pulumi.runtime.proto import analyzer_pb2
from pulumi_policy import EnforcementLevel
from pulumi_policy.policy import _PolicyAnalyzerServicer

import policy.guardrails as pack
from policy.guardrails import catalogue, engine
from policy.guardrails.catalogue import place
from policy.guardrails.engine import policies, start_of
from policy.guardrails.kit.fixtures import read_fixture
from policy.guardrails.kit.render import inventory
from policy.guardrails.kit.trial import run
from policy.guardrails.rule import AnyRule, Level, StackRule
from policy.guardrails.start import ALL_JUDGED, SETTINGS
from stackwright import model
from stackwright.checks.analyzer import wire
from tests.policy.recorded import recorded

BUCKET = "aws:s3/bucket:Bucket"
ROOT = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev"


class Engine:
    """The engine's side of the protocol, in this process."""

    def __init__(
        self, folder: Path, config: dict[str, str] | None = None, rules: Iterable[AnyRule] = pack.RULES
    ) -> None:
        self._servicer = self._serve(folder, config or {}, rules)

    @staticmethod
    def _serve(folder: Path, config: dict[str, str], rules: Iterable[AnyRule]) -> Any:
        project = next(iter(config), "shop:").partition(":")[0]
        environment = {
            "PULUMI_PROJECT": project,
            "PULUMI_STACK": "dev",
            "PULUMI_CONFIG": json.dumps(config),
            "PWD": str(folder),
        }
        made = policies(folder, environment, rules)
        return _PolicyAnalyzerServicer("guardrails", "0.0.1", made, EnforcementLevel.ADVISORY)

    def info(self) -> dict[str, Any]:
        return {one.name: one for one in self._servicer.GetAnalyzerInfo(empty_pb2.Empty(), None).policies}

    def configure(self, given: dict[str, Any]) -> None:
        """Say levels and parameters, as the engine does: for every policy."""
        request = analyzer_pb2.ConfigureAnalyzerRequest()
        for name, one in self.info().items():
            request.policyConfig[name].enforcementLevel = one.enforcementLevel
        for name, values in given.items():
            level = values.pop("enforcementLevel", None)
            if level:
                request.policyConfig[name].enforcementLevel = analyzer_pb2.EnforcementLevel.Value(level.upper())
            request.policyConfig[name].properties.update(values)
        self._servicer.Configure(request, None)

    def analyze(self, *resources: model.Resource) -> Iterator[Any]:
        by_urn = {one.urn: one for one in resources}
        for one in resources:
            manager = wire.provider_of(one, by_urn) or (provider() if one.provider else None)
            yield from self._servicer.Analyze(wire.request(one, manager), None).diagnostics

    def analyze_stack(self, *resources: model.Resource) -> Iterator[Any]:
        yield from self._servicer.AnalyzeStack(wire.stack_request(resources, {}), None).diagnostics

    def not_applicable(self, resource: model.Resource) -> dict[str, str]:
        return self._reasons(self._servicer.Analyze(wire.request(resource, None), None))

    def not_applicable_to_stack(self, *resources: model.Resource) -> dict[str, str]:
        return self._reasons(self._servicer.AnalyzeStack(wire.stack_request(resources, {}), None))

    @staticmethod
    def _reasons(answer: Any) -> dict[str, str]:
        return {one.policy_name: one.reason for one in answer.not_applicable}

    def remediate(self, resource: model.Resource) -> list[tuple[str, dict[str, Any]]]:
        answer = self._servicer.Remediate(wire.request(resource, provider()), None)
        return [(one.policyName, wire.wire.decode(one.properties)) for one in answer.remediations]


def resource(type_: str = BUCKET, name: str = "data", **more: Any) -> model.Resource:
    return model.Resource(urn=f"urn:pulumi:dev::shop::{type_}::{name}", type=type_, name=name, **more)


def provider() -> model.Resource:
    return resource("pulumi:providers:aws", "default")


def root() -> model.Resource:
    return model.Resource(urn=ROOT, type="pulumi:pulumi:Stack", name="shop-dev", custom=False)


def said(diagnostics: Iterator[Any]) -> set[tuple[str, str, str]]:
    """Rule, the name of the resource where the protocol tells it, and the level."""
    return {
        (one.policyName, one.urn.rsplit("::")[-1], analyzer_pb2.EnforcementLevel.Name(one.enforcementLevel).lower())
        for one in diagnostics
    }


def open_places(diagnostics: Iterator[Any]) -> set[tuple[str, str]]:
    """Rule and place of all that is not known yet."""
    texts = [one.message for one in diagnostics if one.policyName == ALL_JUDGED]
    lines = [line.split(": ", 1) for text in texts for line in text.splitlines()[1:]]
    return {(rule, place) for rules, places in lines for rule in rules.split(", ") for place in places.split(", ")}


def test_are_all_announced_with_level_severity_controls_and_parameters(tmp_path):
    info = Engine(tmp_path).info()
    assert set(info) == {rule.id for rule in pack.RULES} | {ALL_JUDGED}
    one = info["rds-encrypted"]
    assert one.description == "RDS databases encrypt their storage."
    assert one.enforcementLevel == analyzer_pb2.MANDATORY
    assert one.severity == analyzer_pb2.POLICY_SEVERITY_HIGH
    assert (one.policy_type, one.framework.reference) == (analyzer_pb2.POLICY_TYPE_RESOURCE, "RDS.3, RDS.27")
    assert {"fsbp:RDS.3", "cis-5.0:2.2.1"} <= set(one.tags)
    assert one.remediation_steps.startswith("Set storage_encrypted=True")
    assert list(info["policy-settings"].configSchema.properties) == ["exceptions"]


@pytest.mark.parametrize("profile", ["production", "development", "ephemeral"])
def test_have_the_levels_of_the_stacks_profile(tmp_path, profile):
    info = Engine(tmp_path, {"shop:profile": profile}).info()
    announced = {name: analyzer_pb2.EnforcementLevel.Name(one.enforcementLevel).lower() for name, one in info.items()}
    levels = {rule.id: rule.level_in(profile).value for rule in pack.RULES}
    assert announced == {**levels, ALL_JUDGED: "advisory"}


def test_know_the_stack_they_are_started_for_and_the_projects_folder(tmp_path):
    (tmp_path / "Pulumi.yaml").write_text("name: shop\n")
    (tmp_path / "inner").mkdir()
    start = start_of(
        tmp_path / "policy", {"PULUMI_PROJECT": "shop", "PULUMI_STACK": "dev", "PWD": str(tmp_path / "inner")}
    )
    assert (start.project, start.stack, start.config, start.root) == ("shop", "dev", {}, tmp_path)
    assert start_of(Path("/policy"), {}).root == Path("/policy")


def test_judge_each_resource(tmp_path):
    bad = resource("aws:rds/instance:Instance", inputs={"storageEncrypted": False})
    (one,) = [each for each in Engine(tmp_path).analyze(bad) if each.policyName == "rds-encrypted"]
    assert one.message.startswith(
        "RDS databases encrypt their storage.\nstorageEncrypted must be true, found false. Set "
    )


def test_say_once_which_of_them_wait_for_which_values_and_fail_nothing(tmp_path):
    database = "aws:rds/instance:Instance"
    bad = [resource(database, name, inputs={"storageEncrypted": model.UNKNOWN}) for name in ("b", "a")]
    engine = Engine(tmp_path)
    assert "rds-encrypted" not in {one.policyName for one in engine.analyze(*bad)}
    (one,) = [each for each in engine.analyze_stack(*bad) if each.policyName == ALL_JUDGED]
    assert one.enforcementLevel == analyzer_pb2.ADVISORY
    assert "during preview: values are not known yet. " in one.message
    assert "\nrds-encrypted: a storageEncrypted, b storageEncrypted" in one.message


def test_do_not_count_as_passed_what_is_not_known_yet(tmp_path):
    engine = Engine(tmp_path)
    bucket_policy = "aws:s3/bucketPolicy:BucketPolicy"
    unknown = resource(bucket_policy, "p", inputs={"bucket": "data-1", "policy": model.UNKNOWN})
    reasons = {
        **engine.not_applicable(unknown),
        **engine.not_applicable_to_stack(root(), resource(id="data-1"), unknown),
    }
    assert (reasons["s3-policy-not-public"], reasons["s3-tls-only"]) == ("not known yet", "not known yet")


def test_know_of_what_an_unknown_value_is_made_once_all_resources_are_there(tmp_path):
    topic, key = "aws:sns/topic:Topic", resource("aws:kms/key:Key", "key")
    inputs = {"kmsMasterKeyId": model.UNKNOWN}
    edges = {"kmsMasterKeyId": (key.urn,)}
    of_a_key, of_nothing = (
        resource(topic, "of-a-key", inputs=inputs, property_dependencies=edges),
        resource(topic, "of-nothing", inputs=inputs),
    )
    engine = Engine(tmp_path)
    assert "sns-encrypted" not in {one.policyName for one in engine.analyze(key, of_a_key, of_nothing)}
    waiting = open_places(engine.analyze_stack(root(), key, of_a_key, of_nothing))
    assert ("sns-encrypted", "of-nothing kmsMasterKeyId") in waiting
    assert ("sns-encrypted", "of-a-key kmsMasterKeyId") not in waiting


def test_do_not_apply_to_other_resources(tmp_path):
    assert Engine(tmp_path).not_applicable(resource())["rds-encrypted"] == "about other resources"


def test_take_inputs_from_what_was_analyzed_where_the_stack_shows_nothing(tmp_path):
    block = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
    switches = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
    edges = {"bucket": (resource().urn,)}
    inputs = {**dict.fromkeys(switches, True), "bucket": "data-1"}
    made = [root(), resource(), resource(block, "block", inputs=inputs, property_dependencies=edges)]
    emptied = [root(), resource(), resource(block, "block", property_dependencies=edges)]
    engine = Engine(tmp_path)
    list(engine.analyze(*made))
    assert [one for one in said(engine.analyze_stack(*emptied)) if one[0] == "s3-public-access-block"] == []
    assert ("s3-public-access-block", "data", "mandatory") in said(Engine(tmp_path).analyze_stack(*emptied))


def test_judge_a_resource_anew_when_it_is_shown_again(tmp_path):
    engine = Engine(tmp_path)
    first = resource("aws:rds/instance:Instance", inputs={"storageEncrypted": False})
    second = resource("aws:rds/instance:Instance", inputs={"storageEncrypted": True})
    rules = [[one.policyName for one in engine.analyze(each)] for each in (first, second)]
    assert ("rds-encrypted" in rules[0], "rds-encrypted" in rules[1]) == (True, False)


def exception(tmp_path: Path, file: str = "exceptions.yaml", expires: str = "2999-01-01") -> None:
    from datetime import UTC, datetime, timedelta

    last = (datetime.now(UTC) + timedelta(days=30)).date() if expires == "2999-01-01" else expires
    (tmp_path / file).write_text(
        f"- rule: rds-encrypted\n  resource: '*::data'\n  reason: Holds nothing but test data.\n"
        f"  owner: platform\n  ticket: SEC-1\n  expires: {last}\n"
    )


def test_heed_exceptions(tmp_path):
    exception(tmp_path)
    engine, bad = Engine(tmp_path), resource("aws:rds/instance:Instance")
    reasons = engine.not_applicable(bad)
    assert reasons["rds-encrypted"].startswith("exception SEC-1 until ")
    assert "rds-encrypted" not in {one.policyName for one in engine.analyze(bad)}
    assert "policy-exceptions-used" not in {one[0] for one in said(engine.analyze_stack(root(), bad))}


@pytest.mark.parametrize(("encrypted", "unused"), [(model.UNKNOWN, False), (True, True)])
def test_do_not_call_an_exception_unused_that_an_unknown_value_may_need(tmp_path, encrypted, unused):
    exception(tmp_path)
    engine, one = Engine(tmp_path), resource("aws:rds/instance:Instance", inputs={"storageEncrypted": encrypted})
    list(engine.analyze(one))
    assert ("policy-exceptions-used" in {rule for rule, *_ in said(engine.analyze_stack(root(), one))}) == unused


def test_bring_a_finding_back_when_its_exception_has_expired(tmp_path):
    exception(tmp_path, expires="2020-01-01")
    engine, bad = Engine(tmp_path), resource("aws:rds/instance:Instance")
    (one,) = [each for each in engine.analyze(bad) if each.policyName == "rds-encrypted"]
    assert "(an exception for this expired on 2020-01-01)" in one.message
    assert ("policy-exceptions-valid", "shop-dev", "mandatory") in said(engine.analyze_stack(root(), bad))


def test_heed_the_exceptions_of_the_file_they_are_told_of(tmp_path):
    exception(tmp_path, "mine.yaml")
    engine, bad = Engine(tmp_path), resource("aws:rds/instance:Instance")
    engine.configure({"policy-settings": {"exceptions": "mine.yaml"}})
    assert "rds-encrypted" not in {one.policyName for one in engine.analyze(root(), bad)}


def test_say_that_the_file_they_are_told_of_is_missing(tmp_path):
    engine = Engine(tmp_path)
    engine.configure({"policy-settings": {"exceptions": "none.yaml"}})
    assert ("policy-settings", "shop-dev", "mandatory") in said(engine.analyze(root()))


def test_put_right_what_they_are_told_to_and_keep_secrets_and_unknowns(tmp_path):
    mending = sorted(rule.id for rule in pack.RULES if getattr(rule, "remediate", None))
    if "tags-required" not in mending:
        pytest.skip("no rule about tags")
    engine = Engine(tmp_path)
    engine.configure({"tags-required": {"enforcementLevel": "remediate", "values": {"Owner": "platform"}}})
    inputs = {"tags": {"Kept": model.Secret("hunter2"), "Later": model.UNKNOWN}, "bucket": "b"}
    ((name, changed),) = engine.remediate(resource(inputs=inputs))
    assert name == "tags-required"
    assert changed["bucket"] == "b"
    assert changed["tags"]["Owner"] == "platform"
    assert isinstance(changed["tags"]["Kept"], model.Secret)
    assert changed["tags"]["Later"] is model.UNKNOWN


def fixtures() -> Iterator[Any]:
    for rule in pack.RULES:
        path = place(rule).with_suffix(".yaml")
        # What the protocol does not tell, no rule can see there.
        if path.is_file() and not rule.needs_secretness and rule.id != "remote-component-opaque":
            yield pytest.param(rule, path, id=rule.id)


@pytest.mark.parametrize("known", [True, False], ids=["deployed", "preview"])
@pytest.mark.parametrize(("rule", "path"), [*fixtures()])
def test_find_what_they_find_offline(rule, path, known, tmp_path):
    for case in read_fixture(path, rule.id).cases:
        if any(one.read or one.opaque or one.remote or one.options.get("retainOnDelete") for one in case.resources):
            continue
        config = {f"shop:{number}": text for number, text in enumerate(sorted(case.configuration))}
        about = [one for one in pack.RULES if one.id == SETTINGS]
        engine = Engine(tmp_path, {"fixtures:profile": case.profile, **config}, [*about, rule])
        level = rule.level_in(case.profile)
        shown = Level.ADVISORY if level is Level.DISABLED else level
        engine.configure({rule.id: {**case.parameters, "enforcementLevel": shown.value}})
        resources = recorded(inventory(case, known=known))
        there = [*engine.analyze(*resources), *engine.analyze_stack(*resources)]
        failed = {one.urn.rsplit("::")[-1] for one in there if one.policyName == rule.id}
        waiting = {place.split(" ")[0] for _, place in open_places(iter(there))}
        here = [(one.status, one.urn.rsplit("::")[-1]) for one in run(rule, case, known=known)]
        assert failed | waiting == {name for _, name in here}, case.title  # nothing passes on one side alone
        assert failed <= {name for status, name in here if status == "fail"}, case.title
        if known or isinstance(rule, StackRule):
            assert waiting == {name for status, name in here if status == "unknown"}, case.title


def test_about_one_resource_are_judged_with_the_stack_where_they_ask_what_made_a_known_value():
    """`Analyze` does not tell: what an update knows all about would fail for want of it."""
    asking = set()
    for rule in pack.RULES:
        fixture = None if isinstance(rule, StackRule) else catalogue.fixture(rule)
        for case in fixture.cases if fixture else ():
            stack = inventory(case)
            with_edges = [one.order for one in run(rule, case, stack=stack)]
            for item in stack:
                item.property_dependencies = {}
            if [one.order for one in run(rule, case, stack=stack)] != with_edges:
                asking.add(rule.id)
    assert asking == set(engine._BY_ORIGIN)


def test_are_served_by_a_file_that_makes_the_pack_and_nothing_else():
    main = (Path(str(sys.modules[pack.__name__].__file__)).parents[1] / "__main__.py").read_text()
    assert main.count("PolicyPack(") == 1
