"""A queue says how many of its messages are work for one pod."""

from __future__ import annotations

import pytest

from components.kubernetes.scaling import QueueDepth

URL, ARN = "https://sqs.eu-west-1.amazonaws.com/123456789012/jobs", "arn:aws:sqs:eu-west-1:123456789012:jobs"


def test_one_message_is_the_least_there_is_for_a_pod():
    assert QueueDepth(queue_url=URL, queue_arn=ARN, messages_per_pod=1).messages_per_pod == 1


def test_less_than_one_message_is_refused():
    with pytest.raises(ValueError, match="messages_per_pod must be at least 1, got 0"):
        QueueDepth(queue_url=URL, queue_arn=ARN, messages_per_pod=0)
