"""How much is used"""

from __future__ import annotations

from decimal import Decimal

import pytest

from stackwright.checks.cost.money import Range
from stackwright.checks.cost.usage import PROFILES, Usage, UsageFile, defaults, known_meters, number, shown
from stackwright.errors import UserError
from tests.stackwright.checks.cost.making import KEY, SECRET, item


def file(name="usage.yaml", types=None, resources=None):
    return UsageFile(name=name, types=types or {}, resources=resources or {})


def requests(number):
    return {"requests": Range.of(number)}


def test_is_the_default_of_the_profile_where_nobody_says_more():
    assert Usage("development").reading(item(), "requests").quantity == Range.of(1000, 10_000, 100_000)
    assert Usage().reading(item(), "requests").quantity == Range.of(10_000, 100_000, 1_000_000)


def test_is_what_the_most_particular_entry_says():
    general = file("usage.yaml", types={KEY: requests(1)}, resources={"d*": requests(2), "data": requests(3)})
    particular = file("usage.prod.yaml", types={KEY: requests(4)})

    assert Usage(files=[general]).reading(item(name="other"), "requests").quantity == Range.of(1)
    assert Usage(files=[general]).reading(item(name="disk"), "requests").quantity == Range.of(2)
    assert Usage(files=[general]).reading(item(), "requests").quantity == Range.of(3)
    assert Usage(files=[particular, general]).reading(item(), "requests").origin == "requests 4, usage.prod.yaml"


def test_is_told_by_the_longest_pattern_but_for_the_name_itself():
    entries = {"d*": requests(1), "da*": requests(2), "*ta*": requests(3), "data": requests(4), "data*": requests(5)}
    order = ["data", "data*", "*ta*", "da*", "d*"]
    while order:
        said = Usage(files=[file(resources={pattern: entries[pattern] for pattern in reversed(order)})])
        assert said.given(item(), "requests").quantity == entries[order.pop(0)]["requests"]


def test_is_told_of_a_type_by_any_of_its_names_with_a_resources_name():
    said = file(resources={f"{KEY}::data": requests(5), f"{SECRET}::data": requests(6)})
    assert Usage(files=[said]).reading(item(), "requests").quantity == Range.of(5)
    assert Usage(files=[said]).reading(item(SECRET), "requests").quantity == Range.of(6)


@pytest.mark.parametrize("name", ["zone[0]", "a?", "a::b", "[!x]", "two\nlines", "*"])
def test_is_told_of_a_resource_whatever_its_name_holds(name):
    said = file(resources={name: requests(5)})
    assert Usage(files=[said]).given(item(name=name), "requests").quantity == Range.of(5)
    assert (Usage(files=[said]).given(item(name="zone0"), "requests") is None) == (name != "*")


@pytest.mark.parametrize(
    ("pattern", "fits"),
    [
        ("zone*", True),
        ("*[0]", True),
        ("zone[*]", True),
        (f"{KEY}::*", True),
        ("aws:kms/*::zone*", True),
        (item(name="zone[0]").urn, True),
        ("zone?0?", False),
        ("ZONE*", False),
        ("zon", False),
        (f"{SECRET}::*", False),
        (item(name="zone[1]").urn, False),
    ],
)
def test_is_told_by_patterns_in_which_only_a_star_means_something(pattern, fits):
    said = Usage(files=[file(resources={pattern: requests(5)})])
    assert bool(said.given(item(name="zone[0]"), "requests")) == fits


def test_of_a_meter_that_there_is_not_is_refused_with_the_nearest():
    with pytest.raises(UserError) as raised:
        Usage(files=[file(types={KEY: {"request": Range.of(1)}})])
    assert str(raised.value) == (
        f"usage.yaml: {KEY}.request: nothing is measured by this name there; did you mean requests?"
    )
    usage = Usage(files=[file(resources={"data": {"zzz": Range.of(1)}})])
    with pytest.raises(UserError, match=r"data\.zzz: nothing is measured.*; known are hoursOn, requests"):
        usage.check([item()])


def test_of_more_hours_than_a_month_has_is_refused():
    with pytest.raises(UserError, match="a month has 730 hours and 731 was given; lower it"):
        Usage(files=[file(types={KEY: {"hoursOn": Range.of(731)}})])
    with pytest.raises(UserError, match="a month has 730 hours and 1 - 2 - 731 was given; lower it"):
        Usage(files=[file(types={KEY: {"hoursOn": Range.of(1, 2, 731)}})])


def test_of_no_resource_is_a_note():
    usage = Usage(files=[file(resources={"dta": requests(1), "data": requests(2)})])
    assert usage.check([item()]) == ["usage.yaml: resources.dta: no resource has this name; it says nothing"]


def test_is_shown_as_one_number_where_it_is_one():
    assert shown(Range.of("1500.50")) == "1,500.5"
    assert shown(Range.of(1, 2, 3000)) == "1 - 2 - 3,000"
    assert shown(Range.of(100)) == "100"


@pytest.mark.parametrize(
    ("value", "quantity"),
    [
        (3, 3),
        ("2.5", Decimal("2.5")),
        (0.1, Decimal("0.1")),
        *((wrong, None) for wrong in (-1, True, "x", None, "NaN", float("inf"), [])),
    ],
)
def test_is_a_number_of_at_least_nothing(value, quantity):
    assert number(value) == quantity


def test_has_defaults_in_order_with_a_unit_and_a_meaning_for_every_meter():
    assert defaults()[KEY]["requests"].unit == "requests"
    for type_, meters in defaults().items():
        for meter, default in meters.items():
            assert default.unit, (type_, meter)
            assert default.meaning, (type_, meter)
            assert set(default.quantities) in (set(PROFILES), set()), (type_, meter)
            for quantity in default.quantities.values():
                assert quantity == quantity.ordered(), (type_, meter)


def test_of_everything_may_be_told_in_hours():
    assert list(known_meters("acme:a:B")) == ["hoursOn"]
