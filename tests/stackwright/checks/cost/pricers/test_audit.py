"""The pricer of what records and examines an account..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import lines, made, unpriced

TRAIL = "aws:cloudtrail/trail:Trail"
STORE = "aws:cloudtrail/eventDataStore:EventDataStore"
RECORDER = "aws:cfg/recorder:Recorder"
FEATURE = "aws:guardduty/detectorFeature:DetectorFeature"
ENABLER = "aws:inspector2/enabler:Enabler"
ANALYZER = "aws:accessanalyzer/analyzer:Analyzer"
DATA = {"eventSelectors": [{"dataResources": [{"type": "AWS::S3::Object", "values": ["arn:aws:s3"]}]}]}
COPY = ("management events, a further copy", "cloudtrail.management", "100000 - 500000 - 2000000")
SOME = "100000 - 1000000 - 10000000"


def advanced(*categories):
    fields = [{"field": "eventCategory", "equals": [category]} for category in categories]
    return {"advancedEventSelectors": [{"fieldSelectors": [field]} for field in fields]}


def test_takes_nothing_for_the_first_copy_of_management_events():
    assert lines(made(TRAIL)) == []


def test_prices_each_further_copy():
    first, second = made(TRAIL, "first"), made(TRAIL, "second")
    assert lines(second, first) == [COPY]


def test_takes_the_first_trail_that_records_them_for_the_first_copy():
    first = made(TRAIL, "first", eventSelectors=[{"includeManagementEvents": False, **DATA["eventSelectors"][0]}])
    assert lines(made(TRAIL, "second"), first) == []


def test_prices_the_copy_that_a_usage_file_tells():
    assert lines(made(TRAIL), usage={"managementEvents": 300}) == [(COPY[0], COPY[1], "300")]


@pytest.mark.parametrize("selectors", [DATA, advanced("Data"), advanced("Management", "Data")])
def test_prices_data_events_where_they_are_selected(selectors):
    assert lines(made(TRAIL, **selectors)) == [("data events", "cloudtrail.data", SOME)]


@pytest.mark.parametrize(
    ("selectors", "further"),
    [
        (advanced("Data"), False),
        (advanced("Management"), True),
        ({"eventSelectors": [{"includeManagementEvents": False}]}, False),
        ({"eventSelectors": [{"readWriteType": "WriteOnly"}]}, True),
    ],
)
def test_knows_which_trails_record_management_events(selectors, further):
    found = lines(made(TRAIL, "second", **selectors), made(TRAIL, "first"))
    assert (COPY in found) is further


def test_reads_only_the_category_of_an_advanced_selector():
    fields = [{"field": "resources.type", "equals": ["Data"]}, {"field": "eventCategory", "equals": ["Management"]}]
    assert lines(made(TRAIL, advancedEventSelectors=[{"fieldSelectors": fields}])) == []


def test_prices_insights():
    trail = made(TRAIL, insightSelectors=[{"insightType": "ApiCallRateInsight"}])
    assert lines(trail) == [("events analysed for insights", "cloudtrail.insights", SOME)]


@pytest.mark.parametrize(
    ("mode", "key"),
    [
        ({}, "cloudtrail.lake.extendable"),
        ({"billingMode": "EXTENDABLE_RETENTION_PRICING"}, "cloudtrail.lake.extendable"),
        ({"billingMode": "FIXED_RETENTION_PRICING"}, "cloudtrail.lake"),
    ],
)
def test_prices_a_store_of_events_by_its_mode(mode, key):
    assert lines(made(STORE, **mode)) == [
        ("events taken in", key, "1 - 10 - 50"),
        ("events scanned by queries", "cloudtrail.lake.queries", "10 - 100 - 1000"),
    ]


@pytest.mark.parametrize(
    ("mode", "often"),
    [
        ({}, "continuous"),
        ({"recordingMode": {"recordingFrequency": "CONTINUOUS"}}, "continuous"),
        ({"recordingMode": {"recordingFrequency": "DAILY"}}, "periodic"),
    ],
)
def test_prices_a_recorder_by_how_often_it_records(mode, often):
    assert lines(made(RECORDER, **mode)) == [
        (f"configuration items, {often}", f"config.item.{often}", "1000 - 5000 - 20000")
    ]


@pytest.mark.parametrize(
    "name", ["Rule", "OrganizationCustomPolicyRule", "OrganizationCustomRule", "OrganizationManagedRule"]
)
def test_prices_the_evaluations_of_a_rule(name):
    rule = made(f"aws:cfg/{name[0].lower()}{name[1:]}:{name}")
    assert lines(rule) == [("evaluations", "config.rule", "100 - 500 - 5000")]


@pytest.mark.parametrize("name", ["ConformancePack", "OrganizationConformancePack"])
def test_prices_the_evaluations_of_a_pack(name):
    pack = made(f"aws:cfg/{name[0].lower()}{name[1:]}:{name}")
    assert lines(pack) == [("evaluations", "config.conformance-pack", "1000 - 5000 - 50000")]


def test_prices_what_a_detector_analyses():
    detector = "aws:guardduty/detector:Detector"
    assert lines(made(detector)) == [
        ("management events analysed", "guardduty.events", "100000 - 1000000 - 5000000"),
        ("flow logs and DNS logs analysed", "guardduty.logs", "5 - 25 - 100"),
    ]
    assert lines(made(detector, enable=False)) == []


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("S3_DATA_EVENTS", "guardduty.s3-events"),
        ("EKS_AUDIT_LOGS", "guardduty.eks-audit-logs"),
        ("EBS_MALWARE_PROTECTION", "guardduty.malware-ebs"),
        ("RDS_LOGIN_EVENTS", "guardduty.rds"),
        ("LAMBDA_NETWORK_LOGS", "guardduty.lambda"),
        ("RUNTIME_MONITORING", "guardduty.runtime"),
        ("EKS_RUNTIME_MONITORING", "guardduty.runtime"),
    ],
)
def test_prices_each_feature_of_a_detector_that_is_turned_on(name, key):
    assert [found for _, found, _ in lines(made(FEATURE, name=name, status="ENABLED"))] == [key]
    assert lines(made(FEATURE, name=name, status="DISABLED")) == []


def test_does_not_price_a_feature_that_it_does_not_know():
    assert unpriced(made(FEATURE, name="AI_PROTECTION")) == [("feature AI_PROTECTION", "no price is known of it")]


def test_prices_each_kind_of_what_inspector_scans():
    assert lines(made(ENABLER, resourceTypes=["EC2", "ECR", "LAMBDA", "LAMBDA_CODE"])) == [
        ("instances scanned", "inspector.ec2", "2 - 10 - 50"),
        ("images scanned on push", "inspector.ecr-scan", "20 - 100 - 500"),
        ("images scanned again", "inspector.ecr-rescan", "200 - 1000 - 5000"),
        ("functions scanned", "inspector.lambda", "5 - 20 - 100"),
    ]
    assert unpriced(made(ENABLER, resourceTypes=["LAMBDA_CODE"])) == [
        ("scans of LAMBDA_CODE", "no price is known of it")
    ]
    assert unpriced(made(ENABLER, resourceTypes=UNKNOWN)) == [
        ("inspector", "resourceTypes is known only after the deployment")
    ]


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        ("detective/graph:Graph", [("logs taken in", "detective.data", "10 - 50 - 200")]),
        (
            "guardduty/malwareProtectionPlan:MalwareProtectionPlan",
            [
                ("data scanned", "guardduty.malware-s3", "1 - 10 - 100"),
                ("objects scanned", "guardduty.malware-s3.objects", "1000 - 10000 - 100000"),
            ],
        ),
        ("macie2/account:Account", [("buckets watched", "macie.bucket", "5 - 20 - 100")]),
        ("macie2/classificationJob:ClassificationJob", [("data searched", "macie.data", "1 - 10 - 100")]),
        ("securityhub/account:Account", [("security checks", "security-hub.checks", "5000 - 20000 - 100000")]),
    ],
)
def test_prices_what_else_is_turned_on(type_, expected):
    assert lines(made(f"aws:{type_}")) == expected


def test_takes_nothing_where_macie_is_paused():
    assert lines(made("aws:macie2/account:Account", status="PAUSED")) == []


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ({}, []),
        ({"type": "ORGANIZATION"}, []),
        (
            {"type": "ACCOUNT_UNUSED_ACCESS"},
            [("roles and users watched", "access-analyzer.unused", "20 - 100 - 500")],
        ),
        (
            {"type": "ORGANIZATION_INTERNAL_ACCESS"},
            [("resources watched", "access-analyzer.internal", "10 - 50 - 200")],
        ),
    ],
)
def test_prices_an_analyzer_by_what_it_looks_for(kind, expected):
    assert lines(made(ANALYZER, **kind)) == expected
