"""A session with a policy pack..."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from google.protobuf import json_format

from stackwright.checks.analyzer.project import Pack
from stackwright.checks.analyzer.session import Subject, judge
from stackwright.checks.analyzer.words import Words
from stackwright.errors import UserError
from stackwright.sources.masking import Mask


class Running:
    """A process that lives."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ended(self) -> str:
        return ""


@pytest.fixture
def session(served: Any, stack: Any, resource: Any) -> Any:
    def run(answers: Any, *, version: str = "", words: str = "", **options: Any) -> Any:
        pack, port = served(answers)
        on_disk = Pack(named=Path("rules"), folder=Path("/packs/rules"), runtime="fake", version=version)
        kept = Words(Mask(()))
        kept.add(words)
        config = {"aws:region": "eu-west-1", "shop:token": "hush"}
        subject = Subject(
            stack=stack(resource("a")), organization="acme", config=config, secret_keys=["shop:token"], **options
        )
        return judge(on_disk, subject, Running(port), "127.0.0.1:7", kept), pack  # type: ignore[arg-type]

    return run


def test_makes_its_calls_in_the_engines_order(session: Any, info: Any) -> None:
    _, pack = session({"info": info("one")})
    assert [name for name, _ in pack.calls] == [
        "Handshake",
        "ConfigureStack",
        "GetAnalyzerInfo",
        "Configure",
        "Analyze",
        "Analyze",
        "AnalyzeStack",
    ]
    asked = [json_format.MessageToDict(question) for _, question in pack.calls[:2]]
    assert asked == [
        {"engineAddress": "127.0.0.1:7", "rootDirectory": "/packs/rules", "programDirectory": "/packs/rules"},
        {
            "stack": "dev",
            "project": "shop",
            "organization": "acme",
            "dryRun": True,
            "configSecretKeys": ["shop:token"],
            "config": {"aws:region": "eu-west-1", "shop:token": "hush"},
        },
    ]


def test_reports_the_pack_and_how_many_rules_are_enabled(session: Any, info: Any) -> None:
    report, _ = session({"info": info("one", "two", "three")}, policy_config={"two": "disabled", "environments": ["x"]})
    assert (report.name, report.folder, report.version, report.rules) == ("acme", "rules", "0.0.1", 2)
    assert report.notes == ("--policy-pack-config: environments are not resolved offline; what they set is missing",)
    assert report.findings == report.remediations == ()


def test_reports_the_version_of_the_packs_file_before_its_own(session: Any, info: Any) -> None:
    assert session({"info": info("one")}, version="2.0")[0].version == "2.0"


def test_does_without_the_calls_that_older_sdks_do_not_know(session: Any, info: Any) -> None:
    answers = {"info": info("one"), "unimplemented": ["Handshake", "ConfigureStack", "Remediate", "AnalyzeStack"]}
    assert session(answers)[0].rules == 1


def test_configures_no_pack_that_takes_no_configuration(session: Any, info: Any) -> None:
    _, pack = session({"info": info("one", supportsConfig=False)})
    assert "Configure" not in [name for name, _ in pack.calls]


@pytest.mark.parametrize(
    ("words", "said"),
    [("TypeError: boom", "TypeError: boom"), ("", "Exception calling application: this pack has nothing to say")],
)
def test_is_refused_by_a_pack_that_does_not_say_what_it_has(session: Any, words: str, said: str) -> None:
    with pytest.raises(UserError) as refused:
        session({}, words=words)
    assert str(refused.value) == f"policy pack rules: it does not answer: {said}; mend the pack"


def test_is_refused_by_a_pack_that_fails_to_be_configured(session: Any, info: Any) -> None:
    with pytest.raises(UserError, match="policy pack rules: it does not answer: Exception calling application: no"):
        session({"info": info("one"), "ConfigureStack": {"": {"raise": "no"}}})


def test_is_refused_for_configuration_that_the_pack_does_not_know(session: Any, info: Any) -> None:
    with pytest.raises(UserError, match="has no policy 'onne'; did you mean 'one'"):
        session({"info": info("one")}, policy_config={"onne": "mandatory"})
