"""A kubeconfig enters the cluster as whoever runs it"""

from __future__ import annotations

import json

import pytest

from components.eks.kubeconfig import kubeconfig


@pytest.fixture
def config():
    return json.loads(
        kubeconfig(cluster_name="acme", endpoint="https://api", certificate_authority="Y2E=", region="eu-west-1")
    )


def test_by_a_token_that_the_aws_cli_makes_in_the_clusters_region(config):
    assert config["users"] == [
        {
            "name": "acme",
            "user": {
                "exec": {
                    "apiVersion": "client.authentication.k8s.io/v1beta1",
                    "command": "aws",
                    "args": ["eks", "get-token", "--cluster-name", "acme", "--region", "eu-west-1", "--output", "json"],
                    "interactiveMode": "Never",
                }
            },
        }
    ]


def test_at_its_own_address_and_no_other(config):
    assert config["clusters"] == [
        {"name": "acme", "cluster": {"server": "https://api", "certificate-authority-data": "Y2E="}}
    ]
    assert config["contexts"] == [{"name": "acme", "context": {"cluster": "acme", "user": "acme"}}]
    assert (config["apiVersion"], config["kind"], config["current-context"]) == ("v1", "Config", "acme")
