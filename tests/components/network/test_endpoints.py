"""AWS services are reached privately: S3 and DynamoDB always, others by choice."""

from __future__ import annotations

import pytest

ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"


def endpoints(made):
    return {name for name, type_ in made.named().items() if type_ == ENDPOINT}


@pytest.mark.parametrize("service", ["s3", "dynamodb"])
def test_a_gateway_serves_every_route_table(deploy_vpc, scope, service):
    made = deploy_vpc()
    tables = ["public-table", "private-table-a", "isolated-table-a", "private-table-b", "isolated-table-b"]
    assert made[f"main-endpoint-{service}"].inputs == {
        "vpcId": made["main"].id,
        "vpcEndpointType": "Gateway",
        "serviceName": f"com.amazonaws.eu-west-1.{service}",
        "routeTableIds": [made[f"main-{table}"].id for table in tables],
        "tags": scope.tags(f"acme-test-main-endpoint-{service}"),
    }


def test_no_interface_endpoint_and_no_group_for_them_exists_unasked(deploy_vpc):
    made = deploy_vpc()
    assert endpoints(made) == {"main-endpoint-s3", "main-endpoint-dynamodb"}
    assert "main-endpoints" not in made.named()


def test_an_interface_endpoint_stands_in_every_private_subnet_under_the_services_own_name(deploy_vpc, scope):
    made = deploy_vpc(endpoints=("logs",))
    assert made["main-endpoint-logs"].inputs == {
        "vpcId": made["main"].id,
        "vpcEndpointType": "Interface",
        "serviceName": "com.amazonaws.eu-west-1.logs",
        "subnetIds": [made["main-private-a"].id, made["main-private-b"].id],
        "securityGroupIds": [made["main-endpoints"].id],
        "privateDnsEnabled": True,
        "tags": scope.tags("acme-test-main-endpoint-logs"),
    }


def test_all_interface_endpoints_share_one_group_open_to_the_vpc_on_443(deploy_vpc, scope):
    made = deploy_vpc(endpoints=("ecr", "secretsmanager"))
    assert endpoints(made) >= {"main-endpoint-ecr-api", "main-endpoint-ecr-dkr", "main-endpoint-secretsmanager"}
    group = made["main-endpoints"]
    assert {tuple(made[name].inputs.get("securityGroupIds", ())) for name in endpoints(made)} == {(), (group.id,)}
    assert group.inputs == {
        "vpcId": made["main"].id,
        "description": "Interface endpoints of main",
        "tags": scope.tags("acme-test-main-endpoints"),
    }
    assert made["main-endpoints-ingress-https"].inputs == {
        "securityGroupId": group.id,
        "cidrIpv4": "10.20.0.0/16",
        "ipProtocol": "tcp",
        "fromPort": 443,
        "toPort": 443,
        "description": "main to AWS services over HTTPS",
        "tags": scope.tags("acme-test-main-endpoints-ingress-https"),
    }
    assert not [name for name, type_ in made.named().items() if type_.endswith("SecurityGroupEgressRule")]
