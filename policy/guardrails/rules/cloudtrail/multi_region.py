"""CloudTrail records what is managed, in every Region and in the global services, reads and writes of every service.

A trail of data events only is left alone: it is beside the one that records management.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be, must_not_be


def _check(trail: Item) -> Verdicts:
    selectors = trail["eventSelectors"]
    refused = [
        *must_be(trail["isMultiRegionTrail"], True),
        *must_not_be(trail["includeGlobalServiceEvents"], False),
        *must_not_be(trail["enableLogging"], False),
    ]
    kinds = {one["readWriteType"].text() for one in selectors.items() if one["includeManagementEvents"].value()}
    if kinds and "All" not in kinds and not {"ReadOnly", "WriteOnly"} <= kinds:
        refused.append(selectors.says("eventSelectors record only reads, or only writes, of what is managed"))
    if refused and _records_management(trail):
        yield from refused


def _records_management(trail: Item) -> bool:
    selectors = trail["eventSelectors"].items()
    advanced = [field for one in trail["advancedEventSelectors"].items() for field in one["fieldSelectors"].items()]
    if selectors:
        return any(one["includeManagementEvents"].value() for one in selectors)
    categories = [one["equals"].items() for one in advanced if one["field"].text() == "eventCategory"]
    return not advanced or any(one.text() == "Management" for equals in categories for one in equals)


cloudtrail_multi_region = Rule(
    id="cloudtrail-multi-region",
    promise="CloudTrail records what is managed in every Region.",
    fix="Set is_multi_region_trail=True; leave include_global_service_events and enable_logging out.",
    severity=Severity.HIGH,
    level=Level.ADVISORY,
    controls=Controls(
        fsbp=("CloudTrail.1", "CloudTrail.3"), cis_5_0=("3.1",), cis_7_0=("4.1",), checkov=("CKV_AWS_67", "CKV_AWS_251")
    ),
    looks_at=frozenset({"aws:cloudtrail/trail:Trail"}),
    check=_check,
)
