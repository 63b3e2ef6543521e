"""A load balancer..."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pulumi
import pytest

from components.access import Peer, open_port
from components.component import Component
from components.compute.spec import HealthCheck
from components.load_balancer.alarms import LatencyObjective
from components.load_balancer.certificate import Domain
from components.load_balancer.load_balancer import LoadBalancer, LoadBalancerArgs
from components.load_balancer.route import Route
from components.network.vpc import Vpc, VpcArgs
from components.scope import Scope

COMPONENT = ("edge", "stackwright:network:LoadBalancer")
BALANCER = ("edge", "aws:lb/loadBalancer:LoadBalancer")
ALWAYS = {
    "edge": "aws:lb/loadBalancer:LoadBalancer",
    "edge-http": "aws:lb/listener:Listener",
    "edge-ingress-http": "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "edge-logs": "aws:s3/bucket:Bucket",
    "edge-logs-encryption": "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "edge-logs-lifecycle": "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "edge-logs-ownership": "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    "edge-logs-policy": "aws:s3/bucketPolicy:BucketPolicy",
    "edge-logs-public-access": "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "edge-logs-versioning": "aws:s3/bucketVersioning:BucketVersioning",
    "edge-security-group": "aws:ec2/securityGroup:SecurityGroup",
}
WITH_A_DOMAIN = {
    "edge-certificate": "aws:acm/certificate:Certificate",
    "edge-certificate-record": "aws:route53/record:Record",
    "edge-certificate-validation": "aws:acm/certificateValidation:CertificateValidation",
    "edge-https": "aws:lb/listener:Listener",
    "edge-ingress-https": "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
}


def subnets(tier: str) -> dict[str, pulumi.Output[str]]:
    return {zone: pulumi.Output.from_input(f"subnet-{tier}-{zone}") for zone in "ab"}


@dataclass
class Surroundings:
    ipv6: bool = False
    zones: tuple[str, ...] = ("a", "b")
    logical_name: str = "main"
    cidr_block: str = "10.0.0.0/16"
    vpc_id: pulumi.Output[str] = field(default_factory=lambda: pulumi.Output.from_input("vpc-1"))
    public_subnet_ids: dict[str, pulumi.Output[str]] = field(default_factory=lambda: subnets("public"))
    private_subnet_ids: dict[str, pulumi.Output[str]] = field(default_factory=lambda: subnets("private"))
    isolated_subnet_ids: dict[str, pulumi.Output[str]] = field(default_factory=lambda: subnets("isolated"))


def domain() -> Domain:
    return Domain(name="acme.example", hosted_zone_id="Z1")


def balancer(scope: Scope, name: str = "edge", network: dict[str, Any] | None = None, **given: Any) -> LoadBalancer:
    return LoadBalancer(name, LoadBalancerArgs(scope=scope, network=Surroundings(**(network or {})), **given))


@pytest.fixture
def public(deploy: Any, scope: Scope) -> Callable[..., Any]:
    """Deploy a balancer with a domain and the routes given as name -> route."""

    def run(routes: dict[str, Route] | None = None, **given: Any) -> Any:
        def program() -> LoadBalancer:
            made = balancer(scope, domain=domain(), **given)
            for name, route in (routes or {}).items():
                made.route(name, route, port=8080)
            return made

        return deploy(program)

    return run


@pytest.fixture
def internal(deploy: Any, scope: Scope) -> Callable[..., Any]:
    """Deploy a balancer without a domain."""
    return lambda **given: deploy(lambda: balancer(scope, **given))


def test_with_a_domain_is_all_of_this(public: Any) -> None:
    made = public()
    assert made.named() == ALWAYS | WITH_A_DOMAIN
    assert {made[name].parent for name in made.named() if name != "edge"} == {made[COMPONENT].urn}
    assert made[BALANCER].parent == made[COMPONENT].urn


def test_without_a_domain_is_all_of_this(internal: Any) -> None:
    assert internal().named() == ALWAYS


def test_with_a_domain_faces_the_internet(public: Any, scope: Scope) -> None:
    made = public()
    assert made[BALANCER].inputs == {
        "loadBalancerType": "application",
        "internal": False,
        "ipAddressType": "ipv4",
        "subnets": ["subnet-public-a", "subnet-public-b"],
        "securityGroups": [made["edge-security-group"].id],
        "dropInvalidHeaderFields": True,
        "desyncMitigationMode": "defensive",
        "enableHttp2": True,
        "enableZonalShift": True,
        "idleTimeout": 60,
        "enableDeletionProtection": True,
        "accessLogs": {"bucket": made["edge-logs"].id, "enabled": True},
        "tags": scope.tags("acme-test-edge"),
    }
    assert made.result.internal is False


@pytest.mark.parametrize("ipv6", [False, True])
def test_without_a_domain_is_internal(internal: Any, ipv6: bool) -> None:
    made = internal(network={"ipv6": ipv6})
    given = made[BALANCER].inputs
    assert (given["internal"], given["ipAddressType"]) == (True, "ipv4")
    assert given["subnets"] == ["subnet-private-a", "subnet-private-b"]
    assert made["edge-ingress-http"].inputs["cidrIpv4"] == "10.0.0.0/16"
    assert made.result.internal is True


def test_has_ipv6_addresses_where_the_network_has_them(public: Any) -> None:
    made = public({"api": Route(host="api")}, network={"ipv6": True})
    assert made[BALANCER].inputs["ipAddressType"] == "dualstack"
    assert {"edge-ingress-https-ipv6", "edge-dns-api", "edge-dns6-api"} <= set(made.named())


def test_stands_as_long_as_the_way_in_does(deploy: Any, scope: Scope) -> None:
    def program() -> None:
        vpc = Vpc("main", VpcArgs(scope=scope, cidr="10.0.0.0/16", zones=("a", "b"), kms_key_arn="arn:key", nat="none"))
        LoadBalancer("edge", LoadBalancerArgs(scope=scope, network=vpc, domain=domain()))

    made = deploy(program)
    way_in = {made[name].urn for name in ("main-internet-gateway", "main-public-route", "main-public-association-b")}
    assert way_in <= set(made[BALANCER].dependencies)


def test_waits_until_it_may_write_its_logs(public: Any) -> None:
    made = public()
    assert made["edge-logs-policy"].urn in made[BALANCER].dependencies


def test_keeps_logs_and_idle_connections_as_long_as_it_is_told(internal: Any) -> None:
    made = internal(log_days=7, idle_timeout_seconds=300)
    assert made["edge-logs-lifecycle"].inputs["rules"][0]["expiration"] == {"days": 7}
    assert made[BALANCER].inputs["idleTimeout"] == 300


def test_listens_only_once_its_certificate_is_issued(public: Any) -> None:
    made = public()
    assert made["edge-certificate-validation"].urn in made["edge-https"].dependencies
    assert made["edge-certificate"].inputs["subjectAlternativeNames"] == ["*.acme.example"]


def test_is_hard_to_lose(internal: Any) -> None:
    made = internal()
    assert made[BALANCER].options.protect
    assert made["edge-logs"].options.protect


def test_goes_with_its_stack_where_removal_is_destroy(internal: Any) -> None:
    made = internal(removal="destroy")
    assert made[BALANCER].inputs["enableDeletionProtection"] is False
    assert made["edge-logs"].inputs["forceDestroy"] is True
    assert not made[BALANCER].options.protect
    assert not made["edge-logs"].options.protect


def test_shows_its_domain_and_that_it_is_public(public: Any) -> None:
    assert public()[COMPONENT].inputs == {"domain": "acme.example", "internal": False, "logDays": 90}


def test_shows_that_it_is_internal(internal: Any) -> None:
    assert internal()[COMPONENT].inputs == {"internal": True, "logDays": 90}


@pytest.mark.parametrize(("kind", "listener"), [("public", "edge-https"), ("internal", "edge-http")])
def test_hands_out_what_others_need(request: Any, kind: str, listener: str) -> None:
    made = request.getfixturevalue(kind)()
    assert made[COMPONENT].outputs == {
        "load_balancer_arn": made[BALANCER].outputs["arn"],
        "load_balancer_arn_suffix": made[BALANCER].outputs["arnSuffix"],
        "load_balancer_dns_name": made[BALANCER].outputs["dnsName"],
        "load_balancer_zone_id": made[BALANCER].outputs["zoneId"],
        "listener_arn": made[listener].outputs["arn"],
        "security_group_id": made["edge-security-group"].id,
    }


def test_sends_the_requests_of_a_route_to_its_target(public: Any) -> None:
    made = public({"api": Route(host="api", paths=("/v1/*",), priority=5)})
    assert made.named() == ALWAYS | WITH_A_DOMAIN | {
        "edge-target-api": "aws:lb/targetGroup:TargetGroup",
        "edge-route-api": "aws:lb/listenerRule:ListenerRule",
        "edge-dns-api": "aws:route53/record:Record",
    }
    rule = made["edge-route-api"].inputs
    assert rule["listenerArn"] == made["edge-https"].outputs["arn"]
    assert rule["priority"] == 5
    assert rule["conditions"] == [
        {"hostHeader": {"values": ["api.acme.example"]}},
        {"pathPattern": {"values": ["/v1/*"]}},
    ]
    assert made["edge-dns-api"].inputs["name"] == "api.acme.example"
    assert {made[f"edge-{role}-api"].parent for role in ("target", "route", "dns")} == {made[COMPONENT].urn}


def test_sends_a_route_without_host_the_requests_of_the_domain_itself(public: Any) -> None:
    made = public({"web": Route()})
    assert made["edge-route-web"].inputs["conditions"][0] == {"hostHeader": {"values": ["acme.example"]}}
    assert made["edge-dns-@"].inputs["name"] == "acme.example"


def test_has_one_record_for_all_routes_of_a_host(public: Any) -> None:
    made = public({"api": Route(host="api"), "docs": Route(host="api", paths=("/docs/*",)), "web": Route()})
    assert [name for name in made.named() if "-dns-" in name] == ["edge-dns-api", "edge-dns-@"]


def test_moves_no_rule_when_another_is_added(public: Any) -> None:
    before = public({"api": Route(host="api"), "web": Route()})
    after = public({"new": Route(host="new"), "web": Route(), "api": Route(host="api")})
    for name in ("edge-route-api", "edge-route-web"):
        assert before[name].inputs["priority"] == after[name].inputs["priority"]


def test_tells_a_service_where_to_register_and_what_to_wait_for(deploy: Any, scope: Scope) -> None:
    def program() -> Any:
        made = balancer(scope, domain=domain())
        return made.route(
            "api",
            Route(host="api"),
            port=9000,
            health=HealthCheck(path="/up"),
            health_codes="204",
            deregistration_seconds=5,
        )

    made = deploy(program)
    target, group = made.result, made["edge-target-api"]
    assert made.value(target.target_group_arn) == group.outputs["arn"]
    assert made.value(target.target_group_arn_suffix) == group.outputs["arnSuffix"]
    assert made.value(target.load_balancer_arn_suffix) == made[BALANCER].outputs["arnSuffix"]
    assert made.value(target.rule.urn) == made["edge-route-api"].urn
    assert made.value(target.url) == "https://api.acme.example"
    assert (group.inputs["port"], group.inputs["deregistrationDelay"]) == (9000, 5)
    assert (group.inputs["healthCheck"]["path"], group.inputs["healthCheck"]["matcher"]) == ("/up", "204")


def test_checks_health_as_the_service_says(deploy: Any, scope: Scope) -> None:
    health = HealthCheck(path="/up", interval_seconds=30, timeout_seconds=9, healthy_count=3, unhealthy_count=4)
    made = deploy(lambda: balancer(scope).route("api", Route(), port=8080, health=health))
    assert made["edge-target-api"].inputs["healthCheck"] == {
        "path": "/up",
        "matcher": "200-399",
        "protocol": "HTTP",
        "port": "traffic-port",
        "interval": 30,
        "timeout": 9,
        "healthyThreshold": 3,
        "unhealthyThreshold": 4,
    }


def test_routes_by_path_alone_where_it_is_internal(deploy: Any, scope: Scope) -> None:
    made = deploy(lambda: balancer(scope).route("api", Route(paths=("/api/*",)), port=8080))
    assert made.named() == ALWAYS | {
        "edge-target-api": "aws:lb/targetGroup:TargetGroup",
        "edge-route-api": "aws:lb/listenerRule:ListenerRule",
    }
    assert made["edge-route-api"].inputs["conditions"] == [{"pathPattern": {"values": ["/api/*"]}}]
    assert made["edge-route-api"].inputs["listenerArn"] == made["edge-http"].outputs["arn"]
    assert made.value(made.result.url) == f"http://{made[BALANCER].outputs['dnsName']}"
    group = made["edge-target-api"].inputs
    assert (group["healthCheck"]["path"], group["healthCheck"]["matcher"]) == ("/", "200-399")
    assert group["deregistrationDelay"] == 30


def test_lets_a_service_open_its_own_port(deploy: Any, scope: Scope) -> None:
    class Service(Component):
        security_group_id: pulumi.Output[str]

        def __init__(self, source: Peer) -> None:
            super().__init__("test:index:Service", "api", {}, None)
            self.security_group_id = pulumi.Output.from_input("sg-api")
            open_port(self, scope, source=source, destination=self, port=8080)
            self.finish()

    made = deploy(lambda: Service(balancer(scope)))
    egress = made["api-egress-edge"].inputs
    assert (egress["securityGroupId"], egress["referencedSecurityGroupId"]) == (
        made["edge-security-group"].id,
        "sg-api",
    )


def test_watches_itself_and_every_routed_target(public: Any) -> None:
    made = public({"api": Route(host="api"), "web": Route()}, latency=LatencyObjective(p50_ms=1, p95_ms=2, p99_ms=3))
    alarms = {alarm.key: alarm for alarm in made.result.alarms}
    of_target = ("no-healthy", "unhealthy", "target-5xx", "p50", "p95", "p99")
    assert list(alarms) == [
        "elb-5xx",
        "rejected-connections",
        "tls-errors",
        "certificate-expiry",
        *(f"api-{key}" for key in of_target),
        *(f"web-{key}" for key in of_target),
    ]
    assert [alarms[f"web-{key}"].threshold for key in ("p50", "p95", "p99")] == [0.001, 0.002, 0.003]
    (healthy,) = alarms["web-no-healthy"].metrics.values()
    assert {key: made.value(value) for key, value in healthy.dimensions.items()} == {
        "TargetGroup": made["edge-target-web"].outputs["arnSuffix"],
        "LoadBalancer": made[BALANCER].outputs["arnSuffix"],
    }
    (expiry,) = alarms["certificate-expiry"].metrics.values()
    assert made.value(expiry.dimensions["CertificateArn"]) == made["edge-certificate"].outputs["arn"]


def test_watches_no_tls_where_it_is_internal(internal: Any) -> None:
    assert [alarm.key for alarm in internal().result.alarms] == ["elb-5xx", "rejected-connections"]


@pytest.mark.parametrize(
    ("routes", "message"),
    [
        ([("api", Route(host="a")), ("api", Route(host="b"))], "there is a route 'api' already"),
        ([("api", Route(host="a")), ("web", Route(host="a"))], "routes 'api' and 'web' both take /\\* of host 'a'"),
        ([("api", Route(host="@")), ("web", Route())], "routes 'api' and 'web' both take /\\* of host '@'"),
        ([("a", Route(host="a", priority=3)), ("b", Route(host="b", priority=3))], "routes 'a' and 'b' both have"),
        ([("api", Route(priority=1)), ("v1", Route(paths=("/v1",)))], "route 'api' is tried before 'v1'"),
        ([("api", Route(paths=("/1", "/2", "/3", "/4", "/5")))], "a rule takes 5 values, host and paths together"),
        ([("API", Route())], "a route's name must be lower-case letters, digits and inner hyphens, got 'API'"),
    ],
)
def test_refuses_a_route_that(routes: list[tuple[str, Route]], message: str, deploy: Any, scope: Scope) -> None:
    def program() -> None:
        made = balancer(scope, domain=domain())
        for name, route in routes:
            made.route(name, route, port=8080)

    with pytest.raises(ValueError, match=message):
        deploy(program)


def test_refuses_a_port_that_is_none(deploy: Any, scope: Scope) -> None:
    with pytest.raises(ValueError, match="port must be 1 to 65535, got 0"):
        deploy(lambda: balancer(scope).route("api", Route(), port=0))


def test_refuses_a_host_where_it_has_no_domain(deploy: Any, scope: Scope) -> None:
    with pytest.raises(ValueError, match=r"route 'api' names host 'api', which needs a domain, .* 'edge' has none"):
        deploy(lambda: balancer(scope).route("api", Route(host="api"), port=8080))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"network": {"zones": ("a",)}}, "needs subnets in at least 2 zones, the network has 1"),
        (
            {"domain": domain(), "network": {"zones": ("a", "b", "c"), "public_subnet_ids": subnets("public")}},
            "a balancer with a domain needs a public subnet in each zone that services run in, and zone c has none",
        ),
        ({"log_days": 0}, "log_days must be at least 1, got 0"),
        ({"idle_timeout_seconds": 0}, "idle_timeout_seconds must be 1 to 4000, got 0"),
        ({"idle_timeout_seconds": 4_001}, "idle_timeout_seconds must be 1 to 4000, got 4001"),
    ],
)
def test_refuses(deploy: Any, scope: Scope, given: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        deploy(lambda: balancer(scope, **given))


def test_may_be_called_internal(deploy: Any, scope: Scope) -> None:
    made = deploy(lambda: balancer(scope, name="internal"))
    assert made["internal", "aws:lb/loadBalancer:LoadBalancer"].inputs["namePrefix"] == "inter-"


def test_lets_children_of_routes_be_altered_too(public: Any) -> None:
    made = public(
        {"api": Route(host="api")},
        transform={
            "target-*": lambda props: {**props, "slowStart": 60},
            "https": lambda props: {**props, "sslPolicy": "ELBSecurityPolicy-TLS13-1-3-2021-06"},
        },
    )
    assert made["edge-target-api"].inputs["slowStart"] == 60
    assert made["edge-https"].inputs["sslPolicy"] == "ELBSecurityPolicy-TLS13-1-3-2021-06"


def test_refuses_a_transform_of_a_child_it_never_has(internal: Any) -> None:
    with pytest.raises(ValueError, match="transform names no child of this component: https"):
        internal(transform={"https": lambda props: props})
