"""Reports on cost with everything in them that a report can say."""

from __future__ import annotations

from decimal import Decimal

from stackwright.checks.cost.advice.model import Advice
from stackwright.checks.cost.difference import difference
from stackwright.checks.cost.estimate import Currency
from stackwright.checks.cost.gates import Gate
from stackwright.checks.cost.lines import Unpriced
from stackwright.checks.cost.money import Range
from stackwright.checks.cost.report import CostReport
from stackwright.checks.cost.sheet import sheet_of
from tests.stackwright.checks.cost.making import KEY, charge, estimate_of, price, urn

TELLER = "acme:fortune/teller:Teller"
HOURS = price("0.0225", key="elb.application.hour", service="ELB", item="Application Load Balancer", unit="hour")
REQUESTS = price(
    "0.03", key="kms.requests", service="KMS", item="requests", unit="request", per=Decimal(10_000), region="us-east-1"
)

CHARGES = (
    charge("730", name="public", component="balancer", label="load balancer", kind="hourly", price=HOURS),
    charge("1", name="data"),
    charge("1", name="logs"),
    charge(
        Range.of(1000, 10_000, 100_000),
        name="data",
        label="requests",
        kind="usage",
        price=REQUESTS,
        assumption="requests 1,000 - 10,000 - 100,000, assumed for production",
    ),
)
ESTIMATE = estimate_of(
    *CHARGES,
    unpriced=(
        Unpriced(urn=urn(TELLER, "t"), type=TELLER, why="no price is known for this type"),
        Unpriced(urn=urn(KEY, "x"), type=KEY, what="requests", why="spec is known only after the deployment"),
    ),
    free={"aws:iam/role:Role": 2},
    notes=("usage.yaml: resources.dta: no resource has this name; it says nothing",),
)
BEFORE = sheet_of(estimate_of(charge("1", name="data"), charge("5", name="old", component="gone")), "cost.prod.json")
PASS = Gate(name="budget", status="pass", message="18.46 USD is 37% of the budget of 50.00 USD a month")
FAIL = Gate(
    name="approval",
    status="fail",
    message="+12.46 USD a month since cost.prod.json, more than 10.00",
    fix=("have it approved:", "approvals:", "  - stack: prod"),
)
ADVICE = Advice(
    id="graviton",
    urn=urn(KEY, "data"),
    resource="data",
    what="take another key: set key_usage",
    saving=Range.of(1, "2.50", 3),
    risk="none | that <b>is</b> known",
)
REPORT = CostReport(
    estimate=ESTIMATE,
    change=difference(BEFORE, sheet_of(ESTIMATE, "now"), Currency()),
    gates=(PASS, FAIL),
    advice=(ADVICE,),
)
FIRST = CostReport(
    estimate=estimate_of(charge("1"), stack="dev"),
    missing="cost.dev.json does not exist",
    scheduled=Range.of("0.40", "0.50", "0.60"),
)
EMPTY = CostReport(estimate=estimate_of(stack="empty"), missing="cost.empty.json does not exist")
