"""The rule about what a listener negotiates..."""

from __future__ import annotations

import pytest

from policy.guardrails.load_balancers import LISTENER
from policy.guardrails.marks import UNKNOWN
from policy.guardrails.remedy import changes
from policy.guardrails.rule import Change
from policy.guardrails.rules.lb.listener_tls_policy import lb_listener_tls_policy
from policy.guardrails.settings import Settings

RECOMMENDED = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"
PARAMETERS = Settings().arguments(lb_listener_tls_policy)


@pytest.mark.parametrize("policy", [None, "ELBSecurityPolicy-2016-08", "ELBSecurityPolicy-TLS-1-2-Ext-2018-06"])
@pytest.mark.parametrize("protocol", ["HTTPS", "TLS"])
def test_gives_it_the_recommended_policy_in_place_of_a_weak_one(item, protocol, policy):
    found = changes(
        lb_listener_tls_policy, item(LISTENER, inputs={"protocol": protocol, "sslPolicy": policy}), PARAMETERS
    )
    assert found == [Change(keys=("sslPolicy",), value=RECOMMENDED)]


@pytest.mark.parametrize(
    "inputs",
    [
        {"protocol": "HTTPS", "sslPolicy": RECOMMENDED},
        {"protocol": "HTTPS", "sslPolicy": "ELBSecurityPolicy-TLS13-1-2-2021-06"},
        {"protocol": "HTTPS", "sslPolicy": UNKNOWN},
        {"protocol": UNKNOWN},
        {"protocol": "HTTP", "port": 80},
        {"protocol": "TCP"},
        {},
    ],
)
def test_leaves_a_strong_one_and_what_it_cannot_know_alone(item, inputs):
    assert changes(lb_listener_tls_policy, item(LISTENER, inputs=inputs), PARAMETERS) == []


def test_recommends_a_policy_that_it_accepts():
    assert PARAMETERS[0]["replacement"] in PARAMETERS[0]["policies"]
