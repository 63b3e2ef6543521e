"""Around load balancers, a look-up..."""

from __future__ import annotations

import re

import pytest

from stackwright.simulator.place import Place

PREFIX = "arn:aws:elasticloadbalancing:eu-west-1:123456789012"


@pytest.mark.parametrize("module", ["lb", "alb"])
def test_finds_one_by_name(ask, module):
    found = ask(f"{module}.getLoadBalancer", name="web")
    assert re.fullmatch(rf"{PREFIX}:loadbalancer/app/web/[0-9a-f]{{16}}", found["arn"])
    assert found["arn"].endswith(f":loadbalancer/{found['arnSuffix']}")
    assert re.fullmatch(r"web-\d{10}\.eu-west-1\.elb\.amazonaws\.com", found["dnsName"])
    assert (found["loadBalancerType"], found["zoneId"]) == ("application", "Z32O12XQLNTSW2")
    assert [row["subnetId"] for row in found["subnetMappings"]] == found["subnets"]


def test_finds_a_network_one_by_its_arn(ask):
    arn = f"{PREFIX}:loadbalancer/net/tcp/0123456789abcdef"
    found = ask("lb.getLoadBalancer", arn=arn)
    assert (found["arn"], found["name"], found["loadBalancerType"]) == (arn, "tcp", "network")
    assert found["dnsName"] == "tcp-0123456789abcdef.elb.eu-west-1.amazonaws.com"
    assert found["zoneId"] == "Z2IFOLAFXWLO4F"


def test_finds_listeners(ask):
    balancer = ask("lb.getLoadBalancer", name="web")["arn"]
    tls = ask("lb.getListener", loadBalancerArn=balancer, port=443)
    assert tls["arn"].startswith(balancer.replace(":loadbalancer/", ":listener/") + "/")
    assert (tls["protocol"], tls["port"]) == ("HTTPS", 443)
    assert tls["certificateArn"].startswith("arn:aws:acm:eu-west-1:123456789012:certificate/")
    plain = ask("lb.getListener", loadBalancerArn=balancer, port=80)
    assert (plain["protocol"], plain["certificateArn"]) == ("HTTP", "")
    again = ask("lb.getListener", arn=tls["arn"])
    assert (again["arn"], again["loadBalancerArn"]) == (tls["arn"], balancer)


def test_finds_target_groups(ask):
    found = ask("lb.getTargetGroup", name="web")
    assert re.fullmatch(rf"{PREFIX}:targetgroup/web/[0-9a-f]{{16}}", found["arn"])
    assert found["arnSuffix"] == found["arn"].rsplit(":", 1)[1]
    by_arn = ask("lb.getTargetGroup", arn=found["arn"])
    assert (by_arn["name"], by_arn["arn"]) == ("web", found["arn"])


@pytest.mark.parametrize(
    ("look_up", "region", "args", "id_"),
    [
        ("lb.getHostedZoneId", "us-east-1", {}, "Z35SXDOTRQ7X7K"),
        ("lb.getHostedZoneId", "us-east-1", {"loadBalancerType": "network"}, "Z26RNL4JYFTOTI"),
        ("elb.getHostedZoneId", "us-west-2", {}, "Z1H1FL5HABSF5"),
        ("elb.getHostedZoneId", "us-west-2", {"region": "eu-central-1"}, "Z215JYRZR1TBD5"),
        ("elb.getServiceAccount", "us-east-1", {}, "127311923021"),
        ("elb.getServiceAccount", "eu-west-3", {}, "009996457667"),
    ],
)
def test_knows_what_aws_publishes(ask, look_up, region, args, id_):
    assert ask(look_up, Place(region=region), **args)["id"] == id_


def test_makes_up_what_aws_does_not_publish(ask):
    place = Place(region="ap-southeast-7")
    assert re.fullmatch(r"Z[A-Z0-9]{13}", ask("lb.getHostedZoneId", place)["id"])
    found = ask("elb.getServiceAccount", place)
    assert re.fullmatch(r"[1-9]\d{11}", found["id"])
    assert found["arn"] == f"arn:aws:iam::{found['id']}:root"
