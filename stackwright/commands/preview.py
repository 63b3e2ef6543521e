"""`stackwright preview STACK`: what the program would build."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, TextIO

from ..sources.program import run_project
from ..sources.project import find_project, load_config

Form = Literal["text", "json"]


def preview(
    stack: str,
    *,
    folder: Path,
    config: Sequence[str],
    config_paths: bool,
    every_resource: bool,
    form: Form,
    out: TextIO,
) -> int:
    """Run the project in *folder* for *stack* and write the report to *out*; return 0."""
    project = find_project(folder)
    recorded = run_project(project, stack, load_config(project, stack, config, paths=config_paths))
    if form == "json":
        from ..reports.json import write as write_json

        write_json(recorded, out)
    else:
        from ..reports.text import write as write_text

        write_text(recorded, out, every_resource=every_resource)
    return 0
