"""The pricer of managed Prometheus and Grafana..."""

from __future__ import annotations

from tests.stackwright.checks.cost.pricers.pricing import lines, made

SAMPLES = "1000000000 - 5000000000 - 20000000000"


def test_prices_samples_taken_in_kept_and_read():
    assert lines(made("aws:amp/workspace:Workspace")) == [
        ("samples taken in", "amp.ingestion", SAMPLES),
        ("samples kept", "amp.storage", "1 - 10 - 100"),
        ("samples read by queries", "amp.query", "1000000000 - 10000000000 - 100000000000"),
    ]


def test_prices_a_collector_by_the_hour_and_by_its_samples():
    assert lines(made("aws:amp/scraper:Scraper")) == [
        ("collector", "amp.collector", "730"),
        ("samples collected", "amp.collector.samples", SAMPLES),
    ]


def test_prices_the_users_of_grafana():
    assert lines(made("aws:grafana/workspace:Workspace")) == [
        ("editors and administrators", "grafana.editor", "1 - 5 - 20"),
        ("viewers", "grafana.viewer", "1 - 10 - 50"),
    ]
