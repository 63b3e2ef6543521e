"""Prices what records and examines an account: CloudTrail, Config, GuardDuty, Security Hub, Inspector, Macie."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from ....data import tables
from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..quote import Quote

_TRAIL = "aws:cloudtrail/trail:Trail"


def _management_events(item: Item, quote: Quote) -> Iterator[Entry]:
    """The first copy of an account's management events is free: the first trail's here, if nothing else is said."""
    trails = [trail for trail in quote.world.of(_TRAIL) if _copies(trail)]
    if quote.given("managementEvents") or (_copies(item) and item is not trails[0]):
        yield quote.usage("management events, a further copy", "cloudtrail.management", "managementEvents")


def _data_events(item: Item, quote: Quote) -> Iterator[Entry]:
    selected = any(selector.count("dataResources") for selector in item.items("eventSelectors"))
    if selected or "Data" in _categories(item) or quote.given("dataEvents"):
        yield quote.usage("data events", "cloudtrail.data", "dataEvents")


def _insights(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.count("insightSelectors"):
        yield quote.usage("events analysed for insights", "cloudtrail.insights", "insightEvents")


def _copies(trail: Item) -> bool:
    """Return whether *trail* records management events: it does where no selector says what it records."""
    selectors = trail.items("eventSelectors")
    if selectors:
        return any(selector.flag("includeManagementEvents", True) for selector in selectors)
    return not trail.count("advancedEventSelectors") or "Management" in _categories(trail)


def _categories(trail: Item) -> set[str]:
    return {
        category
        for selector in trail.items("advancedEventSelectors")
        for field in selector.items("fieldSelectors")
        if field.text("field") == "eventCategory"
        for category in field.texts("equals")
    }


def _store(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.text("billingMode", "EXTENDABLE_RETENTION_PRICING") == "FIXED_RETENTION_PRICING":
        yield quote.usage("events taken in", "cloudtrail.lake", "gbIngested")
    else:
        yield quote.usage("events taken in", "cloudtrail.lake.extendable", "gbIngested")
    yield quote.usage("events scanned by queries", "cloudtrail.lake.queries", "gbScanned")


def _recorder(item: Item, quote: Quote) -> Iterator[Entry]:
    """A record a day of each resource that changed costs four times as much as a record of each change."""
    often = "periodic" if item.text("recordingMode.recordingFrequency") == "DAILY" else "continuous"
    yield quote.usage(f"configuration items, {often}", f"config.item.{often}", "items")


def _rule(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("evaluations", "config.rule", "evaluations")


def _pack(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("evaluations", "config.conformance-pack", "evaluations")


def _detector(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.flag("enable", True):
        yield quote.usage("management events analysed", "guardduty.events", "events")
        yield quote.usage("flow logs and DNS logs analysed", "guardduty.logs", "gbAnalyzed")


def _feature(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.text("status", "ENABLED") == "ENABLED":
        name = item.text("name")
        row = _features().get(name)
        if row:
            yield quote.usage(row["label"], row["key"], row["meter"])
        else:
            yield quote.unpriced("no price is known of it", f"feature {name}")


@functools.cache
def _features() -> dict[str, dict[str, str]]:
    return {row["feature"]: row for row in tables.rows("guardduty_features")}


def _malware_plan(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("data scanned", "guardduty.malware-s3", "gbScanned")
    yield quote.usage("objects scanned", "guardduty.malware-s3.objects", "objects")


def _hub(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("security checks", "security-hub.checks", "checks")


def _inspector(item: Item, quote: Quote) -> Iterator[Entry]:
    types = item.texts("resourceTypes")
    if "EC2" in types:
        yield quote.usage("instances scanned", "inspector.ec2", "instances")
    if "ECR" in types:
        yield quote.usage("images scanned on push", "inspector.ecr-scan", "images")
        yield quote.usage("images scanned again", "inspector.ecr-rescan", "rescans")
    if "LAMBDA" in types:
        yield quote.usage("functions scanned", "inspector.lambda", "functions")
    for other in sorted(set(types) - {"EC2", "ECR", "LAMBDA"}):
        yield quote.unpriced("no price is known of it", f"scans of {other}")


def _macie(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.text("status", "ENABLED") == "ENABLED":
        yield quote.usage("buckets watched", "macie.bucket", "buckets")


def _classification(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("data searched", "macie.data", "gbScanned")


def _analyzer(item: Item, quote: Quote) -> Iterator[Entry]:
    """An analyzer of access from outside is free of charge."""
    kind = item.text("type", "ACCOUNT")
    if kind.endswith("_UNUSED_ACCESS"):
        yield quote.usage("roles and users watched", "access-analyzer.unused", "identities")
    elif kind.endswith("_INTERNAL_ACCESS"):
        yield quote.usage("resources watched", "access-analyzer.internal", "resources")


def _graph(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("logs taken in", "detective.data", "gbIngested")


PRICERS: Pricers = {
    "aws:accessanalyzer/analyzer:Analyzer": (_analyzer,),
    "aws:cfg/conformancePack:ConformancePack": (_pack,),
    "aws:cfg/organizationConformancePack:OrganizationConformancePack": (_pack,),
    "aws:cfg/organizationCustomPolicyRule:OrganizationCustomPolicyRule": (_rule,),
    "aws:cfg/organizationCustomRule:OrganizationCustomRule": (_rule,),
    "aws:cfg/organizationManagedRule:OrganizationManagedRule": (_rule,),
    "aws:cfg/recorder:Recorder": (_recorder,),
    "aws:cfg/rule:Rule": (_rule,),
    "aws:cloudtrail/eventDataStore:EventDataStore": (_store,),
    _TRAIL: (_management_events, _data_events, _insights),
    "aws:detective/graph:Graph": (_graph,),
    "aws:guardduty/detector:Detector": (_detector,),
    "aws:guardduty/detectorFeature:DetectorFeature": (_feature,),
    "aws:guardduty/malwareProtectionPlan:MalwareProtectionPlan": (_malware_plan,),
    "aws:guardduty/memberDetectorFeature:MemberDetectorFeature": (_feature,),
    "aws:inspector2/enabler:Enabler": (_inspector,),
    "aws:macie2/account:Account": (_macie,),
    "aws:macie2/classificationJob:ClassificationJob": (_classification,),
    "aws:securityhub/account:Account": (_hub,),
}
