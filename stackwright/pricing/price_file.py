"""The files of prices, one for each Region: how they are read, written and put in place.

`{"region", "neighbour", "sources": [...], "prices": {key: {"service", "item", "unit", "per"?, "usd" or "tiers",
"source", "asOf"}}}`: one price a line, by key; a source stands once, and prices have its index. While a file is worked
on, its prices have their sources themselves.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..errors import UserError

File = dict[str, Any]


def read(path: Path) -> File:
    """Return what is in the file, an empty one where there is none. Raises UserError where it is none of its form."""
    try:
        file = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {"prices": {}}
    except (OSError, ValueError) as error:
        raise UserError(f"{path} cannot be read as JSON: {error}; mend or delete it") from error
    if not isinstance(file, dict) or not isinstance(file.get("prices"), dict):
        raise UserError(f'{path}: expected an object "prices" of prices by key; mend or delete it')
    sources = file.pop("sources", [])
    return {**file, "prices": {key: _sourced(price, sources) for key, price in file["prices"].items()}}


def written(file: File) -> str:
    """Return the text of a file: one price a line, by key, each source once."""
    prices = sorted(file["prices"].items())
    sources = sorted({price["source"] for _, price in prices if "source" in price})
    index = {source: place for place, source in enumerate(sources)}
    lines = [f"{json.dumps(key)}: {json.dumps(_indexed(price, index))}" for key, price in prices]
    head = f'"region": {json.dumps(file["region"])},\n"neighbour": {json.dumps(file["neighbour"])},'
    return (
        f'{{\n{head}\n"sources": [\n'
        + ",\n".join(json.dumps(source) for source in sources)
        + '\n],\n"prices": {\n'
        + ",\n".join(lines)
        + "\n}\n}\n"
    )


def write(path: Path, file: File) -> None:
    """Put the file in place as a whole: who reads it meanwhile, or finds it after an interruption, has the old one.

    Raises UserError where it cannot be written.
    """
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            new.write_text(written(file), encoding="utf-8")
            new.replace(path)
        finally:
            with contextlib.suppress(FileNotFoundError):
                new.unlink()
    except OSError as error:
        problem = error.strerror or error
        raise UserError(f"{path} cannot be written: {problem}; name another folder with --into FOLDER") from error


def _sourced(price: Any, sources: Any) -> Any:
    """Return *price* with its source itself. A project's own file may say the source itself, or none."""
    if not isinstance(price, dict) or not isinstance(price.get("source"), int):
        return price
    return {**price, "source": sources[price["source"]]}


def _indexed(price: Mapping[str, Any], index: Mapping[str, int]) -> dict[str, Any]:
    return {**price, "source": index[price["source"]]} if "source" in price else dict(price)
