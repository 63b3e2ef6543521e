"""How a policy is run..."""

from __future__ import annotations

from typing import Any

import pytest
from google.protobuf import json_format
from hypothesis import given
from hypothesis import strategies as st
from pulumi.runtime.proto import analyzer_pb2

from stackwright.checks.analyzer import settings
from stackwright.checks.analyzer.settings import LEVELS, Setting, settle
from stackwright.errors import UserError

DAYS = {"properties": {"days": {"type": "integer", "default": 3, "minimum": 1}, "owner": {"type": "string"}}}
POLICIES = [
    {"name": "retention", "enforcementLevel": "MANDATORY", "configSchema": DAYS},
    {"name": "tags", "enforcementLevel": "ADVISORY"},
]


def made(**fields: Any) -> Any:
    table = {"name": "acme", "supportsConfig": True, "policies": POLICIES, **fields}
    return json_format.ParseDict(table, analyzer_pb2.AnalyzerInfo())


def refusal(given: Any, **fields: Any) -> str:
    with pytest.raises(UserError) as refused:
        settle("acme", made(**fields), given)
    assert "\n" not in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize("nothing", [None, {}])
def test_is_what_the_pack_says_with_its_schemas_defaults(nothing: Any) -> None:
    assert settle("acme", made(), nothing) == {
        "retention": Setting("mandatory", {"days": 3}),
        "tags": Setting("advisory", {}),
    }


@pytest.mark.parametrize(
    ("config", "retention", "tags"),
    [
        ({"tags": "mandatory"}, Setting("mandatory", {"days": 3}), Setting("mandatory")),
        ({"retention": {"days": 30}}, Setting("mandatory", {"days": 30}), Setting("advisory")),
        (
            {"retention": {"enforcementLevel": "remediate", "owner": "me"}},
            Setting("remediate", {"days": 3, "owner": "me"}),
            Setting("advisory"),
        ),
        ({"all": "disabled"}, Setting("disabled", {"days": 3}), Setting("disabled")),
        ({"all": "disabled", "tags": "advisory"}, Setting("disabled", {"days": 3}), Setting("advisory")),
        ({"environments": ["prod"], "tags": {}}, Setting("mandatory", {"days": 3}), Setting("advisory")),
    ],
)
def test_follows_the_configuration(config: Any, retention: Setting, tags: Setting) -> None:
    assert settle("acme", made(), config) == {"retention": retention, "tags": tags}


def test_is_what_the_pack_sets_for_itself_under_the_configuration() -> None:
    own = {"retention": {"enforcementLevel": "DISABLED", "properties": {"days": 5, "owner": "them"}}}
    settled = settle("acme", made(initialConfig=own), {"retention": {"owner": "me"}})
    assert settled["retention"] == Setting("disabled", {"days": 5, "owner": "me"})


@pytest.mark.parametrize(
    ("config", "why"),
    [
        ({"retentoin": "advisory"}, "policy pack acme has no policy 'retentoin'; did you mean 'retention'?"),
        ({"xyz": "advisory"}, "policy pack acme has no policy 'xyz'; it has retention, tags"),
        (
            {"tags": "required"},
            "tags: 'required' is not a valid enforcement level; expected advisory, disabled, mandatory, remediate",
        ),
        ({"tags": {"enforcementLevel": ""}}, "tags: '' is not a valid enforcement level"),
        ({"tags": {"enforcementLevel": ["advisory"]}}, "tags: ['advisory'] is not a valid enforcement level"),
        ({"tags": 3}, "tags: expected a level or an object, got 3; correct the file"),
        ({"retention": {"days": 0}}, "retention: days: 0 is less than the minimum of 1; correct the file"),
        (
            {"retention": {"days": "x", "owner": 1}},
            "retention: days: 'x' is not of type 'integer'; retention: owner: 1 is not of type 'string'; correct",
        ),
    ],
)
def test_is_refused_where_the_configuration_does_not_fit(config: Any, why: str) -> None:
    said = refusal(config)
    assert said.startswith("--policy-pack-config: ")
    assert why in said


def test_needs_what_its_schema_requires_even_without_configuration() -> None:
    policy = {"name": "tags", "configSchema": {"required": ["owner"]}}
    assert refusal(None, policies=[policy]) == (
        "--policy-pack-config: policy pack acme: tags: 'owner' is a required property; correct the file"
    )


def test_is_refused_where_the_packs_own_schema_is_wrong() -> None:
    policy = {"name": "tags", "configSchema": {"properties": {"n": {"type": "whole"}}}}
    assert refusal(None, policies=[policy]).startswith("policy pack acme: tags: its configuration's schema is wrong: ")


def test_is_not_configurable_in_a_pack_that_takes_no_configuration() -> None:
    assert refusal({"tags": "mandatory"}, supportsConfig=False) == (
        "--policy-pack-config: policy pack acme takes no configuration; leave the option out"
    )
    assert settle("acme", made(supportsConfig=False), None)["tags"] == Setting("advisory")


def test_is_advice_where_the_pack_names_a_level_of_the_future() -> None:
    info = made()
    info.policies[0].enforcementLevel = 9
    assert settle("acme", info, None)["retention"].level == "advisory"


def test_is_told_the_pack_with_every_level_and_parameter() -> None:
    settled = {"a": Setting("mandatory", {"days": 3}), "b": Setting("remediate"), "c": Setting("disabled")}
    told = json_format.MessageToDict(settings.request(settled))
    assert told == {
        "policyConfig": {
            "a": {"enforcementLevel": "MANDATORY", "properties": {"days": 3.0}},
            "b": {"enforcementLevel": "REMEDIATE", "properties": {}},
            "c": {"enforcementLevel": "DISABLED", "properties": {}},
        }
    }


@given(st.dictionaries(st.text("abc", min_size=1, max_size=2), st.sampled_from(LEVELS)), st.sets(st.text("abc")))
def test_is_disabled_while_others_are_asked_alone(levels: dict[str, str], only: set[str]) -> None:
    told = settings.request({name: Setting(level) for name, level in levels.items()}, only).policyConfig
    assert {name: LEVELS[one.enforcementLevel] for name, one in told.items()} == {
        name: level if name in only else "disabled" for name, level in levels.items()
    }


def test_may_lack_what_environments_of_pulumis_cloud_would_set() -> None:
    assert settings.notes({"environments": ["prod"]}) == (
        "--policy-pack-config: environments are not resolved offline; what they set is missing",
    )
    assert settings.notes({"tags": "advisory"}) == settings.notes(None) == ()
