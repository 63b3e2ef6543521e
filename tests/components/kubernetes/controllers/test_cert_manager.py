"""cert-manager"""

from __future__ import annotations

import json

import pulumi_aws as aws
import pytest

from components.kubernetes.controllers.cert_manager import CertManager, CertManagerArgs

from .conftest import ADDON, SYSTEM, ask, called_on, closed

TYPE = "stackwright:kubernetes:CertManager"


@pytest.fixture
def made(make):
    return make(CertManager, CertManagerArgs, "cert-manager", after=lambda _: (aws.sns.Topic("first"),))


def test_is_an_add_on_in_a_closed_namespace_and_has_no_role(made):
    assert made.named(f"{TYPE}$") == {"cert-manager-cert-manager": ADDON, **closed("cert-manager")}


def test_has_its_children_under_it(made):
    parent = made["cert-manager", TYPE].urn
    assert {made[name].parent for name in made.named(f"{TYPE}$")} == {parent}


def test_runs_its_three_parts_twice_each_on_system_nodes(made):
    part = {"replicaCount": 2, "resources": ask("20m", "128Mi"), **SYSTEM}
    values = json.loads(made["cert-manager-cert-manager"].inputs["configurationValues"])
    assert values == {**part, "webhook": part, "cainjector": {**part, "resources": ask("20m", "256Mi")}}


def test_is_called_by_the_control_plane_on_its_webhook_alone(made):
    assert called_on(made, "cert-manager-allow-controller") == [10250]


def test_comes_after_what_it_is_told_to_and_before_its_policies(made):
    add_on = made["cert-manager-cert-manager"]
    assert made["first"].urn in add_on.dependencies
    assert all(add_on.urn in made.before(name) for name in closed("cert-manager"))


def test_is_ready_with_its_policies(made):
    add_on, last = (made.value(one.urn) for one in made.result.ready)
    assert add_on == made["cert-manager-cert-manager"].urn
    (name,) = [name for name in closed("cert-manager") if made[name].urn == last]
    assert made.before(name) >= {made[other].urn for other in closed("cert-manager") if other != name}


def test_is_altered_by_role(make):
    def two_replicas(props):
        return {**props, "preserve": True}

    made = make(CertManager, CertManagerArgs, "cert-manager", transform={"cert-manager": two_replicas})
    assert made["cert-manager-cert-manager"].inputs["preserve"] is True
