"""Reads the offers a Region needs, one after the other, and says what they list and what they do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ..errors import UserError
from . import updating
from .collecting import Collection, Listed
from .feeds import Feed
from .matching import found
from .meters import Meter, meters
from .offer import Offer

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Gathered:
    """What the offers of one Region say."""

    listed: Mapping[str, Listed]
    problems: tuple[str, ...]
    read: tuple[str, ...]
    """Offers that were read."""

    missing: tuple[str, ...]
    """Offers that the Region has none of."""

    free: frozenset[str]
    """Keys that the offers list at 0."""

    _meters: Mapping[str, tuple[Meter, ...]]

    def why_not(self, key: str) -> str:
        """Return why the offers say nothing of *key*."""
        if key in self.free:
            return updating.FREE
        offers = {offer for offer, each in self._meters.items() if any(meter.covers(key) for meter in each)}
        if not offers:
            return updating.UNKNOWN
        return updating.NO_FILE if offers <= set(self.missing) else updating.NOT_LISTED


def gather(region: str, feed: Feed, *, keep: Iterable[str] = (), progress: Progress = lambda _text: None) -> Gathered:
    """Read what *feed* has of *region*, but for the prices that fit *keep*; *progress* is told what is being read.

    An offer all of whose prices are kept is not opened. Raises UserError where an offer cannot be read, and where there
    is none at all.
    """
    patterns = tuple(keep)
    wanted = {
        offer: tuple(meter for meter in each if not meter.kept(patterns)) for offer, each in meters(region).items()
    }
    collection = Collection()
    read: list[str] = []
    missing: list[str] = []
    for offer, each in wanted.items():
        if not each:
            continue
        progress(f"{offer} ({len(read) + len(missing) + 1} of {len(wanted)})")
        with feed.lines(offer, region) as lines:
            if lines is None:
                missing.append(offer)
                continue
            file = Offer(lines, feed.address(offer, region))
            for one in found(file, each, region):
                if not updating.asked([one.key], patterns):
                    collection.add(one, file.address, file.published)
            read.append(offer)
    if not read:
        raise UserError(
            f"{region}: none of its offers is there, {feed.address(next(iter(wanted)), region)} for one; name a Region"
            " of AWS, or with --offers a folder that has the files as SERVICE.csv"
        )
    listed, free, problems = collection.prices(_parts(wanted))
    return Gathered(listed, tuple(problems), tuple(read), tuple(missing), frozenset(free), meters(region))


def _parts(wanted: Mapping[str, tuple[Meter, ...]]) -> Mapping[str, int]:
    """Return how many products each key is the sum of."""
    parts: defaultdict[str, set[str]] = defaultdict(set)
    for each in wanted.values():
        for meter in each:
            parts[meter.key].add(meter.part)
    return {key: len(names) for key, names in parts.items()}
