"""The sections about secrets: what exists and where its value comes from. Values themselves are in `secretValues`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from components.secret import Source

from .checks import matching, whole
from .kinds import Text
from .section import Section

FunctionArn = Annotated[
    Text,
    matching(
        r"arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(:[\w$-]+)?",
        "must be the ARN of a Lambda function",
        "write for instance arn:aws:lambda:eu-west-1:123456789012:function:rotate",
    ),
]


class RotationSettings(Section):
    """How a value changes by itself."""

    function_arn: FunctionArn = Field(examples=["arn:aws:lambda:eu-west-1:123456789012:function:rotate"])
    """The Lambda function that changes it."""

    days: Annotated[int, whole(1, 1000)] = 30
    """Days between two rotations. Default: 30."""


class SecretSettings(Section):
    """One secret that services may be given."""

    description: Text = Field(examples=["Payment provider key"])
    """What the value is for, in one sentence; people see it in the console."""

    source: Source = "generated"
    """`generated`: random, made once. `supplied`: `secretValues.<name>`. `manual`: a person puts it after the first
    deployment. Default: generated."""

    rotation: RotationSettings | None = None
    """How the value changes by itself. Default: it does not."""
