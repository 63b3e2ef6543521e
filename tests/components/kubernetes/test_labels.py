"""Labels and names of objects"""

from __future__ import annotations

from components.kubernetes.labels import labels, metadata, selector


def test_select_pods_by_the_name_alone_so_that_a_selector_never_changes():
    assert selector("orders") == {"app.kubernetes.io/name": "orders"}


def test_are_the_recommended_ones(scope):
    assert labels(scope, "orders") == {
        "app.kubernetes.io/name": "orders",
        "app.kubernetes.io/part-of": "acme-test",
        "app.kubernetes.io/managed-by": "pulumi",
    }


def test_hold_what_a_selector_asks_for(scope):
    assert selector("orders").items() <= labels(scope, "orders").items()


def test_are_the_whole_metadata_of_an_object_of_the_cluster(scope):
    assert metadata(scope, "orders") == {"name": "orders", "labels": labels(scope, "orders")}


def test_name_the_namespace_of_an_object_in_one(scope):
    assert metadata(scope, "orders", namespace="core-api")["namespace"] == "core-api"


def test_say_of_what_an_object_is_a_part(scope):
    found = metadata(scope, "orders-configuration", of="orders")
    assert found == {"name": "orders-configuration", "labels": labels(scope, "orders")}


def test_take_more_labels_and_annotations(scope):
    found = metadata(scope, "orders", annotations={"note": "kept"}, extra_labels={"tier": "front"})
    assert found["annotations"] == {"note": "kept"}
    assert found["labels"] == {**labels(scope, "orders"), "tier": "front"}


def test_are_not_shared_with_who_gave_them(scope):
    annotations = {"note": "kept"}
    metadata(scope, "orders", annotations=annotations)["annotations"]["other"] = "added"
    assert annotations == {"note": "kept"}
