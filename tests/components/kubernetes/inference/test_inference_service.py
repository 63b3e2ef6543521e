"""An inference service"""

from __future__ import annotations

import pytest

from components.compute.spec import Image, Scale
from components.kubernetes.inference.inference_service import InferenceService
from components.kubernetes.scaling import QueueDepth
from tests.components.kubernetes.inference.conftest import LOADER, QUEUE
from tests.kubernetes.admission import refused
from tests.kubernetes.references import dangling
from tests.kubernetes.validation import problems

_COMPONENT = "stackwright:kubernetes:InferenceService"
_DEPLOYMENT = "kubernetes:apps/v1:Deployment"

_CHILDREN = {
    "summaries": _DEPLOYMENT,
    "summaries-autoscaler": "kubernetes:keda.sh/v1alpha1:ScaledObject",
    "summaries-budget": "aws:budgets/budget:Budget",
    "summaries-disruption-budget": "kubernetes:policy/v1:PodDisruptionBudget",
    "summaries-egress-https": "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    "summaries-security-group": "aws:ec2/securityGroup:SecurityGroup",
    "summaries-security-group-policy": "kubernetes:vpcresources.k8s.aws/v1beta1:SecurityGroupPolicy",
    "summaries-service": "kubernetes:core/v1:Service",
    "summaries-service-account": "kubernetes:core/v1:ServiceAccount",
    "summaries-task-identity": "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    "summaries-task-policy": "aws:iam/rolePolicy:RolePolicy",
    "summaries-task-role": "aws:iam/role:Role",
}


@pytest.fixture
def summaries(deploy, models):
    return lambda spec=None, **changes: deploy(lambda: models.inference(spec, **changes))


def _pod(made):
    return made["summaries", _DEPLOYMENT].inputs["spec"]["template"]["spec"]


def test_is_made_of_these_children(summaries):
    made = summaries()
    assert made.named(f"{_COMPONENT}$") == _CHILDREN
    component = made["summaries", _COMPONENT]
    assert {made[name, type_].parent for name, type_ in _CHILDREN.items()} == {component.urn}


def test_says_what_it_is(summaries):
    assert summaries(gpus=2)["summaries", _COMPONENT].inputs == {
        "image": "summaries:v1",
        "cpu": 4,
        "memory": 8192,
        "architecture": "x86_64",
        "minTasks": 0,
        "maxTasks": 2,
        "spot": False,
        "port": 8080,
        "namespace": "core-api",
        "model": "summaries/2026-01-10",
        "gpus": 2,
        "pool": "gpu",
    }


def test_is_made_of_objects_that_the_cluster_takes(summaries):
    stack = summaries().stack
    assert problems(stack) == []
    assert dangling(stack) == []
    assert refused(stack) == []


def test_runs_on_its_pool_and_nowhere_else(summaries):
    pod = _pod(summaries(pool="summaries"))
    assert pod["nodeSelector"] == {"karpenter.sh/nodepool": "summaries", "kubernetes.io/arch": "amd64"}
    assert pod["tolerations"] == [
        {"key": "nvidia.com/gpu", "operator": "Equal", "value": "true", "effect": "NoSchedule"}
    ]
    assert "podAntiAffinity" in pod["affinity"]


def test_has_the_gpus_and_the_disk_that_it_needs(summaries):
    (process,) = _pod(summaries(gpus=2))["containers"]
    assert process["resources"] == {
        "requests": {"cpu": "4000m", "memory": "8192Mi", "ephemeral-storage": "21Gi", "nvidia.com/gpu": "2"},
        "limits": {"memory": "8192Mi", "ephemeral-storage": "40Gi", "nvidia.com/gpu": "2"},
    }


def test_starts_once_its_model_is_there(summaries):
    pod = _pod(summaries())
    (loader,), (process,) = pod["initContainers"], pod["containers"]
    assert loader["image"] == LOADER
    assert loader["args"][-2:] == ["s3://acme-models/summaries/2026-01-10/", "/model/"]
    assert {"name": "model", "emptyDir": {"sizeLimit": "20Gi"}} in pod["volumes"]
    assert {"name": "model", "mountPath": "/model", "readOnly": True} in process["volumeMounts"]
    assert process["env"] == [
        {"name": "MODEL_PATH", "value": "/model"},
        {"name": "QUEUE_URL", "value": "https://sqs/work"},
    ]
    assert set(process) > {"startupProbe", "readinessProbe", "livenessProbe"}


def test_reads_its_model_and_its_queue_and_nothing_else(summaries):
    statements = summaries().json("summaries-task-policy", "policy")["Statement"]
    assert [(statement["Action"], statement["Resource"]) for statement in statements] == [
        (["s3:ListBucket"], "arn:aws:s3:::acme-models"),
        (["s3:GetObject"], "arn:aws:s3:::acme-models/summaries/2026-01-10/*"),
        (
            ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
            QUEUE,
        ),
    ]


def test_decrypts_the_messages_of_its_queue_where_they_have_a_key_of_their_own(summaries):
    key = "arn:aws:kms:eu-west-1:123456789012:key/queue"
    queue = QueueDepth(queue_url="https://sqs/work", queue_arn=QUEUE, messages_per_pod=10, kms_key_arn=key)
    *_, decrypt = summaries(queue=queue).json("summaries-task-policy", "policy")["Statement"]
    assert decrypt == {
        "Effect": "Allow",
        "Action": ["kms:Decrypt"],
        "Resource": key,
        "Condition": {"StringEquals": {"kms:ViaService": "sqs.eu-west-1.amazonaws.com"}},
    }


def test_starts_the_first_pod_when_something_waits(summaries):
    spec = summaries()["summaries-autoscaler"].inputs["spec"]
    assert (spec["minReplicaCount"], spec["maxReplicaCount"]) == (0, 2)
    assert "aws-sqs-queue" in {trigger["type"] for trigger in spec["triggers"]}


def test_starts_the_first_pod_for_a_request(deploy, models):
    def program():
        spec = models.inference_spec(scale=Scale(min=0, max=2, requests_per_target=60))
        return models.inference(spec, queue=None, target=models.target())

    made = deploy(program)
    triggers = made["summaries-autoscaler"].inputs["spec"]["triggers"]
    assert [trigger["name"] for trigger in triggers if trigger["type"] == "aws-cloudwatch"] == ["requests", "waking"]
    (process,) = _pod(made)["containers"]
    assert process["env"] == [{"name": "MODEL_PATH", "value": "/model"}]
    actions = [it["Action"] for it in made.json("summaries-task-policy", "policy")["Statement"]]
    assert actions == [["s3:ListBucket"], ["s3:GetObject"]]


def test_does_not_run_without_an_image(deploy, models):
    spec = {"image": Image(repository="summaries")}
    made = deploy(lambda: models.inference(models.inference_spec(**spec)))
    assert made["summaries", _DEPLOYMENT].inputs["spec"]["replicas"] == 0
    assert "summaries-autoscaler" not in made.named()


def test_has_a_budget_for_the_nodes_of_its_pool(summaries):
    inputs = summaries(pool="summaries")["summaries-budget"].inputs
    assert inputs["limitAmount"] == "500"
    assert inputs["costFilters"] == [{"name": "TagKeyValue", "values": ["user:Name$acme-test-nodes-summaries"]}]


def test_is_called_and_granted_like_any_service(deploy, models):
    def program():
        summaries, orders = models.inference(), models.service()
        summaries.allow_from(orders)
        return summaries

    made = deploy(program)
    assert isinstance(made.result, InferenceService)
    url = made.value(made.result.connection.environment["SUMMARIES_URL"])
    assert url == "http://summaries.core-api:8080"
    assert {"summaries-admit-orders", "orders-let-out-summaries"} <= set(made.named())
