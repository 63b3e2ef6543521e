"""`stackwright preview STACK`: what the program would build, or what a deployed stack is made of."""

from __future__ import annotations

from typing import Literal, TextIO

from .source import SourceOptions, obtain

Form = Literal["text", "json"]


def preview(options: SourceOptions, *, every_resource: bool, form: Form, out: TextIO) -> int:
    """Write the report on the stack the *options* ask for to *out*; return 0."""
    stack = obtain(options)
    if form == "json":
        from ..reports.json import write as write_json

        write_json(stack, out)
    else:
        from ..reports.text import write as write_text

        write_text(stack, out, every_resource=every_resource)
    return 0
