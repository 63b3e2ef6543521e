"""The secrets of a tool"""

from __future__ import annotations

from components.kubernetes.tools.recipes import RECIPES
from components.kubernetes.tools.secrets import tool_secrets
from tests.components.kubernetes.service.conftest import Owner
from tests.components.kubernetes.tools.conftest import KEY

_SECRET = "stackwright:security:Secret"


def _made(deploy, scope, tool, removal="retain"):
    return deploy(lambda: tool_secrets(Owner(tool), scope, KEY, removal, RECIPES[tool]))


def test_are_made_here_or_put_by_a_person(deploy, scope):
    made = _made(deploy, scope, "retool")
    sources = {name: made[f"retool-{name}", _SECRET].inputs["source"] for name in ("encryption-key", "jwt-secret")}
    assert sources == {"encryption-key": "generated", "jwt-secret": "generated"}
    assert made["retool-license-key", _SECRET].inputs["source"] == "manual"
    assert list(made.result) == ["ENCRYPTION_KEY", "JWT_SECRET", "LICENSE_KEY"]


def test_belong_to_it(deploy, scope):
    made = _made(deploy, scope, "retool")
    owner = made["retool", "stackwright:kubernetes:Owner"].urn
    assert {it.parent for it in made.stack.resources if it.type == _SECRET} == {owner}


def test_are_protected_where_the_cluster_is_kept(deploy, scope):
    secret = "aws:secretsmanager/secret:Secret"
    assert _made(deploy, scope, "retool")["retool-encryption-key", secret].options.protect is True
    assert _made(deploy, scope, "retool", "destroy")["retool-encryption-key", secret].options.protect is False


def test_are_none_where_its_database_has_all(deploy, scope):
    assert _made(deploy, scope, "temporal").result == {}
