"""What database pricers share..."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.checks.cost.pricers.databases import origins, size_of, support, teller, vcpus
from stackwright.checks.cost.world import World
from tests.stackwright.checks.cost.pricers.pricing import line, lines, made, unpriced

INSTANCE = "aws:rds/instance:Instance"
SCHEDULE = "aws:scheduler/schedule:Schedule"


def database(name="db", **inputs):
    return made(
        INSTANCE, name, **{"engine": "postgres", "instanceClass": "db.m5.large", "allocatedStorage": 20, **inputs}
    )


def switch(action, hour, target):
    arn = f"arn:aws:scheduler:::aws-sdk:rds:{action}DBInstance"
    inputs = {"scheduleExpression": f"cron(0 {hour} * * ? *)", "target": {"arn": arn}}
    return made(SCHEDULE, action, {"target": target}, **inputs)


@pytest.mark.parametrize(
    ("instance_class", "count"),
    [("db.t4g.micro", 2), ("t2.micro", 1), ("db.m7g.large", 2), ("db.r8g.48xlarge", 192), ("db.x9z.large", None)],
)
def test_knows_the_virtual_cpus_of_classes(instance_class, count):
    assert vcpus(instance_class) == count


def test_writes_classes_as_price_keys_do():
    assert size_of("db.t4g.medium") == "t4g.medium"


@pytest.mark.parametrize(
    ("engine", "version", "day", "years"),
    [
        ("postgres", "13.20", "2026-02-28", ""),
        ("postgres", "13.20", "2026-03-01", "year-1-2"),
        ("postgres", "13", "2028-02-29", "year-1-2"),
        ("postgres", "13", "2028-03-01", "year-3"),
        ("postgres", "13", "2029-03-01", ""),
        ("postgres", "1", "2026-11-21", ""),
        ("postgres", "", "2026-11-21", ""),
        ("mysql", "5.7.44", "2026-11-21", "year-3"),
        ("mysql", "8.0.40", "2026-11-21", "year-1-2"),
        ("mysql", "8.4.3", "2026-11-21", ""),
        ("aurora-mysql", "5.7.mysql_aurora.2.12.1", "2026-11-30", "year-1-2"),
        ("aurora-mysql", "5.7.mysql_aurora.2.12.1", "2026-12-01", "year-3"),
        ("aurora-mysql", "8.0.mysql_aurora.3.08.0", "2029-05-01", "year-1-2"),
        ("mariadb", "10.4", "2026-11-21", ""),
    ],
)
def test_tells_the_years_of_extended_support_by_version_and_day(engine, version, day, years):
    assert support(engine, version, date.fromisoformat(day)) == years


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_never_goes_back_to_cheaper_years_while_a_version_is_supported(one, other):
    order = {"year-1-2": 1, "year-3": 2}
    earlier, later = (order.get(support("postgres", "12.5", day), 0) for day in sorted((one, other)))
    assert earlier <= later or later == 0


def test_follows_what_a_resource_is_made_from_without_going_in_circles():
    one, other = database("one", replicateSourceDb="other-id"), database("other", replicateSourceDb="one-id", iops=5)
    found = origins(one, World([one, other]), {"replicateSourceDb": (INSTANCE,)})
    assert (found, teller(found, "iops"), teller(found, "missing")) == ([one, other], other, one)


def test_counts_the_hours_that_schedules_leave():
    db = database()
    found = line(db, "rds.postgresql.m5.large.single-az", switch("stop", 18, db), switch("start", 6, db))
    assert (found.quantity.expected, found.assumption) == (365, "on 365 hours a month by its schedules")


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ({"performanceInsightsEnabled": True}, []),
        ({"performanceInsightsEnabled": True, "performanceInsightsRetentionPeriod": 7}, []),
        ({"performanceInsightsEnabled": False, "performanceInsightsRetentionPeriod": 731}, []),
        (
            {"performanceInsightsEnabled": True, "performanceInsightsRetentionPeriod": 731},
            [("performance data, 731 days, 2 vCPUs", "rds.performance-insights.m5", "2")],
        ),
        (
            {
                "databaseInsightsMode": "advanced",
                "performanceInsightsEnabled": True,
                "performanceInsightsRetentionPeriod": 465,
            },
            [("Database Insights, advanced, 2 vCPUs", "rds.database-insights.vcpu", "1460")],
        ),
    ],
)
def test_prices_performance_data_beyond_a_week_or_the_advanced_mode(inputs, expected):
    assert [one for one in lines(database(**inputs)) if "insights" in one[1]] == expected


@pytest.mark.parametrize(
    ("inputs", "what"),
    [
        ({"performanceInsightsEnabled": True, "performanceInsightsRetentionPeriod": 731}, "performance data, 731 days"),
        ({"databaseInsightsMode": "advanced"}, "Database Insights, advanced"),
    ],
)
def test_says_which_class_has_unknown_virtual_cpus(inputs, what):
    odd = database(instanceClass="db.odd.large", **inputs)
    assert unpriced(odd) == [(what, "the virtual CPUs of db.odd.large are not known")]


@pytest.mark.parametrize(("seconds", "gb"), [(60, "0.2628"), (1, "15.768")])
def test_prices_records_of_enhanced_monitoring_by_their_interval(seconds, gb):
    found = line(database(monitoringInterval=seconds), "logs.ingestion.standard")
    assert str(found.quantity.expected.normalize()) == gb
    assert found.assumption == "monitoringKb 3 - 6 - 20 KB a record, assumed for production"


def test_prices_what_a_usage_file_alone_can_tell():
    assert lines(database(), usage={"insightsRequests": 1000, "cpuCreditHours": 5})[2:] == [
        ("requests for performance data", "rds.performance-insights.requests", "1000"),
        ("bursts beyond the CPU credits", "rds.cpu-credits", "5"),
    ]
