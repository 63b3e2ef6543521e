"""A new revision takes the old one's place beside it, watched, and goes back where it fails."""

from __future__ import annotations

import pytest

from components.compute.spec import HealthCheck

SERVICE = ("orders", "aws:ecs/service:Service")


@pytest.fixture
def routed(deploy, peers):
    spec = peers.spec(health=HealthCheck(grace_seconds=90))
    return deploy(lambda: peers.service(spec=spec, target=peers.target()))


def test_no_old_task_stops_before_a_new_one_is_well(orders):
    inputs = orders()[SERVICE].inputs
    assert (inputs["deploymentMinimumHealthyPercent"], inputs["deploymentMaximumPercent"]) == (100, 200)


def test_it_is_watched_to_its_end_and_goes_back_by_itself(orders):
    inputs = orders()[SERVICE].inputs
    assert inputs["waitForSteadyState"] is True
    assert inputs["deploymentCircuitBreaker"] == {"enable": True, "rollback": True}
    assert inputs["alarms"] == {"enable": True, "rollback": True, "alarmNames": ["acme-test-orders-rollback-memory"]}


def test_behind_a_balancer_its_errors_send_it_back(routed):
    assert routed[SERVICE].inputs["alarms"]["alarmNames"] == ["acme-test-orders-rollback-errors"]


def test_it_runs_on_demand_unless_spare_capacity_is_asked_for(orders):
    inputs = orders()[SERVICE].inputs
    assert inputs["capacityProviderStrategies"] == [{"capacityProvider": "FARGATE", "base": 1, "weight": 1}]


def test_on_spare_capacity_the_first_task_and_a_fifth_of_the_others_stay_on_demand(orders):
    assert orders(spot=True)[SERVICE].inputs["capacityProviderStrategies"] == [
        {"capacityProvider": "FARGATE", "base": 1, "weight": 1},
        {"capacityProvider": "FARGATE_SPOT", "weight": 4},
    ]


@pytest.mark.parametrize("spot", [True, False])
def test_changing_what_it_runs_on_is_a_deployment_and_no_replacement(orders, spot):
    inputs = orders(spot=spot)[SERVICE].inputs
    assert inputs["forceNewDeployment"] is True
    assert inputs["triggers"] == {"spot": str(spot).lower()}


def test_a_target_sends_it_requests_once_it_had_time_to_start(routed):
    inputs = routed[SERVICE].inputs
    assert inputs["loadBalancers"] == [
        {"targetGroupArn": "arn:group", "containerName": "orders", "containerPort": 8080}
    ]
    assert inputs["healthCheckGracePeriodSeconds"] == 90


def test_without_a_target_no_health_check_is_waited_for(orders):
    assert not {"loadBalancers", "healthCheckGracePeriodSeconds"} & set(orders()[SERVICE].inputs)
