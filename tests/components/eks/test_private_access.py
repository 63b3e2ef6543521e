"""The private endpoint answers the network itself, and ranges that are named."""

from __future__ import annotations


def admitted(made):
    rules = [r for r in made.stack.resources if r.name.startswith("main-api-in-")]
    return {
        (r.name, r.inputs["cidrIpv4"], r.inputs["fromPort"], r.inputs["toPort"], r.inputs["ipProtocol"]) for r in rules
    }


def test_and_nobody_else(deploy_cluster):
    assert admitted(deploy_cluster()) == {("main-api-in-10-0-0-0-16", "10.0.0.0/16", 443, 443, "tcp")}
    assert admitted(deploy_cluster(private_access_cidrs=("10.99.0.0/24", "10.0.0.0/16"))) == {
        ("main-api-in-10-0-0-0-16", "10.0.0.0/16", 443, 443, "tcp"),
        ("main-api-in-10-99-0-0-24", "10.99.0.0/24", 443, 443, "tcp"),
    }


def test_by_rules_of_the_clusters_own_group_that_say_what_they_are_for(deploy_cluster, scope):
    made = deploy_cluster()
    rule = made["main-api-in-10-0-0-0-16"]
    cluster = made["main", "aws:eks/cluster:Cluster"]
    assert rule.property_dependencies["securityGroupId"] == (cluster.urn,)
    assert rule.inputs["description"] == "10.0.0.0/16 to the API of main"
    assert rule.inputs["tags"] == scope.tags("acme-test-main-api-in-10-0-0-0-16")
    assert rule.parent == made["main", "stackwright:eks:EksCluster"].urn


def test_before_the_first_object_is_put_into_the_cluster(deploy_cluster):
    made = deploy_cluster()
    (provider,) = [r for r in made.stack.resources if r.type == "pulumi:providers:kubernetes"]
    assert made["main-api-in-10-0-0-0-16"].urn in provider.dependencies
