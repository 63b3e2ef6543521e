"""A stack file..."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from pydantic import BaseModel, ValidationError

from settings.declaration import Declaration, PulumiConfig
from settings.profiles import DEFAULTS

DECLARED = yaml.safe_load((Path(__file__).parents[2] / "Pulumi.yaml").read_text())["config"]

REFUSED = [
    ({"owner": None}, "stackwright:owner: is required; add it, for instance platform@acme.example"),
    ({"owner": " ada"}, 'stackwright:owner: " ada" must be one line without spaces at its ends; take them out'),
    (
        {"owner": "ada\nbob"},
        'stackwright:owner: "ada\\nbob" must be one line without spaces at its ends; take them out',
    ),
    ({"costCenter": " "}, 'stackwright:costCenter: " " must be one line without spaces at its ends; take them out'),
    (
        {"organization": "Acme"},
        'stackwright:organization: "Acme" must be at most 20 lower-case letters, digits and single inner '
        "hyphens, a letter first; write for instance acme-orders",
    ),
    (
        {"organization": "an-organization-of-many"},
        'stackwright:organization: "an-organization-of-many" must be at most 20 lower-case letters, '
        "digits and single inner hyphens, a letter first; write for instance acme-orders",
    ),
    (
        {"environment": "Prod"},
        'stackwright:environment: "Prod" must be at most 20 lower-case letters, digits and single inner '
        "hyphens, a letter first; write for instance acme-orders",
    ),
    (
        {"repository": "http://acme.example"},
        'stackwright:repository: "http://acme.example" must be an https:// URL; write it in full, with https://',
    ),
    (
        {"profile": "prod"},
        'stackwright:profile: "prod" must be development, ephemeral or production; did you mean production?',
    ),
    ({"profile": None}, "stackwright:profile: is required; add it, for instance production"),
    ({"removal": "keep"}, 'stackwright:removal: "keep" must be retain or destroy; choose one of them'),
    ({"compute": "ecs"}, 'stackwright:compute: "ecs" must be fargate or eks; did you mean eks?'),
    ({"network": None}, 'stackwright:network: is required; add it, for instance {cidr: "10.40.0.0/16", zones: [a, b]}'),
    (
        {"network": "10.0.0.0/16"},
        'stackwright:network: "10.0.0.0/16" must be a mapping; write its keys below it, indented',
    ),
    ({"network": {}}, 'stackwright:network: is required; add it, for instance {cidr: "10.40.0.0/16", zones: [a, b]}'),
    ({"netwrok": {"cidr": "10.0.0.0/16"}}, "stackwright:netwrok: is not a setting; did you mean network?"),
    ({"stackwrigth:owner": "ada"}, "stackwrigth:owner: is not a setting; did you mean stackwright:owner?"),
    (
        {"color": "green"},
        "stackwright:color: is not a setting; use one of organization, owner, costCenter, repository, "
        "profile, environment, removal, compute, eks, network, domain, database, secrets, secretValues, "
        "services, workingHours, logs, latency, alerts, images, budget, approval, cost, policyPacks",
    ),
    ({"aws:region": None}, "aws:region: is required; add it, for instance eu-west-1"),
    ({"aws:region": "ireland"}, 'aws:region: "ireland" must be an AWS Region; write for instance eu-west-1'),
    ({"aws:allowedAccountIds": None}, 'aws:allowedAccountIds: is required; add it, for instance ["123456789012"]'),
    (
        {"aws:allowedAccountIds": ["123456789012", "210987654321"]},
        'aws:allowedAccountIds: ["123456789012", "210987654321"] must have exactly 1 account; remove some',
    ),
    ({"aws:allowedAccountIds": [123456789012]}, "aws:allowedAccountIds[0]: 123456789012 must be text; quote it"),
    (
        {"aws:allowedAccountIds": ["12"]},
        'aws:allowedAccountIds[0]: "12" must be an account id of 12 digits; write all of them, in quotes',
    ),
    (
        {"aws:allowedAccountIds": "123456789012"},
        'aws:allowedAccountIds: "123456789012" must be a list; write it in brackets',
    ),
    (
        {"services.API": {"image": {"repository": "web"}, "port": 3000, "cpu": 0.25, "memory": 512}},
        "stackwright:services.API: must be at most 20 lower-case letters, digits and single inner "
        "hyphens, a letter first; write for instance acme-orders",
    ),
    ({"services.web": 5}, "stackwright:services.web: 5 must be a mapping; write its keys below it, indented"),
    ({"services": ["api"]}, "stackwright:services: [api] must be a mapping; write its keys below it, indented"),
]


@pytest.mark.parametrize(("changes", "line"), REFUSED, ids=[line.partition(": ")[0] for _, line in REFUSED])
def test_is_refused_in_one_line(problems: Callable[..., list[str]], changes: dict[str, Any], line: str) -> None:
    assert problems(changes) == [line]


def test_has_a_meaning_for_every_key() -> None:
    undescribed = [
        f"{section.__name__}.{name}"
        for section in (Declaration, *sections(Declaration))
        for name, field in section.model_fields.items()
        if not field.description
    ]

    assert undescribed == []


def test_has_an_example_of_every_key_that_it_must_have() -> None:
    defaults = {key.rpartition(".")[2] for key in DEFAULTS}
    missing = [
        f"{section.__name__}.{name}"
        for section in (Declaration, *sections(Declaration))
        for name, field in section.model_fields.items()
        if field.is_required()
        and not field.examples
        and field.alias not in defaults | {"scale", "systemNodes", "logs", "images"}
    ]

    assert missing == []


def test_is_declared_in_the_project_but_for_keys_that_a_default_would_decide() -> None:
    keys = {str(field.alias) for field in Declaration.model_fields.values()}
    own = {key for key in keys if ":" not in key}
    required = {"organization", "owner", "costCenter", "repository", "profile", "network"}

    assert set(DECLARED) == own - {"environment", "removal", "compute"}
    assert {key for key, declared in DECLARED.items() if "default" not in declared} == required
    defaults = {key: declared["default"] for key, declared in DECLARED.items() if key not in required}
    assert {key: default for key, default in defaults.items() if default != {}} == {"policyPacks": ["policy"]}
    assert all(declared["description"] for declared in DECLARED.values())


@pytest.mark.parametrize("variable", ["OWNER", "owner", "STACKWRIGHT_OWNER", "PULUMI_CONFIG_STACKWRIGHT_OWNER"])
def test_is_not_read_from_the_environment(
    problems: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "mallory@acme.example")

    assert problems({"owner": None}) == ["stackwright:owner: is required; add it, for instance platform@acme.example"]


def test_is_not_read_from_a_dotenv_file(
    problems: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("OWNER=mallory@acme.example\n")
    monkeypatch.chdir(tmp_path)

    assert len(problems({"owner": None})) == 1


def test_is_read_whole_and_never_key_by_key() -> None:
    source = PulumiConfig(Declaration)

    with pytest.raises(NotImplementedError, match="owner"):
        source.get_field_value(Declaration.model_fields["owner"], "owner")


def test_is_its_own_source_with_defaults(load_stack: Callable[..., Any]) -> None:
    declaration = load_stack(using=Declaration)

    assert (declaration.environment, declaration.network.nat) == ("prod", "per_zone")


def test_can_not_be_changed_once_read(load_stack: Callable[..., Any]) -> None:
    settings = load_stack()

    with pytest.raises(ValidationError, match="frozen"):
        settings.owner = "mallory"
    with pytest.raises(ValidationError, match="frozen"):
        settings.network.cidr = "10.0.0.0/16"


def sections(holder: type[BaseModel]) -> set[type[BaseModel]]:
    """Every section that *holder* reaches."""
    found: set[type[BaseModel]] = set()
    for field in holder.model_fields.values():
        for kind in mentioned(field.annotation):
            if kind not in found:
                found |= {kind, *sections(kind)}
    return found


def mentioned(kind: Any) -> set[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return {kind}
    return {section for part in get_args(kind) for section in mentioned(part)}
