"""Around containers, a look-up..."""

from __future__ import annotations

import base64
import json
import re

from stackwright.model import Secret


def test_finds_an_eks_cluster_that_clients_can_be_configured_for(ask):
    found = ask("eks.getCluster", name="main")
    assert found["arn"] == "arn:aws:eks:eu-west-1:123456789012:cluster/main"
    unique = re.fullmatch(r"https://([A-Z0-9]{32})\.gr7\.eu-west-1\.eks\.amazonaws\.com", found["endpoint"])
    assert unique
    issuer = found["identities"][0]["oidcs"][0]["issuer"]
    assert issuer == f"https://oidc.eks.eu-west-1.amazonaws.com/id/{unique[1]}"
    authority = base64.b64decode(found["certificateAuthorities"][0]["data"], validate=True).decode()
    assert authority.startswith("-----BEGIN CERTIFICATE-----\n")
    assert found["vpcConfig"]["vpcId"] == ask("ec2.getVpc", default=True)["id"]
    assert found["vpcConfig"]["subnetIds"] == ask("ec2.getSubnets")["ids"]
    assert (found["version"], found["platformVersion"], found["status"]) == ("1.33", "eks.1", "ACTIVE")
    assert ask("eks.getCluster")["name"].startswith("existing-")


def test_gives_a_token_that_is_not_shown(ask):
    token = ask("eks.getClusterAuth", name="main")["token"]
    assert isinstance(token, Secret)
    assert re.fullmatch(r"k8s-aws-v1\.[0-9a-f]{64}", token.value)


def test_finds_addon_versions_and_node_groups(ask):
    found = ask("eks.getAddonVersion", addonName="vpc-cni", kubernetesVersion="1.31", mostRecent=True)
    assert (found["id"], found["version"]) == ("vpc-cni", "v1.31.0-eksbuild.1")
    assert ask("eks.getAddonVersion", addonName="vpc-cni")["kubernetesVersion"] == "1.33"
    assert ask("eks.getNodeGroups", clusterName="main")["names"] == ["simulated"]


def test_finds_an_ecs_cluster(ask):
    found = ask("ecs.getCluster", clusterName="main")
    assert found["arn"] == found["id"] == "arn:aws:ecs:eu-west-1:123456789012:cluster/main"
    assert found["runningTasksCount"] == 0


def test_finds_a_task_definition_and_its_revision(ask):
    found = ask("ecs.getTaskDefinition", taskDefinition="web")
    assert found["arn"] == "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:1"
    assert found["arnWithoutRevision"] == "arn:aws:ecs:eu-west-1:123456789012:task-definition/web"
    assert json.loads(found["containerDefinitions"])[0]["name"] == "web"
    again = ask("ecs.getTaskDefinition", taskDefinition="arn:aws:ecs:eu-west-1:1:task-definition/web:7")
    assert (again["family"], again["revision"]) == ("web", 7)


def test_gives_credentials_for_a_registry(ask):
    for look_up in ("ecr.getAuthorizationToken", "ecr.getCredentials"):
        found = ask(look_up, registryId="111122223333")
        assert found["proxyEndpoint"] == "https://111122223333.dkr.ecr.eu-west-1.amazonaws.com"
        user, password = base64.b64decode(found["authorizationToken"].value).decode().split(":")
        assert (user, Secret(password), found["userName"]) == ("AWS", found["password"], "AWS")
        assert found["registryId"] == "111122223333"
    own = ask("ecr.getAuthorizationToken")
    assert own["proxyEndpoint"] == "https://123456789012.dkr.ecr.eu-west-1.amazonaws.com"


def test_finds_repositories_and_images(ask):
    found = ask("ecr.getRepository", name="shop/web")
    assert found["repositoryUrl"] == "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/web"
    assert found["arn"] == "arn:aws:ecr:eu-west-1:123456789012:repository/shop/web"
    image = ask("ecr.getImage", repositoryName="shop/web", imageTag="v1")
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", image["imageDigest"])
    assert image["imageUri"] == f"{found['repositoryUrl']}@{image['imageDigest']}"
    assert ask("ecr.getImage", repositoryName="shop/web", imageTag="v2")["imageDigest"] != image["imageDigest"]
    assert ask("ecr.getImage", repositoryName="shop/web", imageDigest="sha256:1")["id"] == "sha256:1"
