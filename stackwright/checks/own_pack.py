"""A pack built on the guardrails runs in this process: the engine's rules, with more of the stack known."""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import importlib.util
import sys
import traceback
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from ..errors import UserError
from ..model import UNKNOWN, Secret, Source, Stack
from .findings import Finding, PackReport, Remediation, Waiver

if TYPE_CHECKING:
    from .pack import Pack
    from .policy import Surroundings

_ENTRY = Path("guardrails") / "offline.py"
_PROTOCOL = 1


def runs_here(folder: Path) -> bool:
    """Return whether the pack in *folder* is built on the guardrails."""
    return (folder / _ENTRY).is_file()


def run(pack: Pack, stack: Stack, around: Surroundings) -> PackReport:
    """Return what the pack finds in *stack*. Raises UserError where its configuration is wrong."""
    offline = load(pack.folder)
    start = offline.Start(
        project=stack.project,
        stack=stack.name,
        config=around.config,
        secret_keys=frozenset(around.secret_keys),
        pack=pack.folder,
        root=around.root or pack.folder,
        today=around.today or date.today(),
    )
    marks = offline.Marks(secret=Secret, unknown=UNKNOWN)
    try:
        answer = offline.run(stack.resources, start=start, marks=marks, given=pack.config)
    except offline.ConfigurationError as error:
        raise UserError(f"the configuration of {pack.named}: {error}") from None
    sources = {resource.urn: resource.source for resource in stack.resources}
    return PackReport(
        name=answer.name,
        folder=pack.named,
        version=answer.version,
        rules=answer.rules,
        findings=tuple(_findings(answer.name, answer.findings, sources, start.today)),
        remediations=tuple(
            Remediation(rule=one.rule, urn=one.urn, path=one.path, message=one.message) for one in answer.remedies
        ),
        notes=answer.notes,
    )


def load(folder: Path, module: str = "offline") -> ModuleType:
    """Return a module of the pack's `guardrails`, loaded under a name of its own: two packs cannot mix.

    Raises UserError where the pack is made for another version of this tool, or fails while it is loaded.
    """
    root = folder.resolve() / "guardrails"
    name = f"_guardrails_{hashlib.sha256(str(root).encode()).hexdigest()[:12]}"
    with _loading(root):
        if name not in sys.modules:
            _load_package(name, root)
        offline = importlib.import_module(f"{name}.offline")
    if offline.PROTOCOL != _PROTOCOL:
        raise UserError(
            f"{folder}: the pack speaks version {offline.PROTOCOL} of the offline protocol and stackwright version"
            f" {_PROTOCOL}; upgrade the older of the two"
        )
    with _loading(root):
        return importlib.import_module(f"{name}.{module}")


@contextlib.contextmanager
def _loading(root: Path) -> Iterator[None]:
    """Turn what the pack's own code raises into a UserError that names the place."""
    try:
        yield
    except Exception as error:
        place = _place(error, root.parent)
        raise UserError(
            f"{root.parent}: the pack cannot be loaded: {place}{type(error).__name__}: {_message(error)}; mend it there"
        ) from error


def _place(error: Exception, pack: Path) -> str:
    """Return `file:line: ` of the innermost frame inside the *pack*, relative to it; empty where none is."""
    frames = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename:
        frames.append((error.filename, error.lineno))
    inside = [(Path(file), line) for file, line in frames if Path(file).is_relative_to(pack)]
    return f"{inside[-1][0].relative_to(pack).as_posix()}:{inside[-1][1]}: " if inside else ""


def _message(error: Exception) -> str:
    """Return what the error says, on one line; a syntax error's text would name the place again."""
    return " ".join((error.msg if isinstance(error, SyntaxError) else str(error)).split())


def _load_package(name: str, root: Path) -> None:
    spec = importlib.util.spec_from_file_location(name, root / "__init__.py", submodule_search_locations=[str(root)])
    assert spec is not None  # noqa: S101, a file with this suffix has a loader
    assert spec.loader is not None  # noqa: S101, as above
    package = importlib.util.module_from_spec(spec)
    sys.modules[name] = package
    try:
        spec.loader.exec_module(package)
    except Exception:
        del sys.modules[name]  # the next attempt loads it again, and fails as this one
        raise


def _findings(pack: str, found: Iterable[Any], sources: dict[str, Source | None], today: date) -> Iterable[Finding]:
    for one in found:
        waiver = one.waiver
        yield Finding(
            pack=pack,
            rule=one.rule.id,
            level=one.level.value,
            severity=one.rule.severity.value,
            status=one.status,
            urn=one.urn,
            path=one.path,
            message=one.message,
            fix=one.rule.fix,
            fingerprint=one.fingerprint,
            controls=one.rule.controls.named(),
            promise=one.rule.promise,
            source=sources.get(one.urn),
            waiver=waiver
            and Waiver(
                reason=waiver.reason,
                owner=waiver.owner,
                ticket=waiver.ticket,
                expires=waiver.expires.isoformat(),
                days_left=waiver.days_left(today),
            ),
        )
