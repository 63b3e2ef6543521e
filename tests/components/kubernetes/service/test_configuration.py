"""Plain settings are kept under a name that is their content."""

from __future__ import annotations

import pulumi
from hypothesis import given
from hypothesis import strategies as st

from components.kubernetes.service.configuration import configuration, configuration_name

_SETTINGS = st.dictionaries(st.sampled_from("ABCD"), st.text(max_size=5), max_size=3)


def test_and_never_change_there(deploy, making):
    def program():
        environment = {"LOG_LEVEL": "info", "HOST": pulumi.Output.from_input("db.internal")}
        configuration(*making.owner(), environment)

    made = deploy(program)
    assert made["orders-configuration"].inputs == {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {
            "name": configuration_name("orders", {"HOST": "db.internal", "LOG_LEVEL": "info"}),
            "namespace": "core-api",
            "labels": {
                "app.kubernetes.io/name": "orders",
                "app.kubernetes.io/part-of": "acme-test",
                "app.kubernetes.io/managed-by": "pulumi",
            },
        },
        "data": {"HOST": "db.internal", "LOG_LEVEL": "info"},
        "immutable": True,
    }


def test_and_are_replaced_before_the_old_ones_go(deploy, making):
    made = deploy(lambda: configuration(*making.owner(), {"A": "b"}))
    assert not made["orders-configuration"].options.delete_before_replace


def test_and_stand_in_a_namespace_that_is_whole(deploy, making):
    made = deploy(lambda: configuration(*making.owner(), {"A": "b"}))
    assert {urn.rpartition("::")[2] for urn in made.before("orders-configuration")} >= {"core-api", "core-api-quota"}


def test_and_are_nothing_where_there_are_none(deploy, making):
    assert deploy(lambda: configuration(*making.owner(), {})).result is None


def test_which_is_known_to_the_letter():
    assert configuration_name("orders", {"A": "b"}) == "orders-850aefb1"


@given(_SETTINGS, _SETTINGS)
def test_so_the_name_is_the_same_where_the_content_is_and_only_there(one, other):
    turned = dict(reversed(list(one.items())))
    assert configuration_name("orders", one) == configuration_name("orders", turned)
    assert (configuration_name("orders", one) == configuration_name("orders", other)) == (one == other)
