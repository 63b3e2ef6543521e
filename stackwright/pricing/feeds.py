"""Where offer files come from: AWS, over the net and without credentials, or a folder of files that were downloaded."""

from __future__ import annotations

import contextlib
import http.client
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ..errors import UserError
from .meters import ANY_REGION

AWS = "https://pricing.us-east-1.amazonaws.com"
"""The price list of all Regions; only its address has one."""

_PATIENCE = 60.0
_NO_FILE = (403, 404)  # S3 says 403 of a file that is not there to who may not list what is


class Feed(Protocol):
    """Gives the lines of offer files."""

    def address(self, offer: str, region: str) -> str:
        """Return AWS's address of the file, whether it comes from there or not."""

    def lines(self, offer: str, region: str) -> contextlib.AbstractContextManager[Iterator[str] | None]:
        """Open the file; None where there is none. Raises UserError, then or later, where it cannot be read."""


@dataclass(frozen=True)
class Download:
    """AWS's own files, read while they arrive."""

    base: str = AWS
    patience: float = _PATIENCE
    """Seconds that AWS may be silent."""

    def address(self, offer: str, region: str) -> str:
        """Return the address of the current file."""
        place = "" if region == ANY_REGION else f"{region}/"
        return f"{self.base}/offers/v1.0/aws/{offer}/current/{place}index.csv"

    @contextlib.contextmanager
    def lines(self, offer: str, region: str) -> Iterator[Iterator[str] | None]:
        """Open the file; None where AWS has none. Raises UserError where it cannot be had."""
        address = self.address(offer, region)
        try:
            response = urllib.request.urlopen(address, timeout=self.patience)  # noqa: S310  # AWS's https, or a test's
        except urllib.error.HTTPError as error:
            error.close()
            if error.code not in _NO_FILE:
                raise _unread(address, f"{error.code} {error.reason}") from error
            yield None
            return
        except (OSError, http.client.HTTPException) as error:
            raise _unread(address, error) from error
        with response:
            yield _arriving(response, address)


@dataclass(frozen=True)
class Folder:
    """Files that were downloaded before: `SERVICE.csv`, or `SERVICE/REGION/index.csv` as AWS's addresses have it."""

    path: Path

    def address(self, offer: str, region: str) -> str:
        """Return the address that the file was downloaded from."""
        return Download().address(offer, region)

    @contextlib.contextmanager
    def lines(self, offer: str, region: str) -> Iterator[Iterator[str] | None]:
        """Open the file; None where the folder has none. Raises UserError where it cannot be read."""
        places = (f"{offer}.csv", f"{offer}/{region}/index.csv", *((f"{offer}/index.csv",) * (region == ANY_REGION)))
        path = next((self.path / place for place in places if (self.path / place).is_file()), None)
        if path is None:
            yield None
            return
        try:
            with path.open(encoding="utf-8", newline="") as file:
                yield file
        except OSError as error:
            raise UserError(f"{path} cannot be read: {error.strerror or error}") from error


def _arriving(response: http.client.HTTPResponse, address: str) -> Iterator[str]:
    """Yield the lines of *response*. Raises UserError where it ends early, which only its length tells."""
    try:
        for line in response:
            yield line.decode("utf-8")
    except (OSError, http.client.HTTPException) as error:
        raise _unread(address, error) from error
    if response.length:
        raise _unread(address, f"it ended {response.length:,} bytes early")


def _unread(address: str, problem: object) -> UserError:
    reason = getattr(problem, "reason", problem)  # what urllib wraps says more than its wrapping
    return UserError(
        f"{address} cannot be read: {reason}; try again, or download the files elsewhere and pass --offers FOLDER"
    )
