"""A queue that a service works off, as its autoscaler needs to know it. Pure but for `pulumi.Input`."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi


@dataclass(frozen=True, kw_only=True)
class QueueDepth:
    """How many messages of one queue on Amazon SQS are work for one pod."""

    queue_url: pulumi.Input[str]
    """URL of the queue."""

    queue_arn: pulumi.Input[str]
    """ARN of the queue: what KEDA is let read the depth of, by `Keda.grant_queue`."""

    messages_per_pod: int
    """Messages for each pod, waiting or being worked on: with one more, one pod more is wanted."""

    kms_key_arn: pulumi.Input[str] | None = None
    """Key that encrypts the messages; who works them off is let decrypt them. Default: one of SQS, which needs no
    grant."""

    def __post_init__(self) -> None:
        if self.messages_per_pod < 1:
            raise ValueError(f"messages_per_pod must be at least 1, got {self.messages_per_pod}")
