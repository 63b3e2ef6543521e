"""A Kubernetes object..."""

from __future__ import annotations

import base64
import csv
import datetime as dt
from importlib import resources
from typing import Any

import pytest

from stackwright.model import UNKNOWN, Secret
from stackwright.simulator import Simulator
from stackwright.simulator.kubernetes import is_cluster_wide


def create(type_: str, id_: str = "", simulator: Simulator | None = None, **inputs: Any) -> tuple[str, dict[str, Any]]:
    type_ = f"kubernetes:{type_}"
    return (simulator or Simulator()).create(type_, f"urn:pulumi:d::p::{type_}::web", inputs, id_)


@pytest.mark.parametrize("name", ["kubernetes_cluster_kinds", "kubernetes_status"])
def test_is_known_by_rows_with_a_source_and_a_date(name):
    text = resources.files("stackwright.data").joinpath(f"{name}.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        assert row["source"].strip()
        assert dt.date.fromisoformat(row["as_of"])


def test_is_named_as_the_provider_names_it():
    id_, made = create("core/v1:ConfigMap", metadata={"labels": {"a": "b"}})
    name = made["metadata"]["name"]
    assert name.startswith("web-")
    assert len(name) == len("web-") + 8
    assert id_ == f"default/{name}"
    assert made["metadata"]["labels"] == {"a": "b"}
    assert {"uid", "creationTimestamp", "generation", "resourceVersion"} <= set(made["metadata"])
    assert create("core/v1:ConfigMap", metadata={"generateName": "job-"})[1]["metadata"]["name"].startswith("job-")


@pytest.mark.parametrize(
    ("type_", "metadata", "namespace", "id_"),
    [
        ("core/v1:ConfigMap", {"name": "n", "namespace": "s"}, "default", "s/n"),
        ("core/v1:ConfigMap", {"name": "n"}, "apps", "apps/n"),
        ("core/v1:Namespace", {"name": "n"}, "apps", "n"),
        ("rbac.authorization.k8s.io/v1:ClusterRole", {"name": "n"}, "apps", "n"),
        ("cert-manager.io/v1:ClusterIssuer", {"name": "n"}, "apps", "n"),
        ("cert-manager.io/v1:Certificate", {"name": "n"}, "apps", "apps/n"),
    ],
)
def test_has_an_id_of_its_namespace_and_name(type_, metadata, namespace, id_):
    assert create(type_, simulator=Simulator(namespace=namespace), metadata=metadata)[0] == id_
    assert is_cluster_wide(f"kubernetes:{type_}") is ("/" not in id_)


@pytest.mark.parametrize("metadata", [Secret({"name": "n"}), UNKNOWN])
def test_keeps_metadata_that_is_not_to_be_shown_or_not_known(metadata):
    id_, made = create("core/v1:ConfigMap", metadata=metadata)
    assert (id_, made["metadata"]) == ("web", metadata)


def test_that_is_read_is_what_its_id_says():
    made = create("core/v1:Service", "kube-system/dns")[1]
    assert (made["metadata"]["name"], made["metadata"]["namespace"]) == ("dns", "kube-system")
    assert made["spec"]["ports"][0]["port"] == 80
    assert {"hostname", "ip"} == set(made["status"]["loadBalancer"]["ingress"][0])
    assert create("core/v1:Secret", "default/db")[1]["data"]["password"]


@pytest.mark.parametrize("type_", ["LoadBalancer", UNKNOWN])
def test_behind_a_load_balancer_answers_by_name_and_by_address(type_):
    made = create("core/v1:Service", spec={"type": type_, "ports": [{"port": 80}, "odd"]})[1]
    [entrance] = made["status"]["loadBalancer"]["ingress"]
    assert entrance["hostname"].endswith(".amazonaws.com")
    assert entrance["ip"].startswith("203.0.113.")


def test_is_given_an_address_within_the_cluster():
    made = create("core/v1:Service", spec={"ports": [{"port": 80}]})[1]
    assert made["spec"]["clusterIP"].startswith("10.96.")
    assert made["spec"]["clusterIPs"] == [made["spec"]["clusterIP"]]
    assert made["spec"]["ports"] == [{"port": 80, "protocol": "TCP", "targetPort": 80}]
    assert made["status"] == {"loadBalancer": {}}
    assert create("core/v1:Service", spec={"clusterIP": "None"})[1]["spec"]["clusterIPs"] == ["None"]
    assert "clusterIP" not in create("core/v1:Service", spec={"type": "ExternalName"})[1]["spec"]
    node = create("core/v1:Service", spec={"type": "NodePort", "ports": [{"port": 80}]})[1]["spec"]["ports"][0]
    assert 30000 <= node["nodePort"] <= 32767


@pytest.mark.parametrize("spec", [Secret({"type": "ClusterIP"}), UNKNOWN])
def test_keeps_a_specification_that_is_not_to_be_shown_or_not_known(spec):
    assert create("core/v1:Service", spec=spec)[1]["spec"] == spec


def test_is_ready_in_its_status():
    deployment = create("apps/v1:Deployment", spec={"replicas": 3})[1]["status"]
    assert (deployment["readyReplicas"], deployment["conditions"][0]["type"]) == (3, "Available")
    assert create("apps/v1:StatefulSet", spec={})[1]["status"]["replicas"] == 1
    assert create("batch/v1:Job", spec={})[1]["status"]["succeeded"] == 1
    assert create("core/v1:Pod", spec={})[1]["status"]["phase"] == "Running"
    ingress = create("networking.k8s.io/v1:Ingress", spec={})[1]["status"]["loadBalancer"]["ingress"]
    assert {"hostname", "ip"} == set(ingress[0])


@pytest.mark.parametrize("texts", [{"password": "hush"}, Secret({"password": "hush"}), {"password": Secret("hush")}])
def test_of_secrets_gives_its_text_back_encoded_and_hidden(texts):
    data = create("core/v1:Secret", stringData=texts, data=Secret({"a": "Yg=="}))[1]["data"]
    assert isinstance(data, Secret)
    assert data.value == {"a": "Yg==", "password": base64.b64encode(b"hush").decode()}


@pytest.mark.parametrize(
    ("inputs", "data"),
    [({"stringData": UNKNOWN}, UNKNOWN), ({"data": UNKNOWN}, UNKNOWN), ({"data": {"a": "b"}}, Secret({"a": "b"}))],
)
def test_of_secrets_keeps_what_is_not_known(inputs, data):
    assert create("core/v1:Secret", **inputs)[1]["data"] == data


def test_of_secrets_encodes_what_it_knows():
    assert create("core/v1:Secret", stringData={"a": UNKNOWN})[1]["data"] == Secret({"a": UNKNOWN})


def test_that_is_a_list_keeps_its_items():
    made = create("core/v1:PodList", items=[{"metadata": {"name": "a"}}])[1]
    assert made["items"] == [{"metadata": {"name": "a"}}]
    assert "name" not in made["metadata"]


def test_that_is_a_chart_made_elsewhere_is_left_alone():
    assert create("helm.sh/v4:Chart", chart="nginx")[1]["chart"] == "nginx"


def test_that_is_a_release_is_deployed_with_its_values_visible():
    id_, made = create("helm.sh/v3:Release", chart="bitnami/nginx", version="1.2.3", values={"replicas": 2})
    assert id_ == f"default/{made['name']}"
    assert made["name"].startswith("web-")
    assert made["values"] == {"replicas": 2}
    assert made["status"] == {
        "name": made["name"],
        "namespace": "default",
        "revision": 1,
        "status": "deployed",
        "chart": "nginx",
        "version": "1.2.3",
        "appVersion": "1.2.3",
    }
    assert create("helm.sh/v3:Release", chart="x", name="n", namespace="s")[0] == "s/n"


def test_names_the_objects_of_a_release_by_their_kind():
    made = create("helm.sh/v3:Release", chart="x", name="n", namespace="s")[1]["resourceNames"]
    assert made["Service/v1"] == ["s/n"]
    assert made["ClusterRole/rbac.authorization.k8s.io/v1"] == ["n"]
    assert made == {}
    given = create("helm.sh/v3:Release", chart="x", resourceNames={"Service/v1": ["a/b"]})[1]["resourceNames"]
    assert given == {"Service/v1": ["a/b"]}
