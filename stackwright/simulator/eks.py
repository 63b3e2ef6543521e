"""What the eks component package answers: a kubeconfig in the two forms it gives."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from .fields import Fields


def _cluster(_inputs: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    config = kubeconfig(fields)
    return {"kubeconfig": config, "kubeconfigJson": json.dumps(config, separators=(",", ":"))}


def kubeconfig(fields: Fields) -> dict[str, Any]:
    """Return a kubeconfig that asks the AWS CLI for its token. Source: Amazon EKS user guide, kubeconfig files."""
    name = fields["physical"]
    command = {
        "apiVersion": "client.authentication.k8s.io/v1beta1",
        "command": "aws",
        "args": ["eks", "get-token", "--cluster-name", name, "--output", "json"],
    }
    endpoint = f"https://{fields['upperhex32']}.gr7.{fields['region']}.eks.{fields['dns']}"
    return {
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [
            {
                "name": "kubernetes",
                "cluster": {"server": endpoint, "certificate-authority-data": fields["base64_48"]},
            }
        ],
        "contexts": [{"name": "aws", "context": {"cluster": "kubernetes", "user": "aws"}}],
        "current-context": "aws",
        "users": [{"name": "aws", "user": {"exec": command}}],
    }


MAKERS: Mapping[str, Callable[[Mapping[str, Any], Fields], dict[str, Any]]] = {"eks:index:Cluster": _cluster}
"""Type -> what makes its outputs."""
