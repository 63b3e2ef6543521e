"""A tool of another maker"""

from __future__ import annotations

import re

import pulumi_aws as aws
import pytest

from components.kubernetes.namespace.limits import limits_spec, quota_spec
from components.kubernetes.tools.recipes import RECIPES
from tests.kubernetes.references import dangling
from tests.kubernetes.validation import problems

_COMPONENT = "stackwright:kubernetes:ProductionTool"
_RELEASE = "kubernetes:helm.sh/v3:Release"

_RULES = {
    "ingress": "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "egress": "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
}
_POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy"

_CHILDREN = {
    "temporal-budget": "aws:budgets/budget:Budget",
    "temporal-egress-https": _RULES["egress"],
    "temporal-external-secret": "kubernetes:external-secrets.io/v1:ExternalSecret",
    "temporal-inside": _POLICY,
    "temporal-inside-egress": _RULES["egress"],
    "temporal-inside-ingress": _RULES["ingress"],
    "temporal-let-out-temporal-database": _POLICY,
    "temporal-release": _RELEASE,
    "temporal-secret-store": "kubernetes:external-secrets.io/v1:SecretStore",
    "temporal-secrets-account": "kubernetes:core/v1:ServiceAccount",
    "temporal-secrets-policy": "aws:iam/rolePolicy:RolePolicy",
    "temporal-secrets-role": "aws:iam/role:Role",
    "temporal-security-group": "aws:ec2/securityGroup:SecurityGroup",
    "temporal-security-group-policy": "kubernetes:vpcresources.k8s.aws/v1beta1:SecurityGroupPolicy",
    "temporal-tokens-binding": "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
    "temporal-tokens-role": "kubernetes:rbac.authorization.k8s.io/v1:Role",
}


@pytest.fixture
def installed(deploy, tools):
    return lambda name: deploy(lambda: tools.installed(name))


def _own(made):
    parent = next(it.urn for it in made.stack.resources if it.type == _COMPONENT)
    return {it.name: it.type for it in made.stack.resources if it.custom and it.parent == parent}


def test_is_made_of_these_children(installed):
    assert _own(installed("temporal")) == _CHILDREN


def test_has_parts_that_are_components(installed):
    made = installed("temporal")
    component = made["temporal", _COMPONENT].urn
    parts = {(it.name, it.type) for it in made.stack.resources if it.parent == component and not it.custom}
    assert parts == {
        ("temporal", "stackwright:kubernetes:Namespace"),
        ("temporal-database", "stackwright:database:RdsDatabase"),
    }


def test_has_a_bucket_and_the_way_to_the_cluster_where_it_needs_them(installed):
    own = set(_own(installed("airbyte")))
    assert {"airbyte-files", "airbyte-files-identity", "airbyte-cluster-ingress"} <= own
    assert not {"temporal-files", "temporal-cluster-ingress"} & set(_own(installed("temporal")))


def test_says_what_it_is(installed):
    assert installed("temporal")["temporal", _COMPONENT].inputs == {
        "chart": "1.6.0",
        "monthlyUsd": "300",
        "podSecurity": "restricted",
    }


@pytest.mark.parametrize("name", ["airbyte", "retool", "temporal"])
def test_is_made_of_objects_that_the_cluster_takes(installed, name):
    stack = installed(name).stack
    assert problems(stack) == []
    assert dangling(stack, elsewhere=[name, "external-secrets"]) == []


def test_is_a_pinned_release_in_a_namespace_of_its_own(installed):
    made = installed("temporal")
    inputs = made["temporal-release"].inputs
    assert (inputs["name"], inputs["namespace"], inputs["version"]) == ("temporal", "temporal", "1.6.0")
    assert inputs["repositoryOpts"] == {"repo": "https://go.temporal.io/helm-charts"}
    labels = made["temporal", "kubernetes:core/v1:Namespace"].inputs["metadata"]["labels"]
    assert labels["pod-security.kubernetes.io/enforce"] == "restricted"


@pytest.mark.parametrize("name", ["airbyte", "temporal"])
def test_has_a_namespace_as_its_recipe_says(installed, name):
    made, recipe = installed(name), RECIPES[name]
    labels = made[name, "kubernetes:core/v1:Namespace"].inputs["metadata"]["labels"]
    assert labels["pod-security.kubernetes.io/enforce"] == recipe.pod_security
    assert made[f"{name}-quota"].inputs["spec"] == quota_spec(recipe.quota)
    assert made[f"{name}-limits"].inputs["spec"] == limits_spec(recipe.container_limits)


def test_is_in_its_own_cluster_with_every_object(installed):
    made = installed("airbyte")
    provider = made["cluster"].urn
    objects = [it for it in made.stack.managed() if it.type.startswith("kubernetes:")]
    assert len(objects) > 10
    assert [it.name for it in objects if not it.provider.startswith(f"{provider}::")] == []


def test_is_as_hard_to_lose_as_its_cluster(deploy, tools):
    made = deploy(lambda: tools.installed("retool"))
    secret = made["retool-encryption-key", "aws:secretsmanager/secret:Secret"]
    assert (secret.options.protect, tools.cluster.removal) == (True, "retain")


def test_is_told_its_database(installed):
    made = installed("temporal")
    database = made["temporal-database", "aws:rds/instance:Instance"].outputs
    store = made["temporal-release"].inputs["values"]["server"]["config"]["persistence"]["datastores"]["default"]
    assert store["sql"]["connectAddr"] == f"{database['address']}:{database['port']}"
    assert (store["sql"]["user"], store["sql"]["existingSecret"]) == ("dbadmin", "temporal-secrets")


def test_reads_the_secrets_of_its_database_and_its_own_and_no_other(installed):
    made = installed("retool")
    data = made["retool-external-secret"].inputs["spec"]["data"]
    assert [it["secretKey"] for it in data] == [
        "DATABASE_PASSWORD",
        "DATABASE_USERNAME",
        "ENCRYPTION_KEY",
        "JWT_SECRET",
        "LICENSE_KEY",
    ]
    own = {f"retool-{it}" for it in ("encryption-key", "jwt-secret", "license-key")}
    secrets = {made[name, "aws:secretsmanager/secret:Secret"].outputs["arn"] for name in own}
    (read,) = (
        statement
        for statement in made.json("retool-secrets-policy", "policy")["Statement"]
        if statement["Action"] == ["secretsmanager:GetSecretValue"]
    )
    assert secrets < set(read["Resource"])
    assert len(read["Resource"]) == 4


def test_waits_for_the_secrets_that_a_person_puts(installed):
    metadata = installed("retool")["retool-external-secret"].inputs["metadata"]
    assert metadata["annotations"] == {"pulumi.com/waitFor": "condition=Ready"}


def test_is_told_where_its_files_are(installed):
    made = installed("airbyte")
    storage = made["airbyte-release"].inputs["values"]["global"]["storage"]
    assert (storage["bucket"]["log"], storage["s3"]["region"]) == (made["airbyte-files"].outputs["bucket"], "eu-west-1")


def test_lets_the_caller_change_a_child_by_role(deploy, tools):
    def program():
        more = {"budget": lambda props: {**props, "limit_amount": "1"}}
        tools.installed("retool", tools={"retool": tools.tool(transform=more)})

    assert deploy(program)["retool-budget"].inputs["limitAmount"] == "1"


def test_carries_its_group_with_every_pod_and_reaches_its_database(installed):
    made = installed("temporal")
    spec = made["temporal-security-group-policy"].inputs["spec"]
    group = made["temporal-security-group"].id
    assert spec["podSelector"] == {"matchLabels": {}}
    assert spec["securityGroups"] == {"groupIds": ["sg-pods", group]}
    rule = made["temporal-database-ingress-temporal"].inputs
    assert (rule["referencedSecurityGroupId"], rule["fromPort"], rule["toPort"]) == (group, 5432, 5432)


def test_comes_after_all_that_it_uses(deploy, tools):
    def program():
        pools, controllers = aws.sns.Topic("pools"), aws.sns.Topic("controllers")
        tools.installed("airbyte", nodes_ready=(pools,), controllers_ready=(controllers,))

    made = deploy(program)
    controllers = made["controllers"].urn
    assert controllers in made["airbyte", "kubernetes:core/v1:Namespace"].dependencies
    assert controllers in made["airbyte-secret-store"].dependencies
    assert made["airbyte-quota"].urn in made["airbyte-inside"].dependencies
    needed = {urn.rpartition("::")[2] for urn in made.before("airbyte-release")}
    assert needed >= {
        "pools",
        "controllers",
        "airbyte-quota",
        "airbyte-external-secret",
        "airbyte-security-group-policy",
        "airbyte-inside",
        "airbyte-inside-ingress",
        "airbyte-let-out-airbyte-database",
        "airbyte-database",
        "airbyte-database-ingress-airbyte",
        "airbyte-database-egress-airbyte",
        "airbyte-files",
        "airbyte-files-identity",
        "airbyte-cluster-ingress",
    }


def test_has_a_budget_for_its_nodes_its_database_and_its_files(installed):
    made = installed("airbyte")
    (counted,) = made["airbyte-budget"].inputs["costFilters"]
    names = ["acme-test-airbyte-database", "acme-test-airbyte-files", "acme-test-nodes-airbyte"]
    assert counted["values"] == [f"user:Name${name}" for name in names]
    assert made["airbyte-database", "aws:rds/instance:Instance"].inputs["tags"]["Name"] == names[0]
    assert made["airbyte-files"].inputs["tags"]["Name"] == names[1]


def test_tells_people_how_to_open_it(deploy, tools):
    made = deploy(lambda: tools.installed("retool").commands["open"])
    assert made.value(made.result) == (
        "kubectl --context acme-test-main --namespace retool port-forward service/retool 3000:3000"
    )
    assert made["retool-release"].inputs["values"]["env"] == {"BASE_DOMAIN": "http://localhost:3000"}


@pytest.mark.parametrize(
    ("name", "front"),
    [
        ("airbyte", ("airbyte-airbyte-server-svc", 8001)),
        ("retool", ("retool", 3000)),
        ("temporal", ("temporal-web", 8080)),
    ],
)
def test_is_opened_at_the_service_that_its_chart_makes(name, front):
    assert RECIPES[name].front == front


def test_knows_where_people_reach_it_where_they_were_told(deploy, tools):
    def program():
        chosen = {"retool": tools.tool(url="https://tools.acme.example")}
        tools.installed("retool", tools=chosen)

    made = deploy(program)
    assert made["retool-release"].inputs["values"]["env"] == {"BASE_DOMAIN": "https://tools.acme.example"}


def test_lets_services_call_it_where_they_may(deploy, tools):
    def program():
        temporal = tools.installed("temporal")
        temporal.allow_from(tools.service())
        return temporal.connection.environment["TEMPORAL_ADDRESS"]

    made = deploy(program)
    assert made.value(made.result) == "temporal-frontend.temporal:7233"
    assert made["temporal-admit-orders"].inputs["spec"]["podSelector"] == {"matchLabels": {}}
    (way,) = made["orders-let-out-temporal"].inputs["spec"]["egress"]
    assert way["to"] == [
        {
            "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "temporal"}},
            "podSelector": {"matchLabels": {}},
        }
    ]
    assert made["temporal-ingress-orders"].inputs["fromPort"] == 7233


def test_refuses_services_where_it_is_for_people(deploy, tools):
    def program():
        tools.installed("retool").allow_from(tools.service())

    message = "retool is for people, and has no port that services call: open it by `commands`"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        deploy(program)
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        deploy(lambda: tools.installed("retool").connection)


def test_is_refused_where_it_is_not_among_the_tools(deploy, tools):
    message = "retool is not among tools, got temporal: add what it may cost and where its data is"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        deploy(lambda: tools.installed("retool", tools={"temporal": tools.tool()}))


def test_tells_what_it_has(installed):
    made = installed("retool")
    tool = made.result
    database = made["retool-database", "aws:rds/instance:Instance"]
    assert made.value(tool.database_identifier) == database.outputs["identifier"]
    assert made.value(tool.budget_name) == "acme-test-retool-budget"
    assert set(tool.secret_arns) == {"ENCRYPTION_KEY", "JWT_SECRET", "LICENSE_KEY"}
    assert made.value(tool.security_group_id) == made["retool-security-group"].id
    assert {alarm.key for alarm in tool.alarms}
