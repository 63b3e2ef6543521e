"""Every connection in the VPC is recorded, encrypted and kept for a stated time."""

from __future__ import annotations

import pytest


def test_all_traffic_is_logged_every_minute(deploy_vpc, scope):
    made = deploy_vpc()
    assert made["main-flow-log"].inputs == {
        "vpcId": made["main"].id,
        "trafficType": "ALL",
        "maxAggregationInterval": 60,
        "logDestinationType": "cloud-watch-logs",
        "logDestination": made["main-flow-log-group"].outputs["arn"],
        "iamRoleArn": made["main-flow-log-role"].outputs["arn"],
        "tags": scope.tags("acme-test-main-flow-log"),
    }
    assert made["main-flow-log-policy"].urn in made["main-flow-log"].dependencies


def test_the_group_is_encrypted_and_forgets_in_time(deploy_vpc, scope):
    assert deploy_vpc(flow_log_days=365)["main-flow-log-group"].inputs == {
        "kmsKeyId": "arn:aws:kms:eu-west-1:123456789012:key/logs",
        "retentionInDays": 365,
        "tags": scope.tags("acme-test-main-flow-log-group"),
    }


@pytest.mark.parametrize(("removal", "protected"), [("retain", True), ("destroy", False)])
def test_the_group_is_kept_as_the_vpc_is(deploy_vpc, removal, protected):
    made = deploy_vpc(removal=removal)
    assert made["main-flow-log-group"].options.protect is protected


def test_only_this_accounts_flow_logs_may_use_the_role(deploy_vpc):
    (statement,) = deploy_vpc().json("main-flow-log-role", "assumeRolePolicy")["Statement"]
    assert statement == {
        "Effect": "Allow",
        "Principal": {"Service": "vpc-flow-logs.amazonaws.com"},
        "Action": "sts:AssumeRole",
        "Condition": {
            "StringEquals": {"aws:SourceAccount": "123456789012"},
            "ArnLike": {"aws:SourceArn": "arn:aws:ec2:eu-west-1:123456789012:vpc-flow-log/*"},
        },
    }


def test_the_role_writes_to_that_group_and_nothing_else(deploy_vpc):
    made = deploy_vpc()
    write, look_up = made.json("main-flow-log-policy", "policy")["Statement"]
    assert look_up == {
        "Effect": "Allow",
        "Action": "logs:DescribeLogGroups",
        "Resource": "arn:aws:logs:eu-west-1:123456789012:log-group:*",
    }
    assert write == {
        "Effect": "Allow",
        "Action": ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        "Resource": f"{made['main-flow-log-group'].outputs['arn']}:*",
    }
    assert made["main-flow-log-policy"].inputs["role"] == made["main-flow-log-role"].outputs["name"]
