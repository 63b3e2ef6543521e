"""A NAT of one small machine is replaced when it fails; its address and the routes stay."""

from __future__ import annotations

import base64

import pytest

from components.network.args import NatInstance


@pytest.fixture
def made(deploy_vpc):
    return deploy_vpc(nat="instance")


def test_its_children_are_these(made):
    assert {name: type_ for name, type_ in made.named().items() if name.startswith("main-nat-")} == {
        "main-nat-instance": "aws:autoscaling/group:Group",
        "main-nat-instance-template": "aws:ec2/launchTemplate:LaunchTemplate",
        "main-nat-instance-interface": "aws:ec2/networkInterface:NetworkInterface",
        "main-nat-instance-address": "aws:ec2/eip:Eip",
        "main-nat-instance-security-group": "aws:ec2/securityGroup:SecurityGroup",
        "main-nat-instance-ingress-vpc": "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        "main-nat-instance-egress-all": "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        "main-nat-instance-role": "aws:iam/role:Role",
        "main-nat-instance-policy": "aws:iam/rolePolicy:RolePolicy",
        "main-nat-instance-profile": "aws:iam/instanceProfile:InstanceProfile",
    }


def test_the_group_keeps_exactly_one_in_the_nat_zones_public_subnet(made, scope):
    assert made["main-nat-instance"].inputs == {
        "minSize": 1,
        "maxSize": 1,
        "desiredCapacity": 1,
        "vpcZoneIdentifiers": [made["main-public-a"].id],
        "launchTemplate": {
            "id": made["main-nat-instance-template"].id,
            "version": str(int(made["main-nat-instance-template"].outputs["latestVersion"])),
        },
        "healthCheckType": "EC2",
        "healthCheckGracePeriod": 120,
        "enabledMetrics": ["GroupInServiceInstances"],
        "metricsGranularity": "1Minute",
        "instanceRefresh": {"strategy": "Rolling", "preferences": {"minHealthyPercentage": 0}},
        "tags": [
            {"key": key, "value": value, "propagateAtLaunch": True}
            for key, value in scope.tags("acme-test-main-nat-instance").items()
        ],
    }


def test_the_group_stands_where_the_nat_was_put(deploy_vpc):
    made = deploy_vpc(nat="instance", nat_zone="b")
    assert made["main-nat-instance"].inputs["vpcZoneIdentifiers"] == [made["main-public-b"].id]
    assert made["main-nat-instance-interface"].inputs["subnetId"] == made["main-public-b"].id


def test_the_first_machine_waits_for_all_it_needs(made):
    needs = ["main-nat-instance-policy", "main-public-route", "main-nat-instance-address"]
    assert {made[name].urn for name in needs} <= set(made["main-nat-instance"].dependencies)


def test_the_lasting_interface_may_carry_others_packets_and_has_the_address(made, scope):
    assert made["main-nat-instance-interface"].inputs == {
        "subnetId": made["main-public-a"].id,
        "securityGroups": [made["main-nat-instance-security-group"].id],
        "sourceDestCheck": False,
        "description": "NAT of main",
        "tags": scope.tags("acme-test-main-nat-instance-interface"),
    }
    assert made["main-nat-instance-address"].inputs == {
        "domain": "vpc",
        "networkInterface": made["main-nat-instance-interface"].id,
        "tags": scope.tags("acme-test-main-nat-instance-address"),
    }


def test_the_machine_is_locked_down_and_tagged_whole(made, scope):
    inputs = dict(made["main-nat-instance-template"].inputs)
    assert inputs.pop("userData")
    tags = scope.tags("acme-test-main-nat-instance")
    assert inputs == {
        "imageId": "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
        "instanceType": "t4g.nano",
        "iamInstanceProfile": {"arn": made["main-nat-instance-profile"].outputs["arn"]},
        "updateDefaultVersion": True,
        "metadataOptions": {"httpEndpoint": "enabled", "httpTokens": "required", "httpPutResponseHopLimit": 1},
        "monitoring": {"enabled": True},
        "blockDeviceMappings": [
            {
                "deviceName": "/dev/xvda",
                "ebs": {"encrypted": "true", "volumeType": "gp3", "deleteOnTermination": "true"},
            }
        ],
        "networkInterfaces": [
            {
                "deviceIndex": 0,
                "associatePublicIpAddress": "true",
                "deleteOnTermination": "true",
                "securityGroups": [made["main-nat-instance-security-group"].id],
            }
        ],
        "tagSpecifications": [
            {"resourceType": kind, "tags": tags} for kind in ("instance", "volume", "network-interface")
        ],
        "tags": scope.tags("acme-test-main-nat-instance-template"),
    }


def test_another_machine_may_be_chosen(deploy_vpc):
    settings = NatInstance(instance_type="c7gn.medium", image="ami-0123456789abcdef0")
    inputs = deploy_vpc(nat="instance", nat_instance=settings)["main-nat-instance-template"].inputs
    assert (inputs["instanceType"], inputs["imageId"]) == ("c7gn.medium", "ami-0123456789abcdef0")


def test_the_script_takes_this_interface_by_the_router_of_its_subnet(made):
    script = base64.b64decode(made["main-nat-instance-template"].inputs["userData"]).decode()
    assert f"--network-interface-id '{made['main-nat-instance-interface'].id}'" in script
    assert "default via '10.20.16.1'" in script
    assert "ip saddr 10.20.0.0/16 masquerade" in script


def test_its_group_admits_the_vpc_only_and_lets_everything_out(made, scope):
    assert made["main-nat-instance-ingress-vpc"].inputs == {
        "securityGroupId": made["main-nat-instance-security-group"].id,
        "cidrIpv4": "10.20.0.0/16",
        "ipProtocol": "-1",
        "description": "Traffic of main to be forwarded",
        "tags": scope.tags("acme-test-main-nat-instance-ingress-vpc"),
    }
    assert made["main-nat-instance-egress-all"].inputs == {
        "securityGroupId": made["main-nat-instance-security-group"].id,
        "cidrIpv4": "0.0.0.0/0",
        "ipProtocol": "-1",
        "description": "Forwarded traffic of main",
        "tags": scope.tags("acme-test-main-nat-instance-egress-all"),
    }


def test_its_role_attaches_that_interface_to_a_machine_of_its_name_and_nothing_else(made):
    (trust,) = made.json("main-nat-instance-role", "assumeRolePolicy")["Statement"]
    assert trust == {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
    assert made.json("main-nat-instance-policy", "policy")["Statement"] == [
        {
            "Effect": "Allow",
            "Action": "ec2:AttachNetworkInterface",
            "Resource": made["main-nat-instance-interface"].outputs["arn"],
        },
        {
            "Effect": "Allow",
            "Action": "ec2:AttachNetworkInterface",
            "Resource": "arn:aws:ec2:eu-west-1:123456789012:instance/*",
            "Condition": {"StringEquals": {"aws:ResourceTag/Name": "acme-test-main-nat-instance"}},
        },
    ]
    assert made["main-nat-instance-profile"].inputs["role"] == made["main-nat-instance-role"].outputs["name"]
