"""What needs a cluster is imported when it is asked for, and not before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import components
from components import clusters

ROOT = Path(__file__).resolve().parents[2]


def test_offers_all_of_it_at_the_front() -> None:
    assert list(clusters.__all__) == sorted(clusters.__all__)
    assert set(clusters.__all__) <= set(components.__all__)
    assert all(getattr(components, name) is getattr(clusters, name) for name in clusters.__all__)


def test_leaves_the_sdk_of_kubernetes_alone_until_then() -> None:
    program = (
        "import sys, components\n"
        "assert components.FargateService and 'pulumi_kubernetes' not in sys.modules\n"
        "assert components.EksCluster and 'pulumi_kubernetes' in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_knows_no_other_names() -> None:
    with pytest.raises(AttributeError, match="EksKluster"):
        getattr(components, "EksKluster")  # noqa: B009, a type checker would refuse the plain form
