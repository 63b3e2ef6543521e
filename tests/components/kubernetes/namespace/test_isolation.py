"""The network policies of a namespace..."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from components.kubernetes.namespace.isolation import policies


def lets_out(address: str, port: int) -> bool:
    """Whether some policy lets every pod out to an address."""
    for spec in policies().values():
        for rule in spec.get("egress", []):
            if ("TCP", port) not in {(entry["protocol"], entry["port"]) for entry in rule["ports"]}:
                continue
            for block in (peer["ipBlock"] for peer in rule["to"] if "ipBlock" in peer):
                within = ip_address(address) in ip_network(block["cidr"])
                if within and not any(ip_address(address) in ip_network(part) for part in block.get("except", [])):
                    return True
    return False


def test_deny_everything_in_both_directions_to_begin_with():
    assert policies()["default-deny"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}


def test_let_nothing_in():
    assert [name for name, spec in policies().items() if "ingress" in spec] == []


def test_hold_for_every_pod():
    assert {name: spec["podSelector"] for name, spec in policies().items()} == {name: {} for name in policies()}


def test_let_names_be_resolved_by_the_clusters_own_server_only():
    assert policies()["allow-dns"] == {
        "podSelector": {},
        "policyTypes": ["Egress"],
        "egress": [
            {
                "to": [
                    {
                        "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "kube-system"}},
                        "podSelector": {"matchLabels": {"k8s-app": "kube-dns"}},
                    }
                ],
                "ports": [{"protocol": "UDP", "port": 53}, {"protocol": "TCP", "port": 53}],
            }
        ],
    }


def test_let_pods_ask_for_their_identity():
    assert lets_out("169.254.170.23", 80)
    assert lets_out("fd00:ec2::23", 80)


def test_let_pods_out_over_https_but_not_to_the_identity_of_their_node():
    for address in ("52.94.0.1", "10.0.0.1", "2600::1"):
        assert lets_out(address, 443)
    for address in ("169.254.169.254", "fd00:ec2::254"):
        assert not lets_out(address, 443)
        assert not lets_out(address, 80)


def test_let_nothing_else_out():
    assert set(policies()) == {"default-deny", "allow-dns", "allow-pod-identity", "allow-https"}
    ports = {
        (entry["protocol"], entry["port"])
        for spec in policies().values()
        for rule in spec.get("egress", [])
        for entry in rule["ports"]
    }
    assert ports == {("UDP", 53), ("TCP", 53), ("TCP", 80), ("TCP", 443)}
    assert not lets_out("10.0.0.1", 80)
