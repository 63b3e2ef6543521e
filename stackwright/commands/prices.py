"""`stackwright prices`: the prices of a Region, brought up to date with AWS's public price list, or shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from ..checks.cost.prices import GLOBAL, OWN_FOLDER, PriceBook, chain
from ..errors import UserError
from ..pricing import price_file, updating
from ..pricing.feeds import AWS, Download, Folder
from ..pricing.gathering import gather

_BUILT_IN = Path(__file__).parents[1] / "data" / "prices"
_REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-\d")


def refresh(
    region: str,
    *,
    offers: Path | None,
    into: Path | None,
    folder: Path,
    out: TextIO,
    keep: Sequence[str] = (),
    err: TextIO | None = None,
    base: str = AWS,
) -> int:
    """Read AWS's offers of *region*, put their prices into `REGION.json` in *into*, or in the project's own folder, and
    write what moved to *out*; where *err* is a terminal, say what is being read.

    *offers* is a folder of downloaded offer files, else they come from *base*; prices whose keys fit *keep* stay.
    Return 0, or 2 where two products are the price of one key: no file is touched then. Raises UserError where an offer
    cannot be read or the file is none of prices.
    """
    _check(region)
    if offers is not None and not offers.is_dir():
        raise UserError(f"--offers {offers}: no such folder; name one that holds AWS's offer files as SERVICE.csv")
    path = (into or _project(folder) / OWN_FOLDER) / f"{region}.json"
    book = PriceBook.load(region, path.parent)
    file = price_file.read(path)
    own = updating.own(file)
    told = _Told(err)
    try:
        feed = Folder(offers) if offers else Download(base)
        gathered = gather(region, feed, keep=(*keep, *own), progress=told)
    finally:
        told("")
    known = {*price_file.read(_BUILT_IN / path.name)["prices"], *file["prices"]}
    kept = {key: gathered.why_not(key) for key in known if key not in gathered.listed}
    kept |= dict.fromkeys(updating.asked(known, keep), updating.ASKED) | dict.fromkeys(own, updating.OWN)
    whole = {"region": region, "neighbour": _neighbour(region), **file}
    update = updating.updated(whole, book, gathered.listed, kept)
    from ..reports.prices import write_problems, write_update

    problems = (*gathered.problems, *update.problems)
    if problems:
        write_problems(region, problems, out)
        return 2
    price_file.write(path, update.file)
    write_update(region, path, update, gathered, out)
    return 0


def show(keys: Sequence[str], *, region: str, folder: Path, out: TextIO) -> int:
    """Write the price of each of *keys* in *region*, with its source and day; return 0.

    Raises UserError where one has no price.
    """
    _check(region)
    try:
        overlay = _project(folder) / OWN_FOLDER
    except UserError:  # the built-in prices need no project
        overlay = None
    book = PriceBook.load(region, overlay)
    prices = []
    for key in keys:
        price = book.find(key)
        if price is None:
            raise UserError(
                f"{key}: no price of this key in {region} or its neighbours; keys look like fargate.x86.vcpu"
            )
        prices.append(price)
    from ..reports.prices import write_prices

    write_prices(region, prices, out)
    return 0


class _Told:
    """Says on one line of a terminal what is being read; nothing elsewhere."""

    def __init__(self, err: TextIO | None) -> None:
        self._err = err if err is not None and err.isatty() else None

    def __call__(self, text: str) -> None:
        if self._err:
            self._err.write(f"\r\033[K{text and f'reading {text}'}")
            self._err.flush()


def _check(region: str) -> None:
    if region.startswith("cn-"):
        raise UserError(f"--region {region}: AWS lists its prices in China in CNY, and only prices in USD are read")
    if region != GLOBAL and not _REGION.fullmatch(region):
        raise UserError(
            f"--region {region}: expected a Region such as eu-west-1, or {GLOBAL} for services that have none"
        )


def _neighbour(region: str) -> str:
    """Return the Region whose prices stand in first; none where there is none."""
    return "" if region == GLOBAL else next(iter(chain(region)[1:]), "")


def _project(folder: Path) -> Path:
    from ..sources.project import find_project

    return find_project(folder).root
