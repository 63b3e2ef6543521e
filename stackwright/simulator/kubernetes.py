"""What a Kubernetes API server and the kubernetes provider fill in: names, metadata, addresses, a release's status."""

from __future__ import annotations

import base64
import functools
from collections.abc import Mapping
from typing import Any

from ..data import tables
from ..model import Secret, Unknown
from .fields import Fields, as_text
from .open_map import OpenMap

_CREATED = "2026-01-01T00:00:00Z"
# Modules of the SDK whose types are not objects of the API.
_COMPONENTS = (":helm.sh/", ":yaml", ":kustomize")
_ABSENT: Mapping[str, Any] = {}


def outputs(
    type_: str, inputs: Mapping[str, Any], fields: Fields, made: Mapping[str, Any], namespace: str
) -> dict[str, Any]:
    """Return what the server adds to an object with *inputs*; its `id` is `namespace/name`.

    *made* is what its declared type gave; *namespace* is the provider's default one.
    """
    if type_.endswith(":Release") and ":helm.sh/" in type_:
        return _release(inputs, fields, namespace)
    if any(part in type_ for part in _COMPONENTS):
        return {}
    kind = type_.rsplit(":", 1)[-1].removesuffix("Patch")
    if kind.endswith("List") and "items" in inputs:
        return {"metadata": {"resourceVersion": fields["digits6"], **_table(inputs.get("metadata"))}}
    given = inputs.get("metadata")
    if isinstance(given, (Secret, Unknown)):
        return {"id": fields["logical"]}
    metadata = _metadata(_table(given), fields, "" if is_cluster_wide(type_) else namespace)
    place = metadata.get("namespace")
    name = as_text(metadata["name"])
    more = _MAKERS.get(kind, _nothing)(inputs, fields, made)
    return {"id": f"{place}/{name}" if place else name, "metadata": metadata, **more}


def is_cluster_wide(type_: str) -> bool:
    """Say whether objects of *type_* are in no namespace; a custom resource is taken to be where its name says."""
    kind = type_.rsplit(":", 1)[-1].removesuffix("Patch")
    known = _cluster_wide()
    return kind in known or kind.startswith("Cluster")


@functools.cache
def _cluster_wide() -> frozenset[str]:
    return frozenset(row["kind"] for row in tables.rows("kubernetes_cluster_kinds"))


def _metadata(given: Mapping[str, Any], fields: Fields, namespace: str) -> dict[str, Any]:
    """Return an object's whole metadata. Source of the name: pulumi-kubernetes, automatic naming."""
    place, _, name = fields["read"].rpartition("/")
    prefix = as_text(given.get("generateName"))
    made = f"{prefix}{fields['lower5']}" if prefix else f"{fields['logical']}-{fields['hex8']}"
    known = {"name": name or made, "uid": fields["uuid"], "generation": 1, "resourceVersion": fields["digits6"]}
    if place or namespace:
        known["namespace"] = place or namespace
    return {"creationTimestamp": _CREATED, "labels": {}, "annotations": {}, **known, **given}


def _service(inputs: Mapping[str, Any], fields: Fields, _made: Mapping[str, Any]) -> dict[str, Any]:
    spec = inputs.get("spec")
    if isinstance(spec, (Secret, Unknown)):
        return {"status": {"loadBalancer": _entrance(fields)}}
    spec = _table(spec)
    type_ = spec.get("type", "LoadBalancer" if fields["read"] else "ClusterIP")
    address = f"10.96.{fields['octet@third']}.{fields['octet']}"
    more = {"type": type_, "sessionAffinity": "None", "ipFamilies": ["IPv4"], "ipFamilyPolicy": "SingleStack"}
    if type_ != "ExternalName":
        more |= {"clusterIP": address, "clusterIPs": [spec.get("clusterIP", address)]}
    ports = spec.get("ports") or ([{"port": 80}] if fields["read"] else [])
    if isinstance(ports, list):
        more["ports"] = [_port(port, type_, index, fields) for index, port in enumerate(ports)]
    outside = type_ == "LoadBalancer" or isinstance(type_, (Secret, Unknown))
    return {
        "spec": {**more, **spec, "ports": more.get("ports", ports)},
        "status": {"loadBalancer": _entrance(fields) if outside else {}},
    }


def _port(port: Any, type_: Any, index: int, fields: Fields) -> Any:
    if not isinstance(port, dict):
        return port
    added: dict[str, Any] = {"protocol": "TCP", "targetPort": port.get("port")}
    if type_ in ("NodePort", "LoadBalancer"):
        added["nodePort"] = 30000 + int(fields.seed[:4], 16) % 2700 + index
    return {**added, **port}


def _entrance(fields: Fields) -> dict[str, Any]:
    """Return a load balancer that answers by name and by address, whichever cloud the cluster is in."""
    return {"ingress": [{"hostname": f"{fields['host']}.{fields['region']}.elb.{fields['dns']}", "ip": _ip(fields)}]}


def _ip(fields: Fields) -> str:
    return f"203.0.113.{fields['octet']}"


def _secret(inputs: Mapping[str, Any], _fields: Fields, made: Mapping[str, Any]) -> dict[str, Any]:
    """Return a secret's data: what is given as text comes back encoded, and stays secret."""
    texts, data = inputs.get("stringData"), inputs.get("data")
    if isinstance(texts, Unknown) or isinstance(data, Unknown):
        return {"data": data if isinstance(data, Unknown) else texts, "type": inputs.get("type", "Opaque")}
    encoded = {key: _encoded(value) for key, value in _table(_open(texts)).items()}
    if not encoded and data is None:
        return {"data": made["data"]} if "data" in made else {"data": {}}
    return {"data": Secret({**_table(_open(data)), **encoded}), "type": inputs.get("type", "Opaque")}


def _encoded(value: Any) -> Any:
    value = _open(value)
    return base64.b64encode(str(value).encode()).decode() if not isinstance(value, Unknown) else value


def _open(value: Any) -> Any:
    return value.value if isinstance(value, Secret) else value


def _release(inputs: Mapping[str, Any], fields: Fields, namespace: str) -> dict[str, Any]:
    """Return a Helm release's status; what its chart makes is not known, only what it was given.

    Asked for the objects of a kind, as `Service/v1`, it names one that is called after the release.
    """
    chart, version = as_text(inputs.get("chart")), as_text(inputs.get("version")) or "1.0.0"
    place = as_text(inputs.get("namespace")) or namespace
    name = as_text(inputs.get("name")) or fields["read"].rpartition("/")[2] or f"{fields['logical']}-{fields['hex8']}"
    status = {
        "name": name,
        "namespace": place,
        "revision": 1,
        "status": "deployed",
        "chart": chart.rsplit("/", 1)[-1],
        "version": version,
        "appVersion": version,
    }
    objects = OpenMap(lambda kind: [name if is_cluster_wide(kind.partition("/")[0]) else f"{place}/{name}"])
    defaults = {"name": name, "namespace": place, "version": version, "values": {}, "resourceNames": objects}
    return {"id": f"{place}/{name}", **defaults, **inputs, "status": status}


def _nothing(_inputs: Mapping[str, Any], _fields: Fields, _made: Mapping[str, Any]) -> dict[str, Any]:
    return {}


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else _ABSENT


_MAKERS = {"Secret": _secret, "Service": _service}
