"""Lets maps that answer for any key reach the program as such: the SDK would copy what they hold into plain ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

from pulumi import _types

from ...simulator.open_map import OpenMap


def kept_by(translate: Callable[..., Any]) -> Callable[..., Any]:
    """Return the SDK's `translate_output_properties` so that an open map stays one, and its answers are translated."""

    def keeping(output: Any, transform: Any, typ: Any = None, *rest: Any, **options: Any) -> Any:
        result = translate(output, transform, typ, *rest, **options)
        if output.__class__ is not OpenMap or result.__class__ is not dict:
            return result
        item = (*get_args(_types.unwrap_optional_type(typ) if typ else None), None, None)[1]
        return OpenMap(lambda key: keeping(output[key], transform, item, *rest, **options), result)

    return keeping
