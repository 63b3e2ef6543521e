"""The number of tasks follows how busy they are, and the clock."""

from __future__ import annotations

from components.compute.spec import Image, Scale, ScheduledScale

NIGHT = {"night": ScheduledScale(cron="0 20 * * MON-FRI", min=0, max=0, timezone="Europe/Berlin")}
RESOURCE = "service/acme-test-main/acme-test-orders"
ADDRESS = {"serviceNamespace": "ecs", "scalableDimension": "ecs:service:DesiredCount", "resourceId": RESOURCE}


def tracking(made, role):
    inputs = dict(made[f"orders-scaling-{role}"].inputs)
    return inputs.pop("targetTrackingScalingPolicyConfiguration"), inputs


def scaling(made):
    return {name for name in made.named() if name.startswith(("orders-scaling", "orders-schedule"))}


def test_the_limits_are_those_of_the_service(orders, scope):
    assert orders()["orders-scaling"].inputs == {
        **ADDRESS,
        "minCapacity": 2,
        "maxCapacity": 6,
        "tags": scope.tags("acme-test-orders-scaling"),
    }


def test_it_follows_the_cpu_and_nothing_else_unless_asked(orders):
    made = orders()
    assert scaling(made) == {"orders-scaling", "orders-scaling-cpu"}
    configuration, rest = tracking(made, "cpu")
    assert rest == {**ADDRESS, "policyType": "TargetTrackingScaling"}
    assert configuration == {
        "predefinedMetricSpecification": {"predefinedMetricType": "ECSServiceAverageCPUUtilization"},
        "targetValue": 60,
        "scaleOutCooldown": 60,
        "scaleInCooldown": 300,
    }


def test_it_follows_memory_where_asked(orders):
    configuration, _ = tracking(orders(scale=Scale(min=1, max=2, memory_percent=70)), "memory")
    assert configuration["predefinedMetricSpecification"] == {
        "predefinedMetricType": "ECSServiceAverageMemoryUtilization"
    }
    assert configuration["targetValue"] == 70


def test_it_follows_the_requests_of_its_route_where_asked(deploy, peers):
    spec = peers.spec(scale=Scale(min=1, max=2, requests_per_target=500))
    made = deploy(lambda: peers.service(spec=spec, target=peers.target()))
    configuration, _ = tracking(made, "requests")
    assert configuration["predefinedMetricSpecification"] == {
        "predefinedMetricType": "ALBRequestCountPerTarget",
        "resourceLabel": "app/edge/2/targetgroup/orders/1",
    }
    assert configuration["targetValue"] == 500


def test_each_schedule_is_an_action_of_its_name(orders):
    made = orders(scale=Scale(min=2, max=6, schedules=NIGHT))
    assert made["orders-schedule-night"].inputs == {
        **ADDRESS,
        "schedule": "cron(0 20 ? * MON-FRI *)",
        "timezone": "Europe/Berlin",
        "scalableTargetAction": {"minCapacity": 0, "maxCapacity": 0},
    }


def test_a_service_that_is_not_released_stays_at_none_at_all_times(orders):
    made = orders(image=Image(repository="orders"), scale=Scale(min=2, max=6, schedules=NIGHT))
    inputs = made["orders-scaling"].inputs
    assert (inputs["minCapacity"], inputs["maxCapacity"]) == (0, 0)
    assert "orders-schedule-night" not in made.named()


def test_it_tells_a_schedule_what_there_is_to_switch(orders):
    made = orders(scale=Scale(min=2, max=6, schedules=NIGHT))
    scalable = made.result.scalable
    assert made.value(scalable.resource_id) == RESOURCE
    assert (scalable.min, scalable.max, scalable.own_schedules) == (2, 6, ("night",))


def test_it_tells_a_schedule_where_there_is_nothing_to_switch(orders):
    scalable = orders(image=Image(repository="orders")).result.scalable
    assert (scalable.min, scalable.max, scalable.own_schedules) == (0, 0, ())


def test_it_waits_for_the_service_it_scales(orders):
    made = orders()
    service = made["orders", "aws:ecs/service:Service"]
    assert service.urn in made["orders-scaling"].property_dependencies["resourceId"]
