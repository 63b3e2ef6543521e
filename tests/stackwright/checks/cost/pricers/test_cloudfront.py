"""The pricer of CloudFront..."""

from __future__ import annotations

import pytest

from tests.stackwright.checks.cost.pricers.pricing import line, lines, made, unpriced

DISTRIBUTION = "aws:cloudfront/distribution:Distribution"


def distribution(**inputs):
    return made(DISTRIBUTION, **{"enabled": True, **inputs})


def test_prices_what_goes_out_and_what_is_asked_by_place():
    assert lines(distribution()) == [
        ("data out to North America", "cloudfront.data.us", "10 - 50 - 250"),
        ("data out to Europe and Israel", "cloudfront.data.europe", "10 - 50 - 250"),
        ("HTTPS requests of North America", "cloudfront.requests.https.us", "100000 - 1000000 - 10000000"),
        ("HTTPS requests of Europe and Israel", "cloudfront.requests.https.europe", "100000 - 1000000 - 10000000"),
        ("invalidated paths", "cloudfront.invalidation", "0 - 100 - 1000"),
    ]


@pytest.mark.parametrize(
    ("meter", "place"),
    [
        ("gbMiddleEast", "middle-east"),
        ("gbJapan", "japan"),
        ("gbAsia", "asia"),
        ("gbIndia", "india"),
        ("gbSouthAmerica", "south-america"),
        ("gbAustralia", "australia"),
    ],
)
def test_prices_each_place_that_a_usage_file_tells(meter, place):
    assert line(distribution(), f"cloudfront.data.{place}", usage={meter: 70}).quantity.expected == 70


@pytest.mark.parametrize(
    ("class_", "place"),
    [
        ("PriceClass_All", {"japan", "australia"}),
        ("PriceClass_200", {"japan"}),
        ("PriceClass_100", set()),
    ],
)
def test_serves_whom_a_price_class_leaves_out_from_a_place_that_it_has(class_, place):
    nothing = {"gbUs": 0, "gbEurope": 0, "requestsUs": 0, "requestsEurope": 0, "invalidationPaths": 0}
    found = lines(distribution(priceClass=class_), usage={**nothing, "gbJapan": 1, "gbAustralia": 1})
    assert {key for _, key, _ in found} - {"cloudfront.data.us"} == {f"cloudfront.data.{one}" for one in place}
    assert len(found) == 2


def test_prices_requests_without_encryption_that_a_usage_file_tells():
    found = line(distribution(), "cloudfront.requests.http.japan", usage={"httpRequestsJapan": 9})
    assert (found.label, found.quantity.expected) == ("HTTP requests of Japan", 9)


def test_takes_only_invalidations_of_a_distribution_that_is_turned_off():
    assert [key for _, key, _ in lines(distribution(enabled=False))] == ["cloudfront.invalidation"]


def test_prices_what_goes_through_to_the_origins():
    origins = [{"originId": "web", "originShield": {"enabled": True}}, {"originId": "files"}]
    found = lines(distribution(origins=origins), usage={"gbToOrigin": 5})
    assert ("data to the origins", "cloudfront.data.origin.us", "5") in found
    assert ("requests to Origin Shield", "cloudfront.origin-shield.us", "10000 - 100000 - 1000000") in found


def test_prices_what_a_distribution_has_beside():
    found = lines(
        distribution(
            viewerCertificate={"sslSupportMethod": "vip"},
            defaultCacheBehavior={"fieldLevelEncryptionId": "F1"},
            orderedCacheBehaviors=[{"realtimeLogConfigArn": "arn:aws:cloudfront::1:realtime-log-config/all"}],
        )
    )
    assert [
        one
        for one in found
        if one[1].rpartition(".")[2] in ("dedicated-ip", "field-level-encryption", "real-time-logs")
    ] == [
        ("addresses of its own", "cloudfront.dedicated-ip", "1"),
        ("field-level encryption", "cloudfront.field-level-encryption", "10000 - 100000 - 1000000"),
        ("real-time log lines", "cloudfront.real-time-logs", "200000 - 2000000 - 20000000"),
    ]


def test_prices_functions_stores_and_addresses():
    assert lines(made("aws:cloudfront/function:Function")) == [
        ("invocations", "cloudfront.functions", "200000 - 2000000 - 20000000")
    ]
    assert [key for _, key, _ in lines(made("aws:cloudfront/keyValueStore:KeyValueStore"))] == [
        "cloudfront.key-value-store.reads",
        "cloudfront.key-value-store.writes",
    ]
    assert lines(made("aws:cloudfront/anycastIpList:AnycastIpList")) == [
        ("Anycast addresses", "cloudfront.anycast-ip", "1")
    ]


@pytest.mark.parametrize(
    ("status", "expected"), [("Enabled", [("8 additional metrics", "cloudwatch.metric", "8")]), ("Disabled", [])]
)
def test_prices_additional_metrics_where_they_are_turned_on(status, expected):
    subscription = {"realtimeMetricsSubscriptionConfig": {"realtimeMetricsSubscriptionStatus": status}}
    found = made("aws:cloudfront/monitoringSubscription:MonitoringSubscription", monitoringSubscription=subscription)
    assert lines(found) == expected


def test_names_a_place_without_a_price():
    assert unpriced(distribution(), missing={"cloudfront.data.us"}) == [
        ("data out to North America", "no price of cloudfront.data.us in eu-west-1")
    ]
