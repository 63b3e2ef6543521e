"""What CloudWatch measured"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from stackwright.checks.cost.advice.metrics import CPU, MEMORY, Peaks, load, measured, notes
from stackwright.errors import UserError
from tests.stackwright.checks.cost.advice.advising import make

SERVICE = "aws:ecs/service:Service"
DAYS = ["2026-11-07T00:00:00+00:00", "2026-11-20T23:00:00+00:00"]


def result(label, values, times=None):
    return {"Id": "q", "Label": label, "Timestamps": DAYS[: len(values)] if times is None else times, "Values": values}


def saved(tmp_path, *results, text=None):
    path = tmp_path / "metrics.json"
    path.write_text(json.dumps({"MetricDataResults": results}) if text is None else text, encoding="utf-8")
    return path


def test_is_the_most_of_each_metric_by_service(tmp_path):
    path = saved(
        tmp_path,
        result("api CPUUtilization", [12.5, 40]),
        result("api CPUUtilization", [41.25, 3]),
        result("api MemoryUtilization", [20, 21.5]),
        result("web CPUUtilization", []),
    )
    assert load(path) == {"api": Peaks(Decimal("41.25"), Decimal("21.5"), 13), "web": Peaks()}


def test_is_read_as_the_documentation_shows_it(tmp_path):
    page = (Path(__file__).parents[5] / "docs" / "cost" / "metrics.md").read_text(encoding="utf-8")
    queries, answer = (json.loads(block) for block in re.findall("```json\n(.*?)```", page, re.DOTALL))
    assert {query["Label"] for query in queries} == {"${PROP('Dim.ServiceName')} ${PROP('MetricName')}"}
    assert [CPU in queries[0]["Expression"], MEMORY in queries[1]["Expression"]] == [True, True]
    assert load(saved(tmp_path, text=json.dumps(answer))) == {"acme-prod-api": Peaks(cpu=Decimal("41.25"))}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("{", "no JSON that could be read"),
        ("[]", "expected an object with the list MetricDataResults"),
        ('{"MetricDataResults": {}}', "expected an object with the list MetricDataResults"),
    ],
)
def test_is_refused_where_it_is_none(tmp_path, text, wrong):
    with pytest.raises(UserError, match=wrong) as refused:
        load(saved(tmp_path, text=text))
    assert "docs/cost/metrics.md" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_is_refused_where_there_is_no_file(tmp_path):
    with pytest.raises(UserError, match="no JSON that could be read"):
        load(tmp_path / "none.json")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("text", "expected a Label of a service and CPUUtilization or MemoryUtilization, got None"),
        (result("api", [1]), "got 'api'"),
        (result("api RequestCount", [1]), "got 'api RequestCount'"),
        (result("api CPUUtilization", ["1"]), "expected Values, a list of percentages"),
        (result("api CPUUtilization", [True]), "expected Values, a list of percentages"),
        (result("api CPUUtilization", [-1]), "expected Values, a list of percentages"),
        ({"Label": "api CPUUtilization"}, "expected Values, a list of percentages"),
        (result("api CPUUtilization", [1], []), "expected Timestamps, one for each of the Values"),
        (result("api CPUUtilization", [1], ["yesterday"]), "expected Timestamps as 2026-11-01T00:00:00"),
        (result("api CPUUtilization", [1], [7]), "expected Timestamps as 2026-11-01T00:00:00"),
        (result("api CPUUtilization", [1], ["2026-11-01T00:00:00"]), "expected Timestamps as 2026-11-01T00:00:00"),
    ],
)
def test_is_refused_with_the_place_that_is_wrong(tmp_path, wrong, said):
    path = saved(tmp_path, result("api MemoryUtilization", [1]), wrong)
    with pytest.raises(UserError) as refused:
        load(path)
    assert str(refused.value).startswith(f"{path}: MetricDataResults[1]: ")
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


PEAKS = Peaks(Decimal(1), Decimal(2), 13)


def test_is_found_by_the_physical_name():
    named = make(SERVICE, "api", {"name": "acme-prod-api"})
    assert measured(named, {"acme-prod-api": PEAKS}) is PEAKS
    assert measured(named, {"api": PEAKS, "api-0123abc": PEAKS}) is None


def test_is_found_by_the_logical_name_where_pulumi_names_the_service():
    autonamed = make(SERVICE, "api", outputs={"name": "api-7777777"})
    assert measured(autonamed, {"api-0123abc": PEAKS}) is PEAKS
    assert measured(autonamed, {"api-gateway": PEAKS, "other-0123abc": PEAKS}) is None


def test_says_what_it_does_not_name_and_what_is_not_there():
    services = [make(SERVICE, name, {"name": name}) for name in ("api", "web", "worker")]
    found = {"api": PEAKS, "web": Peaks(cpu=Decimal(1)), "old": PEAKS}
    assert list(notes(services, found)) == [
        "the metrics tell too little of web, worker: no advice on sizes",
        "the metrics tell of old: no service of the stack has that name",
    ]
    assert list(notes(services[:1], {"api": PEAKS})) == []
