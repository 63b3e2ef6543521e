"""A service with GPUs whose pods read their model from S3, start when there is work, and have their own budget."""

from __future__ import annotations

from typing import ClassVar

import pulumi

from ...eks.karpenter.pools import pool_tag
from ..budget import monthly_budget
from ..service.kubernetes_service import KubernetesService
from .args import InferenceServiceArgs
from .model import Model

__all__ = ["InferenceService", "InferenceServiceArgs", "Model"]


class InferenceService(KubernetesService):
    """A service with GPUs whose pods read their model from S3, start when there is work, and have their own budget.

    It is a `KubernetesService` in everything else. No pod runs while nothing waits, where `spec.scale.min` is 0; the
    first answer then comes after a node has started, the image and the model have been read, which takes minutes.
    """

    TYPE: ClassVar[str] = "stackwright:kubernetes:InferenceService"

    _args: InferenceServiceArgs

    def __init__(self, name: str, args: InferenceServiceArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)

    def _surround(self) -> None:
        args = self._args
        monthly_budget(self, args.scope, args.budget, [pool_tag(args.scope, args.pool)])
