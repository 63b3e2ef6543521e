"""What an inference service is made of: a service, a model, GPUs, and a limit to what it may cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pulumi

from ...eks.pod_identity import Statement
from ...secret import use_key
from ..budget import MonthlyBudget
from ..placement import GPU_TAINT, NODE_POOL, tolerates
from ..service.args import KubernetesServiceArgs
from .model import Model, loader, read_statements

_GPU = "nvidia.com/gpu"
_MOST_GPUS = 8
_RECEIVE = ("sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage")
_TOLD = ("MODEL_PATH", "QUEUE_URL")


@dataclass(frozen=True, kw_only=True)
class InferenceServiceArgs(KubernetesServiceArgs):
    """What an `InferenceService` is made of.

    `spec.scale` may have a `min` of 0, with a `queue`, which KEDA must have been let read (`Keda.grant_queue`), or with
    a `target` and `spec.scale.requests_per_target`. `spec.health.grace_seconds` is what it takes to read the model from
    disk. An update runs new pods beside the old ones: the pool needs GPUs for one pod more than `spec.scale.max`.
    """

    model: Model
    """The model it answers with."""

    budget: MonthlyBudget
    """What the nodes of its pool may cost."""

    gpus: int = 1
    """GPUs of one pod, 1 to 8. Default: one."""

    pool: str = "gpu"
    """Node pool it runs on, of capacity `gpu`; services that share one share its limit, and each budget counts all of
    them. Default: `gpu`."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 1 <= self.gpus <= _MOST_GPUS:
            raise ValueError(f"gpus must be 1 to {_MOST_GPUS}, which one node has, got {self.gpus}")
        if self.spec.spot:
            raise ValueError("spec.spot has no effect on a pool with GPUs, which are bought at the list price: drop it")
        if self.model.path in {*self.spec.writable_paths, *self.volumes}:
            raise ValueError(
                f"the model's path {self.model.path} is read-only: write somewhere else, or move the model"
            )
        for variable in _TOLD:
            if variable in {*self.spec.environment, *self.environment, *self.secrets}:
                raise ValueError(f"{variable} is set by the service itself: give another name")

    @property
    def facts(self) -> dict[str, Any]:
        """What a reader of a plan wants to know first."""
        return {**super().facts, "model": self.model.prefix, "gpus": self.gpus, "pool": self.pool}

    @property
    def statements(self) -> pulumi.Input[Sequence[Statement]] | None:
        """What its role may do from the start: read its model, and work off its queue."""
        found = read_statements(self.scope, self.model)
        if self.queue is not None:
            found.append({"Effect": "Allow", "Action": list(_RECEIVE), "Resource": self.queue.queue_arn})
            if self.queue.kms_key_arn is not None:
                found.append(use_key(self.scope, self.queue.kms_key_arn, "kms:Decrypt", service="sqs"))
        return found

    def complete(self, template: Any) -> Any:
        """Return the template of its pods with the GPUs, where they are, and the model."""
        pod = template["spec"]
        (process,) = pod["containers"]
        disk = _more_disk(process["resources"], self.model.size_gib)
        pod["nodeSelector"] = {**pod["nodeSelector"], NODE_POOL: self.pool}
        pod["tolerations"] = [tolerates(GPU_TAINT)]
        pod["initContainers"] = [loader(self.scope, self.model, disk)]
        pod["volumes"] = [*pod["volumes"], self.model.volume]
        process["volumeMounts"] = [*process["volumeMounts"], self.model.mount(read_only=True)]
        process["env"] = [*process.get("env", ()), *self._told()]
        for bound in process["resources"].values():
            bound[_GPU] = str(self.gpus)
        return template

    def _told(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = [{"name": "MODEL_PATH", "value": self.model.path}]
        if self.queue is not None:
            found.append({"name": "QUEUE_URL", "value": self.queue.queue_url})
        return found


def _more_disk(resources: dict[str, Any], size_gib: int) -> str:
    """Add room for the model to what a process asks for and may take of the disk; return the most."""
    for bound in resources.values():
        own = int(bound["ephemeral-storage"].removesuffix("Gi"))
        bound["ephemeral-storage"] = f"{own + size_gib}Gi"
    return str(resources["limits"]["ephemeral-storage"])
