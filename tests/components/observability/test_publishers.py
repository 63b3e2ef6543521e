"""Who publishes to the alert topics..."""

from __future__ import annotations

from dataclasses import replace

import pytest

from components.observability.publishers import Publisher, publishers


def test_are_alarms_of_the_region_and_budgets_and_cost_anomalies_of_the_account(scope):
    assert publishers(scope) == (
        Publisher(
            sid="Alarms",
            service="cloudwatch.amazonaws.com",
            sources="arn:aws:cloudwatch:eu-west-1:123456789012:alarm:*",
        ),
        Publisher(sid="Budgets", service="budgets.amazonaws.com", sources="arn:aws:budgets::123456789012:*"),
        Publisher(
            sid="CostAnomalies",
            service="costalerts.amazonaws.com",
            sources="arn:aws:ce::123456789012:anomalysubscription/*",
        ),
    )


def test_are_known_by_the_account_and_by_what_they_publish_for(scope):
    publisher = Publisher(sid="Budgets", service="budgets.amazonaws.com", sources="arn:aws:budgets::123456789012:*")
    assert publisher.condition(scope) == {
        "StringEquals": {"aws:SourceAccount": "123456789012"},
        "ArnLike": {"aws:SourceArn": "arn:aws:budgets::123456789012:*"},
    }


def test_stay_the_same_in_china_but_for_the_partition(scope):
    china = publishers(replace(scope, region="cn-north-1"))
    assert [publisher.service for publisher in china] == [publisher.service for publisher in publishers(scope)]
    assert {publisher.sources.split(":")[1] for publisher in china} == {"aws-cn"}


@pytest.mark.parametrize("region", ["us-gov-west-1", "us-iso-east-1", "us-isob-east-1"])
def test_are_alarms_alone_where_aws_offers_no_budgets(scope, region):
    assert [publisher.sid for publisher in publishers(replace(scope, region=region))] == ["Alarms"]
