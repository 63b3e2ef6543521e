"""There is a snapshot a day of each volume with the cluster's tag"""

from __future__ import annotations


def name_of(made):
    return made["main", "aws:eks/cluster:Cluster"].inputs["name"]


def test_at_night_and_two_weeks_of_them(deploy_cluster, scope):
    made = deploy_cluster()
    assert made["main-snapshots"].inputs == {
        "description": "Daily snapshots of volumes of main",
        "executionRoleArn": made["main-snapshots-role"].outputs["arn"],
        "state": "ENABLED",
        "policyDetails": {
            "resourceTypes": ["VOLUME"],
            "targetTags": {"stackwright.dev/snapshots": name_of(made)},
            "schedules": [
                {
                    "name": "daily",
                    "createRule": {"interval": 24, "intervalUnit": "HOURS", "times": "03:00"},
                    "retainRule": {"count": 14},
                    "copyTags": True,
                }
            ],
        },
        "tags": scope.tags("acme-test-main-snapshots"),
    }


def test_by_a_service_that_acts_for_this_account(deploy_cluster, scope):
    made = deploy_cluster()
    assert made.json("main-snapshots-role", "assumeRolePolicy")["Statement"] == [
        {
            "Effect": "Allow",
            "Principal": {"Service": "dlm.amazonaws.com"},
            "Action": "sts:AssumeRole",
            "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}},
        }
    ]
    assert made["main-snapshots-role"].inputs["tags"] == scope.tags("acme-test-main-snapshots-role")


def test_by_a_role_that_deletes_no_other_clusters_snapshots(deploy_cluster):
    made = deploy_cluster()
    tagged = {"StringEquals": {"aws:ResourceTag/stackwright.dev/snapshots": name_of(made)}}
    snapshots = "arn:aws:ec2:eu-west-1::snapshot/*"
    assert made.json("main-snapshots-policy", "policy") == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": ["ec2:DescribeInstances", "ec2:DescribeSnapshots", "ec2:DescribeVolumes"],
                "Resource": "*",
            },
            {
                "Effect": "Allow",
                "Action": "ec2:CreateSnapshot",
                "Resource": "arn:aws:ec2:eu-west-1:123456789012:volume/*",
                "Condition": tagged,
            },
            {"Effect": "Allow", "Action": "ec2:CreateSnapshot", "Resource": snapshots},
            {"Effect": "Allow", "Action": "ec2:CreateTags", "Resource": snapshots},
            {"Effect": "Allow", "Action": "ec2:DeleteSnapshot", "Resource": snapshots, "Condition": tagged},
        ],
    }


def test_once_the_service_may_take_it(deploy_cluster, before):
    assert "main-snapshots-policy" in before(deploy_cluster(), "main-snapshots")
