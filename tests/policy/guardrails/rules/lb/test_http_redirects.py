"""The rule about plain HTTP..."""

from __future__ import annotations

from policy.guardrails.inventory import Inventory
from policy.guardrails.judge import judge_stack
from policy.guardrails.load_balancers import LISTENER
from policy.guardrails.marks import UNKNOWN
from policy.guardrails.rules.lb.http_redirects import alb_http_redirects
from policy.guardrails.settings import Settings


def test_does_not_know_who_reaches_a_load_balancer_that_a_component_makes(item):
    web = item("awsx:lb:ApplicationLoadBalancer", "web", custom=False)
    http = item(
        LISTENER,
        "http",
        inputs={"port": 80, "loadBalancerArn": UNKNOWN, "defaultActions": [{"type": "forward"}]},
        property_dependencies={"loadBalancerArn": (web.urn,)},
    )
    (found,) = judge_stack(alb_http_redirects, Inventory([web, http]), Settings())
    assert (found.status, found.path) == ("unknown", "loadBalancerArn")
