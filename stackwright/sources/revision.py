"""A project as it is at another git revision, in a folder of its own; working tree and index stay as they are."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..errors import UserError

_INSTEAD = "compare with --against or --against-state"

# What git gives the programs that it starts, such as hooks, to say which repository they work on: here the folder does.
_ITS_OWN = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")


@contextlib.contextmanager
def checked_out(root: Path, revision: str) -> Iterator[Path]:
    """Yield a folder with what the project at *root* was at *revision*, and remove it at the end.

    The whole repository is there: a program may import what is beside its project. Raises UserError where *root* is in
    no repository, the revision is none, or the project was not there.
    """
    inside = Path(_git(root, "rev-parse", "--show-prefix"))
    commit = _commit(root, revision)
    with tempfile.TemporaryDirectory(prefix="stackwright-") as folder:
        tree = Path(folder, "tree")
        tree.mkdir()
        index = {"GIT_INDEX_FILE": str(Path(folder, "index"))}
        top = Path(_git(root, "rev-parse", "--show-toplevel"))
        _git(top, "read-tree", commit, environment=index)
        _git(top, "checkout-index", "--all", f"--prefix={tree}/", environment=index)
        project = tree / inside
        if not any((project / name).is_file() for name in ("Pulumi.yaml", "Pulumi.yml")):
            raise UserError(f"--since {revision}: {inside / 'Pulumi.yaml'} does not exist there; name a later revision")
        yield project


def _commit(root: Path, revision: str) -> str:
    try:
        return _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except _RefusedError as refused:
        if refused.said:
            raise
        raise UserError(
            f"--since {revision}: no such commit in the git repository of {root}; name a branch, a tag or a commit that"
            " is there (a shallow clone has few)"
        ) from None


class _RefusedError(UserError):
    """Git ended with an error."""

    def __init__(self, folder: Path, said: str) -> None:
        super().__init__(f"--since: git refuses to read the repository of {folder}: {said}; mend that, or {_INSTEAD}")
        self.said = said


def _git(folder: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> str:
    """Return what git says. Raises UserError without git or a repository, or where git refuses, with its first line."""
    command = ("git", "-C", str(folder), *arguments)
    variables = {name: value for name, value in os.environ.items() if name not in _ITS_OWN}
    variables |= {"LC_ALL": "C", **(environment or {})}
    try:
        done = subprocess.run(  # noqa: S603, no shell
            command, capture_output=True, encoding="utf-8", errors="surrogateescape", env=variables, check=False
        )
    except FileNotFoundError:
        raise UserError(f"--since: git is not installed; install it, or {_INSTEAD}") from None
    if done.returncode and "not a git repository" in done.stderr:
        raise UserError(f"--since: {folder} is in no git repository; {_INSTEAD}")
    if done.returncode:
        raise _RefusedError(folder, next(iter(done.stderr.splitlines()), ""))
    return done.stdout.removesuffix("\n")
