"""The rules' fixtures judged by checkov too: translation to Terraform and Kubernetes files, verdicts, comparison."""

from __future__ import annotations

import sys
from pathlib import Path

# The pack is a folder of the repository, not an installed package; of a script, its own folder alone is on the path.
sys.path.append(str(Path(__file__).resolve().parents[2]))
