"""The rules' fixtures judged by checkov too: translation to Terraform and Kubernetes files, verdicts, comparison."""

from __future__ import annotations

import sys
from pathlib import Path

# The pack is a folder of the repository, not an installed package: a script, whose own folder alone is on the path,
# finds it from here.
_ROOT = str(Path(__file__).resolve().parents[2])
if _ROOT not in sys.path:
    sys.path.append(_ROOT)
