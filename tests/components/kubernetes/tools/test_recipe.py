"""A recipe"""

from __future__ import annotations

from components.kubernetes.tools.recipe import resources
from tests.components.kubernetes.tools.conftest import facts


def test_asks_for_what_it_gets_of_memory_and_for_a_share_of_cpu():
    assert resources("100m", "256Mi") == {
        "requests": {"cpu": "100m", "memory": "256Mi"},
        "limits": {"memory": "256Mi"},
    }


def test_starts_pods_anew_when_a_secret_has_changed():
    assert facts("temporal").reload == {"secret.reloader.stakater.com/reload": "temporal-secrets"}
