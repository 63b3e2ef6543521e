"""`stackwright prices`..."""

from __future__ import annotations

import functools
import http.server
import io
import json
import shutil
import threading
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

from stackwright.checks.cost.prices import PriceBook
from stackwright.commands import prices
from stackwright.errors import UserError

RECORDED = Path(__file__).parents[1] / "pricing" / "offers"
BUILT_IN = Path(prices.__file__).parents[1] / "data" / "prices"


@pytest.fixture
def project(tmp_path):
    """Return the folder of a Pulumi project."""
    root = tmp_path / "project"
    root.mkdir()
    (root / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")
    return root


@pytest.fixture
def offers(tmp_path):
    """Return a folder with two recorded offers, which a test may change."""
    folder = tmp_path / "offers"
    folder.mkdir()
    for name in ("AmazonEC2.csv", "AmazonECS.csv"):
        shutil.copy(RECORDED / "us-east-1" / name, folder)
    return folder


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """Let there be no built-in prices: what they are changes with each release."""
    monkeypatch.setattr(
        "stackwright.checks.cost.prices._built_in", lambda _region: SimpleNamespace(price=lambda _key: None)
    )
    monkeypatch.setattr(prices, "_BUILT_IN", tmp_path / "no prices")


def refreshed(folder, offers, region="us-east-1", into=None, **options):
    out = io.StringIO()
    code = prices.refresh(region, offers=offers, into=into, folder=folder, out=out, **options)
    return code, out.getvalue()


def edit(offers, old, new, count=1):
    path = offers / "AmazonEC2.csv"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, count))


def test_writes_what_aws_lists_beside_the_projects_file(project, offers):
    (project / "inner").mkdir()
    code, text = refreshed(project / "inner", offers)
    book = PriceBook.load("us-east-1", project / "prices")
    found = book.find("nat-gateway.hour")
    assert code == 0
    assert (found.usd, found.as_of) == (Decimal("0.045"), "2026-11-13")
    assert found.source.endswith("/offers/v1.0/aws/AmazonEC2/current/us-east-1/index.csv")
    assert "us-east-1.json" in text


def test_writes_nothing_but_what_aws_lists_into_a_new_file(project, offers):
    refreshed(project, offers)
    file = json.loads((project / "prices" / "us-east-1.json").read_text())
    assert len(file["prices"]) == 27  # 20 of EC2 and 7 of Fargate
    assert (file["region"], file["neighbour"], len(file["sources"])) == ("us-east-1", "", 2)


@pytest.mark.usefixtures("bare")
def test_shows_what_moved(project, offers):
    refreshed(project, offers)
    edit(offers, '"0.0816000000"', '"0.0900000000"')
    edit(offers, '"0.1450000000"', '"0.1440000000"')
    _, text = refreshed(project, offers)
    lines = [line.split() for line in text.splitlines()]
    assert ["price", "before", "after", "change"] in lines
    moved = lines.index(["ec2.m7g.large", "0.0816", "0.09", "+10.3", "%"])
    assert lines[moved + 1] == ["ec2.c7g.xlarge", "0.145", "0.144", "-0.7", "%"]
    assert "2 moved, 0 new, 25 unchanged" in text


@pytest.mark.usefixtures("bare")
def test_shows_what_is_new_and_what_is_not_listed(project):
    refreshed(project, RECORDED / "us-east-1")
    shutil.copy(project / "prices" / "us-east-1.json", project / "prices" / "eu-west-1.json")
    _, text = refreshed(project, RECORDED / "eu-west-1", "eu-west-1")
    assert "\n  kept, not in the offers\n    backup.ebs · ebs.gp3.iops" in text
    assert "\n  kept, their offer is not there\n" in text
    assert "kms" not in text
    _, text = refreshed(project, RECORDED / "global", "global")
    assert "\n  new\n    cloudfront.* (9) · route53.* (7)\n\n  0 moved, 16 new, 0 unchanged, 0 kept in " in text


def test_brings_services_without_a_region_up_to_date(project):
    code, _ = refreshed(project, RECORDED / "global", "global")
    file = json.loads((project / "prices" / "global.json").read_text())
    assert code == 0
    assert (file["region"], file["neighbour"]) == ("global", "")
    assert file["prices"]["cloudfront.invalidation"]["usd"] == "0.005"
    assert file["prices"]["route53.zone"]["tiers"] == [["0", "0.5"], ["25", "0.1"]]


def test_names_the_neighbour_of_a_region(project):
    refreshed(project, RECORDED / "eu-west-1", "eu-west-1")
    assert json.loads((project / "prices" / "eu-west-1.json").read_text())["neighbour"] == "us-east-1"


def test_writes_into_another_folder(tmp_path, offers):
    code, _ = refreshed(tmp_path / "no project", offers, into=tmp_path / "deep" / "prices")
    assert code == 0
    assert (tmp_path / "deep" / "prices" / "us-east-1.json").is_file()


def test_keeps_the_prices_of_a_file_that_the_offers_lack(tmp_path, offers):
    into = tmp_path / "prices"
    into.mkdir()
    shutil.copy(BUILT_IN / "us-east-1.json", into)
    before = json.loads((into / "us-east-1.json").read_text())
    refreshed(tmp_path, offers, into=into)
    after = json.loads((into / "us-east-1.json").read_text())
    assert set(before["prices"]) <= set(after["prices"])
    old, new = before["prices"]["kms.key"], after["prices"]["kms.key"]
    assert before["sources"][old.pop("source")] == after["sources"][new.pop("source")]
    assert old == new


def test_never_replaces_a_price_of_the_projects_own(project, offers):
    path = project / "prices" / "us-east-1.json"
    path.parent.mkdir()
    path.write_text('{"prices": {"nat-gateway.hour": {"usd": "0.03", "asOf": "2026-11-21", "source": "contract 7"}}}')
    _, text = refreshed(project, offers)
    assert PriceBook.load("us-east-1", path.parent).find("nat-gateway.hour").usd == Decimal("0.03")
    assert "kept, the project's own\n    nat-gateway.hour\n" in text


def test_leaves_prices_alone_that_are_to_be_kept(project, offers):
    refreshed(project, offers)
    edit(offers, '"0.0816000000"', '"0.0900000000"')
    _, text = refreshed(project, offers, keep=["ec2.*"])
    assert PriceBook.load("us-east-1", project / "prices").find("ec2.m7g.large").usd == Decimal("0.0816")
    assert "0 moved" in text
    assert "kept, as asked\n" in text


def twice(offers):
    path = offers / "AmazonEC2.csv"
    text = path.read_text()
    line = next(line for line in text.splitlines() if '"NatGateway-Hours"' in line)
    path.write_text(f"{text}{line.replace(line[1:17], 'ANOTHERPRODUCT22')}\n")
    return line[1:17]


def test_writes_nothing_where_two_products_are_one_price(project, offers):
    refreshed(project, offers)
    before = (project / "prices" / "us-east-1.json").read_text()
    sku = twice(offers)
    edit(offers, '"0.0816000000"', '"0.0900000000"')
    code, text = refreshed(project, offers)
    first, second = sorted((sku, "ANOTHERPRODUCT22"))
    assert code == 2
    assert f"nat-gateway.hour: {first} and {second} are both the price from 0" in text
    assert "nothing was written: 1 price not clear" in text
    assert (project / "prices" / "us-east-1.json").read_text() == before


def test_writes_the_others_where_the_one_that_is_not_clear_is_kept(project, offers):
    twice(offers)
    code, _ = refreshed(project, offers, keep=["nat-gateway.hour"])
    assert code == 0


@pytest.mark.parametrize(
    ("region", "problem"),
    [
        ("cn-north-1", "--region cn-north-1: AWS lists its prices in China in CNY, and only prices in USD are read"),
        ("Ireland", "--region Ireland: expected a Region such as eu-west-1, or global for services that have none"),
        ("../x", "--region ../x: expected a Region"),
    ],
)
def test_refuses_what_is_no_region_with_prices_in_usd(project, offers, region, problem):
    with pytest.raises(UserError) as refused:
        refreshed(project, offers, region)
    assert str(refused.value).startswith(problem)


def test_refuses_a_region_without_offers(project, tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(UserError, match=r"^eu-west-9: none of its offers is there, https://pricing.us-east-1"):
        refreshed(project, tmp_path / "empty", "eu-west-9")
    assert not (project / "prices").exists()


def test_refuses_offers_that_are_no_folder(project, tmp_path):
    with pytest.raises(UserError, match=r"^--offers .*nowhere: no such folder"):
        refreshed(project, tmp_path / "nowhere")


def test_refuses_a_file_of_prices_that_is_wrong_before_it_reads_any_offer(project, offers):
    (project / "prices").mkdir()
    (project / "prices" / "us-east-1.json").write_text("{")
    (offers / "AmazonEC2.csv").write_text("no offer")
    with pytest.raises(UserError, match=r"us-east-1.json cannot be read as JSON"):
        refreshed(project, offers)


def test_refuses_a_broken_offer_and_leaves_the_file(project, offers):
    refreshed(project, offers)
    before = (project / "prices" / "us-east-1.json").read_text()
    with (offers / "AmazonECS.csv").open("a") as file:
        file.write('"cut off')
    with pytest.raises(UserError, match=r"AmazonECS/current/us-east-1/index.csv: line 17: cannot be read as CSV"):
        refreshed(project, offers)
    assert (project / "prices" / "us-east-1.json").read_text() == before


def test_leaves_the_file_where_it_is_interrupted(project, offers, monkeypatch):
    refreshed(project, offers)
    before = (project / "prices" / "us-east-1.json").read_text()

    def stop(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr("stackwright.pricing.offer.Offer.rate", stop)
    with pytest.raises(KeyboardInterrupt):
        refreshed(project, offers)
    assert [path.name for path in (project / "prices").iterdir()] == ["us-east-1.json"]
    assert (project / "prices" / "us-east-1.json").read_text() == before


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_tells_a_terminal_what_it_reads(project, offers):
    err = Terminal()
    refreshed(project, offers, err=err)
    assert "\r\033[Kreading AmazonECS (" in err.getvalue()
    assert err.getvalue().endswith("\r\033[K")


def test_tells_nobody_else(project, offers):
    err = io.StringIO()
    refreshed(project, offers, err=err)
    assert err.getvalue() == ""


def test_reads_aws_itself(project, tmp_path):
    site = tmp_path / "site"
    for path in RECORDED.glob("*/*.csv"):
        copy = site / "offers" / "v1.0" / "aws" / path.stem / "current" / path.parent.name / "index.csv"
        copy.parent.mkdir(parents=True)
        shutil.copy(path, copy)

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_args):
            pass

    handler = functools.partial(Handler, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    base = f"http://127.0.0.1:{server.server_port}"
    try:
        code, text = refreshed(project, None, "eu-west-1", base=base)
        with pytest.raises(UserError, match=r"^ap-south-9: none of its offers is there"):
            refreshed(project, None, "ap-south-9", base=base)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    found = PriceBook.load("eu-west-1", project / "prices").find("fargate.arm64.vcpu")
    assert code == 0
    assert "2 offers of AWS read" in text
    assert (found.usd, found.source) == (
        Decimal("0.03238"),
        f"{base}/offers/v1.0/aws/AmazonECS/current/eu-west-1/index.csv",
    )


def shown(keys, region, folder):
    out = io.StringIO()
    code = prices.show(keys, region=region, folder=folder, out=out)
    return code, out.getvalue()


def test_shows_prices_of_the_project_and_the_built_in_ones(project, offers, tmp_path):
    refreshed(project, offers)
    code, text = shown(["nat-gateway.hour", "kms.key"], "us-east-1", project)
    assert code == 0
    assert "  nat-gateway.hour · NAT Gateway: " in text
    assert "\n    0.045 USD for 1 hour\n    https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonEC2/" in text
    assert "/AmazonEC2/current/us-east-1/index.csv, 2026-11-13\n" in text
    assert "kms.key" in shown(["kms.key"], "us-east-1", tmp_path / "project")[1]


def test_shows_prices_outside_any_project(tmp_path):
    assert "kms.key" in shown(["kms.key"], "us-east-1", tmp_path)[1]


def test_shows_prices_of_a_region_only(tmp_path):
    with pytest.raises(UserError, match=r"^--region ../x: expected a Region"):
        shown(["kms.key"], "../x", tmp_path)


def test_shows_no_price_that_is_none(tmp_path):
    with pytest.raises(UserError, match=r"^a.b: no price of this key in us-east-1 or its neighbours"):
        shown(["kms.key", "a.b"], "us-east-1", tmp_path)
