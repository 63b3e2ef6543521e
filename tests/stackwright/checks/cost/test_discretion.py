"""Of a line that is made of a secret"""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date

from stackwright.checks.cost.discretion import discreet
from stackwright.checks.cost.estimate import estimate
from stackwright.checks.cost.lines import Unpriced
from stackwright.checks.cost.report import CostReport
from stackwright.model import Secret
from stackwright.reports.cost import html, markdown, text
from stackwright.reports.cost import json as as_json
from tests.stackwright.checks.cost.making import charge, item

DATABASE = "aws:rds/instance:Instance"


def shown(**inputs):
    """Return the estimate of a database, and everything that any report says of it."""
    found = estimate([item(DATABASE, "db", inputs={"engine": "postgres", **inputs})], today=date(2026, 11, 21))
    reports, texts = [CostReport(estimate=found)], []
    for form in (text, markdown, html, as_json):
        out = io.StringIO()
        form.write(reports, out)
        texts.append(out.getvalue())
    return found, "\n".join(texts)


def test_no_report_says_what_it_is_made_of():
    open_, said = shown(instanceClass="db.t4g.medium", allocatedStorage=54321, storageType="gp3")
    assert "t4g.medium" in said
    assert "54321" in said.replace(",", "")
    hidden, said = shown(instanceClass=Secret("db.t4g.medium"), allocatedStorage=Secret(54321), storageType="gp3")
    assert "t4g" not in said
    assert "54321" not in said.replace(",", "")
    assert "instance [secret]" in said
    assert "how is secret" in said
    assert hidden.total() == open_.total()


def test_no_report_says_what_was_worked_out_of_it():
    disk = {"instanceClass": "db.m7g.large", "storageType": "gp3", "allocatedStorage": 400}
    _, said = shown(**disk, iops=16000, storageThroughput=700)
    assert "4,000 IOPS above 12,000" in said
    _, said = shown(**disk, iops=Secret(16000), storageThroughput=Secret(700))
    assert "[secret] IOPS above [secret]" in said
    assert "4,000" not in said
    assert "200 MiB" not in said
    line = charge("1", label="disk gp3 ARM64, 1,234.5 GB", assumption="IPv4, spec secret").line
    hidden = discreet(line, ["arm64", "secret"])
    assert (hidden.label, hidden.assumption) == ("disk gp3 [secret], [secret] GB", "IPv4, spec [secret]")


def test_no_report_says_which_price_there_is_not():
    _, said = shown(instanceClass=Secret("db.hunter2.large"))
    assert "hunter2" not in said
    assert "what decides its price is secret" in said


def test_the_rest_of_the_resource_stays_open():
    found, _ = shown(instanceClass=Secret("db.t4g.medium"), allocatedStorage=20, storageType="gp3")
    lines = {one.line.label.partition(" ")[0]: one.line.secret for one in found.charges}
    assert lines["instance"]
    assert not lines["storage"]


def test_only_what_was_read_for_it_is_hidden():
    line = charge("1", label="key k-77").line
    assert discreet(line, []) is line
    assert discreet(line, ["k-77", "k"]).label == "[secret]ey [secret]"
    away = discreet(replace(line, region="sa-east-1"), ["sa-east-1"])
    assert (away.region, away.price.region) == ("[secret]", "eu-west-1")
    assert discreet(line, ["eu-west-1"]).price.region == "[secret]"
    unknown = Unpriced(urn="u", type="t", what="part k-77", why="spec is known only after the deployment", path="spec")
    assert discreet(unknown, ["k-77"]).why == unknown.why
    assert discreet(unknown, ["k-77"]).what == "part [secret]"


def test_json_stays_json_of_the_same_form():
    found, _ = shown(instanceClass=Secret("db.t4g.medium"))
    out = io.StringIO()
    as_json.write([CostReport(estimate=found)], out)
    (line, *_) = [one for one in json.loads(out.getvalue())["cost"]["lines"] if one["label"].startswith("instance")]
    assert line["quantity"] is None
    assert (line["price"]["key"], line["monthly"]["expected"]) == ("[secret]", "50.37")
