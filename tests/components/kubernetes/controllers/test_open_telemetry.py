"""OpenTelemetry"""

from __future__ import annotations

import json

import pulumi_aws as aws
import pytest

from components.access import Peer
from components.eks.addon_versions import addon_versions
from components.kubernetes.controllers.cert_manager import CertManager, CertManagerArgs
from components.kubernetes.controllers.collecting import collector_config, to_cloudwatch
from components.kubernetes.controllers.open_telemetry import OpenTelemetry, OpenTelemetryArgs
from components.kubernetes.controllers.server_access import way_to_server
from components.kubernetes.controllers.values import RESTRICTED
from components.kubernetes.service.network import Pods
from tests.kubernetes.validation import problems

from .conftest import ADDON, IDENTITY, LOG_KEY, NAMESPACE, POLICY, ROLE, ROLE_POLICY, SYSTEM, ask, called_on, closed

TYPE = "stackwright:kubernetes:OpenTelemetry"
LOG = "/acme/test/telemetry/metrics"
TRACES = {"Effect": "Allow", "Action": ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], "Resource": "*"}
CHILDREN = {
    "telemetry-account": "kubernetes:core/v1:ServiceAccount",
    "telemetry-adot": ADDON,
    "telemetry-collector": "kubernetes:opentelemetry.io/v1beta1:OpenTelemetryCollector",
    "telemetry-collector-identity": IDENTITY,
    "telemetry-collector-policy": ROLE_POLICY,
    "telemetry-collector-role": ROLE,
    "telemetry-logs": "aws:cloudwatch/logGroup:LogGroup",
    "telemetry-namespace": NAMESPACE,
    **closed("telemetry"),
    **closed("telemetry-operator"),
}


@pytest.fixture
def made_with(make, scope):
    def run(build=OpenTelemetry, **changes):
        def issuer(cluster):
            return CertManager("cert-manager", CertManagerArgs(scope=scope, cluster=cluster))

        basis = {"cert_manager": issuer, "log_kms_key_arn": LOG_KEY}
        return make(build, OpenTelemetryArgs, "telemetry", **{**basis, **changes})

    return run


@pytest.fixture
def made(made_with):
    return made_with()


def test_is_an_operator_and_one_collector_each_in_a_closed_namespace(made):
    assert made.named(f"{TYPE}$") == CHILDREN


def test_has_its_children_under_it(made):
    assert {made[name].parent for name in CHILDREN} == {made["telemetry", TYPE].urn}


def test_starts_its_operator_once_certificates_are_issued(made):
    operator = made["telemetry-adot"]
    assert operator.inputs["addonVersion"] == addon_versions()["1.35"]["adot"]
    assert made["cert-manager-cert-manager"].urn in operator.dependencies
    assert json.loads(operator.inputs["configurationValues"]) == {
        "manager": {"resources": ask("50m", "256Mi")},
        **SYSTEM,
    }


def test_comes_after_what_it_is_told_to(made_with):
    made = made_with(after=lambda _: (aws.sns.Topic("first"),))
    assert made["first"].urn in made["telemetry-adot"].dependencies


def test_collects_twice_on_system_nodes_with_few_rights(made):
    spec = dict(made["telemetry-collector"].inputs["spec"])
    metrics = to_cloudwatch("eu-west-1", namespace="acme-test", log_group=LOG)
    assert spec.pop("config") == collector_config("eu-west-1", metrics)
    assert spec == {
        "mode": "deployment",
        "replicas": 2,
        "serviceAccount": "collector",
        "podDisruptionBudget": {"maxUnavailable": 1},
        "resources": ask("200m", "512Mi"),
        "podSecurityContext": {"runAsNonRoot": True, "runAsUser": 10001},
        "securityContext": RESTRICTED,
        **SYSTEM,
    }


def test_collects_under_an_account_that_asks_nothing_of_the_api(made):
    account = made["telemetry-account"].inputs
    assert account["automountServiceAccountToken"] is False
    assert (account["metadata"]["name"], account["metadata"]["namespace"]) == ("collector", "opentelemetry")
    identity = made["telemetry-collector-identity"].inputs
    assert (identity["namespace"], identity["serviceAccount"]) == ("opentelemetry", "collector")


def test_collects_once_the_operator_the_account_and_the_role_are_there(made):
    waits = made.before("telemetry-collector")
    names = ("adot", "account", "namespace", "collector-identity", "collector-policy")
    assert {made[f"telemetry-{name}"].urn for name in names} <= waits
    assert made["telemetry-collector"].provider.startswith(made["cluster"].urn)


def test_writes_traces_and_one_log_and_nothing_else(made):
    assert made.json("telemetry-collector-policy", "policy")["Statement"] == [
        TRACES,
        {
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": f"{made['telemetry-logs'].outputs['arn']}:*",
        },
    ]


def test_writes_metrics_to_one_workspace_where_aws_keeps_them(made_with, metrics):
    made = made_with(prometheus=metrics("managed"))
    workspace = made["prometheus", "aws:amp/workspace:Workspace"].outputs
    assert made.json("telemetry-collector-policy", "policy")["Statement"] == [
        TRACES,
        {"Effect": "Allow", "Action": ["aps:RemoteWrite"], "Resource": workspace["arn"]},
    ]
    exporters = made["telemetry-collector"].inputs["spec"]["config"]["exporters"]
    url = f"{workspace['prometheusEndpoint']}api/v1/remote_write"
    assert exporters["prometheusremotewrite"]["endpoint"] == url


def test_writes_metrics_to_the_server_in_the_cluster_where_there_is_one(made_with, metrics):
    made = made_with(prometheus=metrics("in-cluster"))
    assert made.json("telemetry-collector-policy", "policy")["Statement"] == [TRACES]
    exporters = made["telemetry-collector"].inputs["spec"]["config"]["exporters"]
    url = "http://kube-prometheus-stack-prometheus.monitoring:9090/api/v1/write"
    assert exporters["prometheusremotewrite"] == {"endpoint": url}


def test_calls_the_server_in_the_cluster_by_a_grant_of_its_own(made_with, metrics):
    made = made_with(prometheus=metrics("in-cluster"))
    assert made["telemetry-server-access"].inputs["metadata"]["name"] == "allow-opentelemetry"
    assert made["prometheus-release"].urn in made["telemetry-server-access"].dependencies
    assert made["telemetry-allow-controller"].inputs["spec"]["egress"][1:] == [way_to_server()]


def test_calls_nobody_in_the_cluster_otherwise(made, made_with, metrics):
    for other in (made, made_with(prometheus=metrics("managed"))):
        assert other["telemetry-allow-controller"].inputs["spec"]["egress"][1:] == []


@pytest.mark.parametrize(
    ("mode", "changed"),
    [("managed", {}), ("in-cluster", {"telemetry-server-access": POLICY})],
)
def test_has_no_log_where_prometheus_keeps_the_metrics(made_with, metrics, mode, changed):
    without = {name: kind for name, kind in CHILDREN.items() if name != "telemetry-logs"}
    assert made_with(prometheus=metrics(mode)).named(f"{TYPE}$") == {**without, **changed}


def test_encrypts_its_log_and_forgets_it_in_time(made_with, scope):
    assert made_with(log_days=30)["telemetry-logs"].inputs == {
        "name": LOG,
        "retentionInDays": 30,
        "kmsKeyId": LOG_KEY,
        "tags": scope.tags(LOG),
    }


def test_is_called_with_telemetry_and_its_operator_on_a_webhook(made):
    assert called_on(made, "telemetry-allow-controller") == [4317, 4318]
    assert called_on(made, "telemetry-operator-allow-controller") == [9443]


def test_tells_services_where_to_send(made):
    assert made.result.connection.environment == {
        "OTEL_EXPORTER_OTLP_ENDPOINT": "http://otlp-collector.opentelemetry:4318",
        "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf",
    }
    assert made.result.connection.secrets == {}


def test_is_a_peer_whose_pods_a_network_policy_can_name(made):
    peer: Peer = made.result
    assert isinstance(peer, Pods)
    assert peer.namespace_name == "opentelemetry"
    assert peer.pod_labels == {
        "app.kubernetes.io/component": "opentelemetry-collector",
        "app.kubernetes.io/instance": "opentelemetry.otlp",
    }
    assert made.value(peer.security_group_id) == "sg-cluster"


class _Orders:
    logical_name = "orders"

    def __init__(self) -> None:
        self.security_group_id = aws.ec2.SecurityGroup("orders").id


def test_lets_a_service_send_on_one_port(made_with):
    def build(name, args):
        telemetry = OpenTelemetry(name, args)
        telemetry.allow_from(_Orders())
        return telemetry

    made = made_with(build)
    rule = made["telemetry-ingress-orders"].inputs
    assert (rule["securityGroupId"], rule["fromPort"], rule["toPort"]) == ("sg-cluster", 4318, 4318)
    assert rule["referencedSecurityGroupId"] == made["orders"].id
    assert made["telemetry-egress-orders"].inputs["securityGroupId"] == made["orders"].id


def test_refuses_a_time_that_no_log_is_kept(scope):
    with pytest.raises(ValueError, match="log_days must be a time CloudWatch Logs offers, got 6"):
        OpenTelemetryArgs(scope=scope, cluster=None, cert_manager=None, log_kms_key_arn=LOG_KEY, log_days=6)


def test_is_what_kubernetes_takes(made, made_with, metrics):
    assert problems(made.stack) == []
    assert problems(made_with(prometheus=metrics("in-cluster")).stack) == []
