"""IAM trusts the tokens of the cluster's service accounts"""

from __future__ import annotations


def test_of_its_issuer_for_sts_alone(deploy_cluster, scope):
    made = deploy_cluster()
    issuer = made["main", "aws:eks/cluster:Cluster"].outputs["identities"][0]["oidcs"][0]["issuer"]
    assert issuer.startswith("https://")
    assert made["main-identity-provider"].inputs == {
        "url": issuer,
        "clientIdLists": ["sts.amazonaws.com"],
        "tags": scope.tags("acme-test-main-identity-provider"),
    }


def test_by_the_name_that_iam_conditions_use(deploy_cluster):
    made = deploy_cluster()
    url = made["main-identity-provider"].inputs["url"]
    assert f"https://{made.value(made.result.oidc_issuer)}" == url
    assert made.value(made.result.oidc_provider_arn) == made["main-identity-provider"].outputs["arn"]
