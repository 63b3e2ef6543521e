"""A load balancer of a service's own speaks TLS alone, and is open to whom it names."""

from __future__ import annotations

import pytest

from components.compute.spec import HealthCheck, Image
from components.kubernetes.service.ingress import Ingress

CERTIFICATE = "arn:aws:acm:eu-west-1:123456789012:certificate/1"
ALB = "alb.ingress.kubernetes.io"


def wanted(**changes):
    return Ingress(**{"host": "orders.acme.example", "certificate_arn": CERTIFICATE, **changes})


@pytest.fixture
def made(deploy, making):
    def run(ingress=None, **changes):
        return deploy(lambda: making.service(spec=making.spec(**changes), ingress=ingress or wanted()))

    return run


def test_and_says_so_to_the_controller(made, scope):
    found = made(health=HealthCheck(path="/healthz"))
    tags = scope.tags("acme-test-orders-ingress")
    assert found["orders-ingress"].inputs == {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "Ingress",
        "metadata": {
            "name": "orders",
            "namespace": "core-api",
            "labels": {
                "app.kubernetes.io/name": "orders",
                "app.kubernetes.io/part-of": "acme-test",
                "app.kubernetes.io/managed-by": "pulumi",
            },
            "annotations": {
                f"{ALB}/scheme": "internal",
                f"{ALB}/target-type": "ip",
                f"{ALB}/listen-ports": '[{"HTTPS": 443}]',
                f"{ALB}/certificate-arn": CERTIFICATE,
                f"{ALB}/ssl-policy": "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
                f"{ALB}/security-groups": found["orders-balancer-security-group"].id,
                f"{ALB}/manage-backend-security-group-rules": "false",
                f"{ALB}/subnets": "subnet-private-a,subnet-private-b",
                f"{ALB}/healthcheck-path": "/healthz",
                f"{ALB}/healthcheck-interval-seconds": "15",
                f"{ALB}/healthcheck-timeout-seconds": "5",
                f"{ALB}/healthy-threshold-count": "2",
                f"{ALB}/unhealthy-threshold-count": "3",
                f"{ALB}/success-codes": "200-399",
                f"{ALB}/load-balancer-attributes": "routing.http.drop_invalid_header_fields.enabled=true",
                f"{ALB}/tags": ",".join(f"{key}={tags[key]}" for key in sorted(tags)),
            },
        },
        "spec": {
            "ingressClassName": "alb",
            "rules": [
                {
                    "host": "orders.acme.example",
                    "http": {
                        "paths": [
                            {
                                "path": "/",
                                "pathType": "Prefix",
                                "backend": {"service": {"name": "orders", "port": {"number": 8080}}},
                            }
                        ]
                    },
                }
            ],
        },
    }


def test_which_by_default_is_the_network_alone(made, scope):
    found = made()
    rule = found["orders-balancer-https-10-0-0-0-16"].inputs
    assert rule == {
        "securityGroupId": found["orders-balancer-security-group"].id,
        "cidrIpv4": "10.0.0.0/16",
        "ipProtocol": "tcp",
        "fromPort": 443,
        "toPort": 443,
        "description": "10.0.0.0/16 to the load balancer of orders",
        "tags": scope.tags("acme-test-orders-balancer-https-10-0-0-0-16"),
    }


def test_and_reaches_the_pods_through_both_gates(made):
    found = made()
    balancer = found["orders-balancer-security-group"].id
    assert found["orders-ingress-own-balancer"].inputs["referencedSecurityGroupId"] == balancer
    assert found["orders-egress-own-balancer"].inputs["securityGroupId"] == balancer
    assert found["orders-admit-own-balancer"].inputs["spec"]["policyTypes"] == ["Ingress"]


def test_and_is_public_only_where_that_is_said(made):
    public = wanted(scheme="internet-facing", sources=("0.0.0.0/0",), paths=("/a", "/b"))
    inputs = made(public)["orders-ingress"].inputs
    assert inputs["metadata"]["annotations"][f"{ALB}/scheme"] == "internet-facing"
    assert inputs["metadata"]["annotations"][f"{ALB}/subnets"] == "subnet-public-a,subnet-public-b"
    assert [path["path"] for path in inputs["spec"]["rules"][0]["http"]["paths"]] == ["/a", "/b"]


def test_and_nobody_waits_for_it_while_nothing_is_released(made):
    inputs = made(image=Image(repository="orders"))["orders-ingress"].inputs
    assert inputs["metadata"]["annotations"]["pulumi.com/skipAwait"] == "true"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"host": "orders"}, r"an ingress host must be a whole name such as 'orders\.acme\.example', got 'orders'"),
        ({"paths": ()}, r"ingress paths must start with '/', at least one, got \[\]"),
        ({"paths": ("a",)}, r"ingress paths must start with '/', at least one, got \['a'\]"),
        ({"scheme": "public"}, r"ingress scheme must be 'internal' or 'internet-facing', got 'public'"),
        ({"scheme": "internet-facing"}, r"an internet-facing ingress must say who may connect: give sources"),
        ({"sources": ("10.0.0.1/8",)}, r"ingress sources must be IPv4 ranges such as '10\.0\.0\.0/8', got '10\.0"),
    ],
)
def test_and_is_refused_where_it_would_be_wrong(changes, message):
    with pytest.raises(ValueError, match=message):
        wanted(**changes)
