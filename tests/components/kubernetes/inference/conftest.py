"""Inference services, and what a test changes in them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from components.compute.spec import Image, Scale, ServiceSpec
from components.kubernetes.budget import MonthlyBudget
from components.kubernetes.inference.args import InferenceServiceArgs
from components.kubernetes.inference.inference_service import InferenceService
from components.kubernetes.inference.model import Model
from components.kubernetes.scaling.queue import QueueDepth
from components.scope import Scope
from tests.components.compute.conftest import REPOSITORY, StandInNetwork
from tests.components.kubernetes.service.conftest import Making

LOADER = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/aws-cli:2.31.0"
QUEUE = "arn:aws:sqs:eu-west-1:123456789012:work"


def model(**changes: Any) -> Model:
    basis = {
        "bucket_name": "acme-models",
        "bucket_arn": "arn:aws:s3:::acme-models",
        "prefix": "summaries/2026-01-10",
        "size_gib": 20,
        "loader_image": LOADER,
    }
    return Model(**{**basis, **changes})


class Models(Making):
    """What tests build inference services from, inside the program that they deploy."""

    def inference_spec(self, **changes: Any) -> ServiceSpec:
        basis = {
            "cpu": 4,
            "memory": 8192,
            "port": 8080,
            "architecture": "x86_64",
            "image": Image(repository="summaries", tag="v1"),
            "scale": Scale(min=0, max=2),
        }
        return ServiceSpec(**{**basis, **changes})

    def inference_args(self, spec: ServiceSpec | None = None, **changes: Any) -> InferenceServiceArgs:
        basis = {
            "scope": self.scope,
            "cluster": self.cluster,
            "network": StandInNetwork(),
            "namespace": self.namespace(),
            "spec": spec or self.inference_spec(),
            "repository_url": REPOSITORY,
            "model": model(),
            "budget": MonthlyBudget(usd=Decimal(500), emails=("ml@acme.example",)),
            "queue": QueueDepth(queue_url="https://sqs/work", queue_arn=QUEUE, messages_per_pod=10),
        }
        return InferenceServiceArgs(**{**basis, **changes})

    def inference(self, spec: ServiceSpec | None = None, **changes: Any) -> InferenceService:
        return InferenceService("summaries", self.inference_args(spec, **changes))


@pytest.fixture
def models(scope: Scope) -> Models:
    return Models(scope)
