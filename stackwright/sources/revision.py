"""A project as it is at another git revision, in a folder of its own; the working tree is not touched."""

from __future__ import annotations

import contextlib
import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ..errors import UserError

_INSTEAD = "compare with --against or --against-state"

@contextlib.contextmanager
def checked_out(root: Path, revision: str) -> Iterator[Path]:
    """Yield a folder with what the project at *root* was at *revision*, and remove it at the end.

    The whole repository is there: a program may import what is beside its project. Raises UserError where *root* is in
    no repository, the revision is none, or the project was not there.
    """
    inside = Path(_git(root, "rev-parse", "--show-prefix").decode().strip())
    top = Path(_git(root, "rev-parse", "--show-toplevel").decode().strip())
    commit = _commit(root, revision)
    with tempfile.TemporaryDirectory(prefix="stackwright-") as folder:
        with tarfile.open(fileobj=io.BytesIO(_git(top, "archive", "--format=tar", commit))) as archive:
            archive.extractall(folder, filter="data")
        project = Path(folder) / inside
        if not any((project / name).is_file() for name in ("Pulumi.yaml", "Pulumi.yml")):
            raise UserError(f"--since {revision}: {inside / 'Pulumi.yaml'} does not exist there; name a later revision")
        yield project


def _commit(root: Path, revision: str) -> str:
    command = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    try:
        return _git(root, *command).decode().strip()
    except subprocess.CalledProcessError:
        raise UserError(
            f"--since {revision}: no such commit in the git repository of {root}; name a branch, a tag or a commit that"
            " is there (a shallow clone has few)"
        ) from None


def _git(folder: Path, *arguments: str) -> bytes:
    """Return what git says. Raises UserError without git or a repository, CalledProcessError where git refuses else."""
    command = ("git", "-C", str(folder), *arguments)
    try:
        return subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603, no shell
    except FileNotFoundError:
        raise UserError(
            "--since: git is not installed; install it, or compare with --against or --against-state"
        ) from None
    except subprocess.CalledProcessError as error:
        if b"not a git repository" in error.stderr:
            raise UserError(
                f"--since: {folder} is in no git repository; compare with --against or --against-state"
            ) from None
        raise
