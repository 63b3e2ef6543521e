"""A Kubernetes role's rule..."""

from __future__ import annotations

import pytest

from policy.guardrails.item import Item
from policy.guardrails.rbac import Grant, each_grant
from policy.guardrails.values import UNKNOWN, Secret
from policy.guardrails.verdicts import Undecided

ROLE = "kubernetes:rbac.authorization.k8s.io/v1:Role"


def grant(**rule):
    return Grant(Item(urn="urn:role", type=ROLE, name="role", inputs={"rules": [rule]})["rules"][0])


READS = {"apiGroups": [""], "resources": ["pods", "secrets"], "verbs": ["get", "list"]}


@pytest.mark.parametrize(
    ("rule", "asked", "allowed"),
    [
        (READS, ("", "pods", "get"), True),
        (READS, ("", "pods", "watch"), False),
        (READS, ("", "pods/exec", "get"), False),
        (READS, ("apps", "pods", "get"), False),
        ({**READS, "verbs": ["*"]}, ("", "secrets", "delete"), True),
        ({**READS, "resources": ["*"]}, ("", "pods/exec", "get"), True),
        ({**READS, "resources": ["*/exec"]}, ("", "pods/exec", "get"), True),
        ({**READS, "resources": ["*/exec"]}, ("", "pods", "get"), False),
        ({**READS, "apiGroups": ["*"]}, ("apps", "secrets", "list"), True),
        ({**READS, "verbs": [UNKNOWN, "get"]}, ("", "pods", "get"), True),
        ({**READS, "verbs": UNKNOWN, "resources": ["nodes"]}, ("", "pods", "get"), None),
        ({"nonResourceURLs": ["/metrics"], "verbs": ["get"]}, ("", "pods", "get"), False),
    ],
)
def test_allows_what_all_of_its_lists_do(rule, asked, allowed):
    if allowed is None:
        with pytest.raises(Undecided):
            grant(**rule).allows(*asked)
    else:
        assert grant(**rule).allows(*asked) is allowed


@pytest.mark.parametrize(
    ("names", "narrow"), [(["orders"], True), ([], False), (None, False), ([""], False), (["orders", ""], False)]
)
def test_is_narrow_where_it_names_objects(names, narrow):
    assert grant(**READS, resourceNames=names).narrow is narrow


def test_is_named_by_what_it_says_in_any_order():
    assert grant(**READS).mark == "get,list on pods,secrets"
    assert grant(resources=["secrets", "pods"], verbs=["list", "get"]).mark == "get,list on pods,secrets"
    assert grant(nonResourceURLs=["/metrics"], verbs=["get"]).mark == "get"


def test_is_named_without_secrets_and_unknowns():
    assert grant(resources=[Secret("hidden"), UNKNOWN], verbs=UNKNOWN).mark == "[unknown] on [secret],[unknown]"


def test_is_judged_though_another_is_not_known():
    item = Item(urn="urn:role", type=ROLE, name="role", inputs={"rules": [{"verbs": UNKNOWN}, READS]})

    def refuses_get(one):
        if one.allows("", "pods", "get"):
            yield one.node.says("no")

    found = list(each_grant(item, refuses_get))
    assert [verdict.path for verdict in found] == ["rules[0].verbs", "rules[1]"]
    assert isinstance(found[0], Undecided)
