"""The lines of machines..."""

from __future__ import annotations

from decimal import Decimal

from stackwright.checks.cost.money import Range
from stackwright.checks.cost.pricers import machine_lines as lines
from stackwright.checks.cost.pricers.machine import Templated
from stackwright.checks.cost.quote import Quote
from stackwright.checks.cost.schedules import Running
from stackwright.checks.cost.usage import Usage, UsageFile
from stackwright.checks.cost.values import Section
from stackwright.checks.cost.world import World
from tests.stackwright.checks.cost.pricers.pricing import Book, made

GROUP = "aws:autoscaling/group:Group"
SCHEDULED = Running(Range.of("0.5"), "by a schedule", awake=Range.of(2))


def quote(usd=None, missing=(), **meters):
    files = [UsageFile(name="u", types={}, resources={"it": {key: Range.of(value) for key, value in meters.items()}})]
    item = made(GROUP)
    book = Book(usd or {}, frozenset(missing))
    return Quote(item=item, world=World([item]), book=book, assumed=Usage("production", files))


def machine(*types, **more):
    return Templated(source=Section({}), chosen=types, **more)


def test_count_what_a_schedule_leaves_unless_a_usage_file_tells_the_hours():
    assert lines.awake(quote(), SCHEDULED) == Range.of("0.5")
    assert lines.awake(quote(hoursOn=100), SCHEDULED) == Range.of(2)
    assert lines.awake(quote(hoursOn=100), Running(Range.of(3))) == Range.of(3)


def test_count_what_is_there_on_the_average_of_a_month():
    assert lines.present(quote(), SCHEDULED) == Range.of("0.5")
    assert lines.present(quote(hoursOn=73), SCHEDULED) == Range.of("0.2")


def test_name_the_operating_system_in_label_and_price():
    (found,) = lines.hours(quote(), machine("m7i.large", windows=True), Running(Range.of(1)))
    assert (found.label, found.price.key) == ("instance m7i.large, Windows", "ec2.m7i.large.windows")


def test_know_spot_from_the_machine_unless_they_are_told():
    spot = Templated(source=Section({"instanceType": "t3.micro", "instanceMarketOptions": {"marketType": "spot"}}))
    discount = {"ec2.spot.discount.least": "0.2", "ec2.spot.discount.most": "0.6"}
    (found,) = lines.hours(quote(discount), spot, Running(Range.of(1)))
    assert found.factor == Range.of("0.4", "0.6", "0.8")
    (found,) = lines.hours(quote(discount), spot, Running(Range.of(1)), spot=False)
    assert found.factor == Range.of(1)


def test_know_no_spread_where_only_one_of_several_types_has_a_price():
    kinds = machine("m7g.large", "m9z.large")
    (found,) = lines.hours(quote(missing=["ec2.m9z.large"]), kinds, Running(Range.of(1)))
    assert found.factor == Range.of(1)
    (found,) = lines.hours(quote(missing=["ec2.m7g.large"]), kinds, Running(Range.of(1)))
    assert found.why == "no price of ec2.m7g.large in eu-west-1"


def test_take_the_mean_discount_of_spot_for_the_expected_one():
    usd = {"fargate.spot.discount.least": "0.5", "fargate.spot.discount.most": "0.7"}
    assert lines.discounted(quote(usd), "fargate") == Range.of("0.3", "0.4", "0.5")
    assert lines.discounted(quote(missing=["fargate.spot.discount.least"]), "fargate") is None


def test_pay_monitoring_for_the_hours_it_is_sent():
    watched = Templated(source=Section({"monitoring": {"enabled": True}}))
    (found,) = lines.monitoring(quote(hoursOn=365), watched, Running(Range.of(2)))
    assert (found.price.key, found.quantity.expected) == ("cloudwatch.metric", Decimal(7))
