"""A service on Kubernetes deploys without downtime, may do only its work, and is reached by whom it names."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws
import pytest

from components.access import Connection, SecondGate, SecretRef, open_port
from components.compute.fargate_service import FargateService
from components.compute.spec import Image, Scale
from components.kubernetes.scaling import QueueDepth
from components.kubernetes.service.args import KubernetesServiceArgs
from components.kubernetes.service.ingress import Ingress
from components.kubernetes.service.kubernetes_service import KubernetesService
from components.kubernetes.volumes import Volume
from components.schedule.hours import WorkingHours
from tests.components.compute.conftest import Peers
from tests.kubernetes.validation import problems

COMPONENT = "stackwright:kubernetes:KubernetesService"
DEPLOYMENT = ("orders", "kubernetes:apps/v1:Deployment")

CHILDREN = {
    "orders": "kubernetes:apps/v1:Deployment",
    "orders-autoscaler": "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
    "orders-disruption-budget": "kubernetes:policy/v1:PodDisruptionBudget",
    "orders-egress-https": "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    "orders-security-group": "aws:ec2/securityGroup:SecurityGroup",
    "orders-security-group-policy": "kubernetes:vpcresources.k8s.aws/v1beta1:SecurityGroupPolicy",
    "orders-service": "kubernetes:core/v1:Service",
    "orders-service-account": "kubernetes:core/v1:ServiceAccount",
    "orders-task-identity": "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    "orders-task-role": "aws:iam/role:Role",
}
WITH_SECRETS = {
    "orders-external-secret": "kubernetes:external-secrets.io/v1:ExternalSecret",
    "orders-secret-store": "kubernetes:external-secrets.io/v1:SecretStore",
    "orders-secrets-account": "kubernetes:core/v1:ServiceAccount",
    "orders-secrets-policy": "aws:iam/rolePolicy:RolePolicy",
    "orders-secrets-role": "aws:iam/role:Role",
    "orders-tokens-binding": "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
    "orders-tokens-role": "kubernetes:rbac.authorization.k8s.io/v1:Role",
}
PASSWORD = SecretRef(secret_arn="arn:b", key="password", kms_key_arn="arn:key")


@dataclass(frozen=True)
class Peer:
    logical_name: str
    security_group_id: pulumi.Output[str]


@pytest.fixture
def whole(deploy, making):
    """Deploy a service that has everything one can have but a disk, and one that has a disk."""

    def program():
        pricing = making.service("pricing", making.spec(spot=True))
        orders = making.service(
            target=making.target(),
            environment=pricing.connection.environment,
            secrets={"PASSWORD": PASSWORD},
            ingress=Ingress(host="orders.acme.example", certificate_arn="arn:certificate"),
            after=(pricing,),
        )
        pricing.allow_from(orders)
        making.service("store", making.spec(scale=Scale(min=1, max=1)), volumes={"/data": Volume(size_gib=10)})

    return deploy(program)


def test_it_is_made_of_these_children(orders):
    assert orders().named(under=COMPONENT) == CHILDREN


def test_a_worker_has_no_name_to_be_called_by(orders):
    expected = {name: type_ for name, type_ in CHILDREN.items() if name != "orders-service"}
    assert orders(port=None).named(under=COMPONENT) == expected


def test_given_a_value_it_has_a_configuration_besides(orders):
    made = orders(environment={"A": "b"})
    expected = {**CHILDREN, "orders-configuration": "kubernetes:core/v1:ConfigMap"}
    assert made.named(under=COMPONENT) == expected


def test_given_a_secret_it_has_what_reads_it_besides(deploy, making):
    made = deploy(lambda: making.service(secrets={"PASSWORD": PASSWORD}))
    assert made.named(under=COMPONENT) == {**CHILDREN, **WITH_SECRETS}


def test_behind_a_balancer_it_is_registered_besides(deploy, making):
    made = deploy(lambda: making.service(target=making.target()))
    binding = "kubernetes:elbv2.k8s.aws/v1beta1:TargetGroupBinding"
    assert made.named(under=COMPONENT) == {**CHILDREN, "orders-target-group-binding": binding}


def test_with_an_ingress_it_has_that_and_its_gates_besides(deploy, making):
    ingress = Ingress(host="orders.acme.example", certificate_arn="arn:certificate")
    made = deploy(lambda: making.service(ingress=ingress))
    assert made.named(under=COMPONENT) == {
        **CHILDREN,
        "orders-admit-own-balancer": "kubernetes:networking.k8s.io/v1:NetworkPolicy",
        "orders-balancer-https-10-0-0-0-16": "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        "orders-balancer-security-group": "aws:ec2/securityGroup:SecurityGroup",
        "orders-egress-own-balancer": "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        "orders-ingress": "kubernetes:networking.k8s.io/v1:Ingress",
        "orders-ingress-own-balancer": "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    }


def test_with_a_disk_it_has_a_claim_besides(deploy, making):
    spec = making.spec(scale=Scale(min=1, max=1))
    made = deploy(lambda: making.service(spec=spec, volumes={"/data": Volume(size_gib=10)}))
    claim = "kubernetes:core/v1:PersistentVolumeClaim"
    assert made.named(under=COMPONENT) == {**CHILDREN, "orders-volume-data": claim}


def test_every_child_belongs_to_it(whole):
    owned = whole.named(under=f"{COMPONENT}$")
    parents = {name: whole[name].parent.rpartition("::")[2] for name in owned}
    assert parents == {name: name.partition("-")[0] for name in owned}


def test_the_facts_that_matter_are_its_inputs(deploy, making):
    spec = making.spec(scale=Scale(min=1, max=1))
    made = deploy(lambda: making.service(spec=spec, volumes={"/data": Volume(size_gib=10)}))
    assert made["orders", COMPONENT].inputs == {
        "image": "orders:v1",
        "cpu": 0.25,
        "memory": 512,
        "architecture": "arm64",
        "minTasks": 1,
        "maxTasks": 1,
        "spot": False,
        "port": 8080,
        "namespace": "core-api",
        "volumes": {"/data": "10 GiB"},
    }


def test_every_object_is_one_that_the_cluster_takes(whole):
    assert problems(whole.stack) == []


def test_all_goes_through_the_provider_of_its_cluster(whole):
    objects = [it for it in whole.stack.resources if it.type.startswith("kubernetes:")]
    assert {it.provider.rpartition("::")[0].rpartition("::")[2] for it in objects} == {"cluster"}


def test_pods_start_once_all_stands_that_they_need(deploy, making):
    def program():
        called, pools, controller = (aws.sns.Topic(name) for name in ("called", "pools", "controller"))
        making.service(
            spec=making.spec(scale=Scale(min=1, max=1)),
            target=making.target(),
            environment={"A": "b"},
            secrets={"PASSWORD": PASSWORD},
            volumes={"/data": Volume(size_gib=10)},
            after=(called,),
            nodes_ready=(pools,),
            controllers_ready=(controller,),
        )

    made = deploy(program)
    needed = {urn.rpartition("::")[2] for urn in made.before(DEPLOYMENT)}
    assert needed >= {
        "called",
        "pools",
        "controller",
        "core-api",
        "core-api-default-deny",
        "orders-task-identity",
        "orders-configuration",
        "orders-external-secret",
        "orders-security-group-policy",
        "orders-service",
        "orders-service-account",
        "orders-target-group-binding",
        "orders-volume-data",
    }
    for name in ("orders-target-group-binding", "orders-secret-store"):
        assert "controller" in {urn.rpartition("::")[2] for urn in made[name].dependencies}


def test_who_is_told_its_url_comes_after_its_pods(deploy, making):
    made = deploy(
        lambda: making.service("web", environment=making.service().connection.environment),
    )
    used = made["web-configuration"].property_dependencies["data"]
    assert {urn.rpartition("::")[2] for urn in used} == {"orders-disruption-budget"}
    assert made["web-configuration"].inputs["data"] == {"ORDERS_URL": "http://orders.core-api:8080"}


@pytest.mark.parametrize(
    ("scale", "needs"),
    [({}, "kubernetes:autoscaling/v2:HorizontalPodAutoscaler"), ({"requests_per_target": 9}, "ScaledObject")],
)
def test_no_deployment_ends_before_the_autoscaler_has_brought_the_fewest_pods(deploy, making, scale, needs):
    spec = making.spec(scale=Scale(min=3, max=6, **scale))
    made = deploy(lambda: making.service(spec=spec, target=making.target()))
    budget = made["orders-disruption-budget"]
    assert made["orders-autoscaler"].type.endswith(needs)
    assert {made[DEPLOYMENT].urn, made["orders-autoscaler"].urn} <= set(budget.dependencies)
    assert made[DEPLOYMENT].urn in made["orders-autoscaler"].dependencies
    assert budget.inputs["metadata"]["annotations"] == {"pulumi.com/waitFor": "jsonpath={[?@.currentHealthy > 2]}"}


@pytest.mark.parametrize(
    "given",
    [
        {"off_hours": WorkingHours(timezone="Europe/Berlin", start="08:00", stop="18:00")},
        {"spec": {"image": Image(repository="orders")}},
    ],
)
def test_no_deployment_waits_for_pods_that_may_be_off(deploy, making, given):
    spec = making.spec(scale=Scale(min=3, max=6), **given.pop("spec", {}))
    made = deploy(lambda: making.service(spec=spec, **given))
    assert "annotations" not in made["orders-disruption-budget"].inputs["metadata"]
    assert made[DEPLOYMENT].urn in made["orders-disruption-budget"].dependencies


def test_nodes_have_time_to_start_and_a_value_that_nobody_has_given_has_little(deploy, making):
    found = {}

    def record(made):
        timeouts = made.opts.custom_timeouts
        found[made.name, made.type_.rpartition(":")[2]] = timeouts and (timeouts.create, timeouts.update)

    args = {"secrets": {"PASSWORD": PASSWORD}}
    deploy(lambda: KubernetesService("orders", making.args(**args), pulumi.ResourceOptions(transformations=[record])))
    assert found["orders", "Deployment"] == ("30m", "30m")
    assert found["orders-disruption-budget", "PodDisruptionBudget"] == ("30m", "30m")
    assert found["orders-external-secret", "ExternalSecret"] == ("5m", "5m")


def test_the_autoscaler_knows_all_that_scales_it(deploy, making, monkeypatch):
    given = {}
    monkeypatch.setattr(
        "components.kubernetes.service.kubernetes_service.autoscale",
        lambda owner, *rest, **named: given.update(named, owner=owner.logical_name),
    )
    hours = WorkingHours(timezone="Europe/Berlin", start="08:00", stop="18:00")
    queue = QueueDepth(queue_url="https://sqs/work", queue_arn="arn:aws:sqs:::work", messages_per_pod=5)
    made = deploy(lambda: making.service(target=making.target(), off_hours=hours, queue=queue))
    assert given["queue"] is queue
    assert given["owner"] == "orders"
    assert given["namespace"] == "core-api"
    assert given["off_hours"] is hours
    assert made.value(given["target"].target_group_arn) == "arn:group"
    assert made.value(given["deployment"].urn).endswith("::orders")


def test_it_lets_nobody_in_until_asked(orders):
    policies = [it for it in orders().stack.resources if it.type.endswith(":NetworkPolicy") and "orders" in it.name]
    rules = [it for it in orders().stack.resources if it.type.endswith(":SecurityGroupIngressRule")]
    assert policies == []
    assert rules == []


def test_a_peer_is_let_in_through_both_gates(deploy, making):
    def program():
        edge = Peer("edge", pulumi.Output.from_input("sg-edge"))
        making.service().allow_from(edge)

    made = deploy(program)
    assert made["orders-ingress-edge"].inputs["referencedSecurityGroupId"] == "sg-edge"
    assert made["orders-ingress-edge"].inputs["securityGroupId"] == made["orders-security-group"].id
    assert made["orders-admit-edge"].inputs["spec"]["ingress"][0]["ports"] == [{"protocol": "TCP", "port": 8080}]


def test_of_two_services_one_is_let_in_and_the_other_out(deploy, making):
    def program():
        making.service("pricing").allow_from(making.service())

    made = deploy(program)
    policies = {it.name for it in made.stack.resources if it.type.endswith(":NetworkPolicy")}
    assert {name for name in policies if not name.startswith("core-api")} == {
        "pricing-admit-orders",
        "orders-let-out-pricing",
    }


def test_the_rules_about_it_are_those_of_a_service_on_fargate(deploy, making, scope):
    def rules(make):
        def program():
            database = Peer("main", pulumi.Output.from_input("sg-db"))
            edge = Peer("edge", pulumi.Output.from_input("sg-edge"))
            service = make()
            service.allow_from(edge)
            open_port(service, scope, source=service, destination=database, port=5432)

        made = deploy(program)
        own = made["orders-security-group"].id
        found = {}
        for it in made.stack.resources:
            if "SecurityGroup" in it.type and it.type.endswith("Rule"):
                found[it.name] = json.loads(json.dumps(it.inputs).replace(own, "own"))
        return found

    assert rules(making.service) == rules(Peers(scope).service)


def test_it_is_a_second_gate_and_a_service_on_fargate_is_none(deploy, making):
    assert isinstance(deploy(making.service).result, SecondGate)
    assert not hasattr(FargateService, "admit")


def test_without_a_port_nobody_can_be_let_in(deploy, making):
    def program():
        service = making.service(spec=making.spec(port=None))
        assert service.internal_url is None
        with pytest.raises(ValueError, match=r"orders has no port to open to edge: give spec\.port"):
            service.allow_from(Peer("edge", pulumi.Output.from_input("sg-edge")))
        with pytest.raises(ValueError, match=r"orders has no port, so nothing can connect to it: give spec\.port"):
            _ = service.connection

    deploy(program)


def test_its_outputs_are_what_others_grant_to(orders):
    made = orders()
    service = made.result
    assert made.value(service.service_name) == "orders"
    assert made.value(service.role_name) == made["orders-task-role"].outputs["name"]
    assert made.value(service.task_role_arn) == made["orders-task-role"].outputs["arn"]
    assert made.value(service.security_group_id) == made["orders-security-group"].id
    assert made.value(service.internal_url) == "http://orders.core-api:8080"
    assert service.namespace_name == "core-api"
    assert service.pod_labels == {"app.kubernetes.io/name": "orders"}
    assert isinstance(service.connection, Connection)


def test_no_schedule_switches_it(orders):
    assert orders().result.scalable is None


def test_it_has_the_alarms_of_a_service_on_fargate(deploy, making, scope):
    found = deploy(lambda: {alarm.key for alarm in making.service().alarms}).result
    assert found >= deploy(lambda: {alarm.key for alarm in Peers(scope).service().alarms}).result


def test_its_alarms_watch_it_once_its_pods_serve(deploy, making):
    """Until then an alarm of the same name watches the tasks that it takes the place of."""

    def program():
        for alarm in making.service().alarms:
            for key, metric in alarm.metrics.items():
                aws.sns.Topic(f"{alarm.key}-{key}", tags=dict(metric.dimensions))

    made = deploy(program)
    topics = [it for it in made.stack.resources if "tags" in it.inputs and it.type == "aws:sns/topic:Topic"]
    assert len(topics) > 4
    for topic in topics:
        assert topic.inputs["tags"]["PodName"] == "orders"
        assert made["orders-disruption-budget"].urn in topic.property_dependencies["tags"]


def test_its_commands_reach_it(deploy, making):
    made = deploy(lambda: making.service(spec=making.spec(exec=True)).commands)
    assert made.value(made.result["shell"]).endswith(" deployment/orders --container orders -- /bin/sh")


@pytest.mark.parametrize(("tag", "wakes"), [("v1", True), (None, False)])
def test_it_can_be_woken_where_it_sleeps_and_there_is_something_to_wake(deploy, making, tag, wakes):
    spec = making.spec(image=Image(repository="orders", tag=tag), scale=Scale(min=3, max=6))
    hours = WorkingHours(timezone="Europe/Berlin", start="08:00", stop="18:00")
    made = deploy(lambda: making.service(spec=spec, off_hours=hours).commands)
    assert ("wake" in made.result) is wakes
    if wakes:
        assert "paused-replicas=3 " in made.value(made.result["wake"])


def test_nobody_is_shown_into_a_service_that_lets_nobody_in(deploy, making):
    assert "shell" not in deploy(lambda: making.service().commands).result


def test_an_unreleased_service_is_there_and_runs_nothing(deploy, making):
    spec = making.spec(image=Image(repository="orders"))
    made = deploy(lambda: making.service(spec=spec, secrets={"PASSWORD": PASSWORD}))
    assert made[DEPLOYMENT].inputs["spec"]["replicas"] == 0
    assert "orders-autoscaler" not in made.named(under=COMPONENT)
    assert "annotations" not in made["orders-external-secret"].inputs["metadata"]


def test_children_can_be_changed_those_that_come_later_too(deploy, making):
    def quiet(props):
        return {**props, "spec": {**props["spec"], "policyTypes": ["Ingress", "Egress"]}}

    def program():
        service = making.service(transform={"admit-*": quiet})
        service.allow_from(Peer("edge", pulumi.Output.from_input("sg-edge")))

    assert deploy(program)["orders-admit-edge"].inputs["spec"]["policyTypes"] == ["Ingress", "Egress"]


@pytest.mark.parametrize("name", ["1orders", "Orders", "orders-", "o" * 64])
def test_refuses_a_name_that_is_no_host(deploy, making, name):
    with pytest.raises(ValueError, match=f"a service's name must be up to 63 .*, a letter first, got '{name}'"):
        deploy(lambda: making.service(name))


def test_a_kind_of_service_adds_to_it_without_a_copy(deploy, making):
    class GpuArgs(KubernetesServiceArgs):
        @property
        def statements(self):
            return [{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:models/*"}]

        def complete(self, template):
            template["spec"]["priorityClassName"] = "gpu"
            return template

    class Gpu(KubernetesService):
        TYPE = "stackwright:kubernetes:Gpu"

        def _surround(self):
            aws.sns.Topic("around", opts=self.child())

    def program():
        args = making.args()
        Gpu("orders", GpuArgs(**{name: getattr(args, name) for name in args.__dataclass_fields__}))

    made = deploy(program)
    expected = {**CHILDREN, "orders-task-policy": "aws:iam/rolePolicy:RolePolicy", "around": "aws:sns/topic:Topic"}
    assert made.named(under="stackwright:kubernetes:Gpu") == expected
    assert made[DEPLOYMENT].inputs["spec"]["template"]["spec"]["priorityClassName"] == "gpu"
