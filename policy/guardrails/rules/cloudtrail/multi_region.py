"""CloudTrail records what is managed, in every Region and in the global services, reads and writes of every service.

A trail of data events only is left alone: it is beside the one that records management.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...authoring import Controls, Item, Level, Node, Rule, Severity, Verdict, Verdicts, must_be, must_not_be

_READS, _WRITES = "ReadOnly", "WriteOnly"
_BOTH = frozenset({_READS, _WRITES})


def _check(trail: Item) -> Verdicts:
    refused = [
        *must_be(trail["isMultiRegionTrail"], True),
        *must_not_be(trail["includeGlobalServiceEvents"], False),
        *must_not_be(trail["enableLogging"], False),
    ]
    simple, advanced = trail["eventSelectors"], trail["advancedEventSelectors"]
    recorded = [_recorded(one) for one in simple.items() if one["includeManagementEvents"].value()]
    recorded_too = [_recorded_by_fields(one) for one in advanced.items() if _is_about_management(one)]
    if (simple.items() or advanced.items()) and not recorded and not recorded_too:
        return
    yield from refused
    yield from _must_be_both(simple, recorded)
    yield from _must_be_both(advanced, recorded_too)


def _must_be_both(selectors: Node, recorded: list[frozenset[str]]) -> Iterator[Verdict]:
    """Yield a problem unless one of the selectors, or several together, record all of what is managed."""
    found = frozenset().union(*recorded)
    if recorded and not found >= _BOTH:
        left_out = "some services" if not found else "writes" if _READS in found else "reads"
        yield selectors.says(f"{selectors.path} must record all of what is managed, but leave out {left_out}")


def _recorded(selector: Node) -> frozenset[str]:
    """Return what a selector records of every service."""
    if selector["excludeManagementEventSources"].items():
        return frozenset()
    kind = selector["readWriteType"].text()
    return _BOTH if kind == "All" else frozenset({kind})


def _recorded_by_fields(selector: Node) -> frozenset[str]:
    """Return what an advanced selector records of every service: any field but these two leaves something out."""
    fields = {one["field"].text(): one["equals"] for one in selector["fieldSelectors"].items()}
    if not fields.keys() <= {"eventCategory", "readOnly"}:
        return frozenset()
    if "readOnly" not in fields:
        return _BOTH
    return frozenset(_READS if one.text() == "true" else _WRITES for one in fields["readOnly"].items())


def _is_about_management(selector: Node) -> bool:
    categories = [one["equals"].items() for one in selector["fieldSelectors"].items() if _is_category(one)]
    return any(one.text() == "Management" for equals in categories for one in equals)


def _is_category(field: Node) -> bool:
    return field["field"].text() == "eventCategory"


cloudtrail_multi_region = Rule(
    id="cloudtrail-multi-region",
    promise="CloudTrail records what is managed in every Region.",
    fix="Set is_multi_region_trail=True; leave include_global_service_events and enable_logging out, and let the event"
    " selectors record reads and writes of every service.",
    severity=Severity.HIGH,
    level=Level.ADVISORY,
    controls=Controls(
        fsbp=("CloudTrail.1", "CloudTrail.3"), cis_5_0=("3.1",), cis_7_0=("4.1",), checkov=("CKV_AWS_67", "CKV_AWS_251")
    ),
    looks_at=frozenset({"aws:cloudtrail/trail:Trail"}),
    check=_check,
)
