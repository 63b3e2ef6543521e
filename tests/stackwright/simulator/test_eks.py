"""The eks component package answers..."""

from __future__ import annotations

import json

from stackwright.simulator import Simulator


def test_with_a_kubeconfig_in_both_forms():
    made = Simulator(region="eu-west-1").create("eks:index:Cluster", "urn:x::eks:index:Cluster::main", {})[1]
    assert json.loads(made["kubeconfigJson"]) == made["kubeconfig"]
    assert made["kubeconfig"]["clusters"][0]["cluster"]["server"].endswith(".gr7.eu-west-1.eks.amazonaws.com")
    assert made["kubeconfig"]["users"][0]["user"]["exec"]["command"] == "aws"
