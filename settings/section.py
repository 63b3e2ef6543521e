"""What every section of a stack file is: typed, frozen, closed to unknown keys, and absent where YAML says null."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic.alias_generators import to_camel


class Section(BaseModel):
    """One mapping of a stack file: camelCase keys there, snake_case attributes here."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=to_camel,
        use_attribute_docstrings=True,
        hide_input_in_errors=True,
    )

    @model_validator(mode="before")
    @classmethod
    def _null_is_absent(cls, data: Any) -> Any:
        return present(data)


def present(data: Any) -> Any:
    """Return *data* without the keys that YAML leaves null."""
    if data is None:
        return {}
    return {key: value for key, value in data.items() if value is not None} if isinstance(data, dict) else data
