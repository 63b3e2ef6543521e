"""The one folder that holds everything a rehearsal writes: state, stack files, the CLI's home and its passphrase."""

from __future__ import annotations

import contextlib
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import UserError

KEPT = Path(".stackwright") / "rehearsal"
"""Where a rehearsal is kept, below the project, where the user names no other place."""


@dataclass(frozen=True)
class Folder:
    """A rehearsal's folder, made by `fresh` or `kept`."""

    root: Path

    @property
    def home(self) -> Path:
        """The CLI's own folder, in place of `~/.pulumi`."""
        return self.root / "home"

    @property
    def state(self) -> Path:
        """The file backend."""
        return self.root / "state"

    @property
    def programs(self) -> Path:
        """Folder of the `pulumi` that stands in front of the real one."""
        return self.root / "bin"

    @property
    def passphrase(self) -> str:
        """What encrypts the secrets in the state, unless the user has a passphrase."""
        return (self.root / "passphrase").read_text(encoding="utf-8")

    def stack_files(self, project: str) -> Path:
        """Return the folder of *project*'s stack files, as the rehearsal sees them."""
        return self.root / "projects" / project


@contextlib.contextmanager
def fresh() -> Iterator[Folder]:
    """Make a folder that is removed at the end, whatever happens."""
    root = Path(tempfile.mkdtemp(prefix="stackwright-rehearsal-"))
    try:
        yield _furnished(root)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def kept(root: Path) -> Folder:
    """Return the folder kept at *root*, made where there is none.

    Raises UserError where *root* holds something else.
    """
    if root.exists() and not is_kept(root) and (not root.is_dir() or any(root.iterdir())):
        raise UserError(f"{root}: holds no kept rehearsal; pass an empty or a new folder as --keep FOLDER")
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    (root / ".gitignore").write_text("*\n", encoding="utf-8")
    return _furnished(root)


def is_kept(root: Path) -> bool:
    """Say whether *root* is the folder of a rehearsal that was kept."""
    return (root / "passphrase").is_file() and (root / "state").is_dir()


def forget(root: Path) -> None:
    """Remove the rehearsal kept at *root*; nothing where there is none. Raises UserError where it is another folder."""
    if not root.exists():
        return
    if not is_kept(root):
        raise UserError(f"{root}: holds no kept rehearsal, so nothing was removed; check the folder")
    shutil.rmtree(root)
    if root.parent.name == KEPT.parent.name and not any(root.parent.iterdir()):
        root.parent.rmdir()


def _furnished(root: Path) -> Folder:
    folder = Folder(root)
    for path in (folder.home, folder.state, folder.programs):
        path.mkdir(mode=0o700, exist_ok=True)
    passphrase = root / "passphrase"
    if not passphrase.is_file():
        passphrase.touch(mode=0o600)
        passphrase.write_text(secrets.token_hex(16), encoding="utf-8")
    return folder
