"""Says which command runs a policy pack: the one that the engine would run.

Source: `NewPolicyAnalyzer` in `sdk/go/common/resource/plugin/analyzer_plugin.go`, and `RunPlugin` of the language
hosts for Python and Node.js, all in pulumi/pulumi.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import shutil
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ...errors import UserError
from ...sources.interpreter import missing_package, toolchain
from ...sources.project import Project
from . import project
from .project import Pack

_RUN_NODE = Path("node_modules") / "@pulumi" / "pulumi" / "cmd" / "run-policy-pack"

_MISSING_MODULE = re.compile(r"No module named '([\w.]+)'")


@dataclass(frozen=True, kw_only=True)
class Command:
    """How a pack is started. Its working directory is its folder."""

    program: Sequence[str]
    """Program and arguments before the engine's address."""

    arguments: Sequence[str]
    """Arguments after the engine's address."""

    variables: Mapping[str, str] = field(default_factory=dict)
    """Environment variables beyond those that every pack has."""

    note: str = ""
    """What the reader must know of how it is run."""

    environment: toolchain.Environment | None = None
    """The pack's Python environment; nothing for other languages."""

    def remedy(self, pack: Pack, words: str) -> str:
        """Return how to mend a start that ended with these last *words*; empty where they do not tell."""
        missing = _MISSING_MODULE.search(words)
        if missing is None or self.environment is None:
            return ""
        return missing_package.explain(missing[1], _project(pack), self.environment)


def find(pack: Pack) -> Command:
    """Return the command that runs *pack*. Raises UserError where what it needs is not installed."""
    if pack.runtime == "python":
        return _python(pack)
    if pack.runtime == "nodejs":
        return _node(pack)
    return _executable(pack)


def _python(pack: Pack) -> Command:
    try:
        environment = toolchain.find(_project(pack))
    except UserError as error:
        raise UserError(f"policy pack {pack.named}: {error}") from None
    return Command(
        program=[str(environment.python or _ours(pack, environment)), "-u", *_module(pack)],
        arguments=[str(pack.folder)] if _has_main(pack) else [],
        variables=_activated(environment),
        note=f"{environment.problem}; it ran in {environment.label}" if environment.problem else "",
        environment=environment,
    )


def _project(pack: Pack) -> Project:
    """Return the pack as what the search for a program's interpreter looks at."""
    return Project(
        name=pack.folder.name,
        root=pack.folder,
        program=pack.folder,
        stack_folder=pack.folder,
        file=project.FILE,
        options=pack.options,
    )


def _ours(pack: Pack, environment: toolchain.Environment) -> str:
    """Return the interpreter this process runs on, where it could run the pack."""
    if importlib.util.find_spec("pulumi_policy") is None:
        problem = environment.problem or missing_package.explain("pulumi_policy", _project(pack), environment)
        raise UserError(f"policy pack {pack.named}: {problem}; or name the pack's own virtualenv in {project.FILE}")
    return sys.executable


def _module(pack: Pack) -> list[str]:
    """Return the module of Pulumi's SDK that runs the pack: a folder with `__main__.py`, or a buildable package."""
    if _has_main(pack):
        return ["-m", "pulumi.policy"]
    file = pack.folder / "pyproject.toml"
    try:
        text = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    except (OSError, ValueError) as error:
        raise UserError(f"policy pack {pack.named}: pyproject.toml: cannot be read: {error}; correct it") from None
    name = text.get("project", {}).get("name")
    if not name or not text.get("build-system", {}).get("build-backend"):
        raise UserError(
            f"policy pack {pack.named}: neither __main__.py nor a pyproject.toml with a name and a build backend; "
            "add a __main__.py that makes the PolicyPack"
        )
    return ["-m", "pulumi.run.plugin", str(name)]


def _has_main(pack: Pack) -> bool:
    return (pack.folder / "__main__.py").is_file()


def _activated(environment: toolchain.Environment) -> dict[str, str]:
    """Return what activating the environment sets."""
    if environment.folder is None or environment.python is None:
        return {}
    places = (str(environment.python.parent), os.environ.get("PATH", ""))
    path = os.pathsep.join(place for place in places if place)
    return {"VIRTUAL_ENV": str(environment.folder.absolute()), "PATH": path}


def _node(pack: Pack) -> Command:
    node = shutil.which("node")
    if node is None:
        raise UserError(f"policy pack {pack.named}: runtime nodejs needs node, which is not on PATH; install Node.js")
    places = (folder / _RUN_NODE for folder in (pack.folder, *pack.folder.parents))
    run = next((place for place in places if place.is_dir()), None)
    if run is None:
        raise UserError(
            f"policy pack {pack.named}: Pulumi's SDK is not installed there; run `npm install` in {pack.named}"
        )
    typescript, tsconfig, arguments = (_option(pack, key) for key in ("typescript", "tsconfig", "nodeargs"))
    variables = {} if typescript == "false" else {"PULUMI_NODEJS_TYPESCRIPT": "true"}
    if tsconfig:
        variables["PULUMI_NODEJS_TSCONFIG_PATH"] = tsconfig
    return Command(program=[node, str(run), *shlex.split(arguments)], arguments=[str(pack.folder)], variables=variables)


def _executable(pack: Pack) -> Command:
    """Return the analyzer plugin of a runtime that has no language host here: on PATH, or installed by the CLI."""
    name = f"pulumi-analyzer-policy-{pack.runtime}"
    found = shutil.which(name) or _installed(pack.runtime, name)
    if found is None:
        raise UserError(
            f"policy pack {pack.named}: runtime {pack.runtime!r} is run by {name}, which is neither on PATH nor among "
            f"Pulumi's plugins; run `pulumi plugin install analyzer policy-{pack.runtime}`, or put it on PATH"
        )
    options = (f"-{key}={_option(pack, key)}" for key in sorted(pack.options) if _option(pack, key))
    return Command(program=[found], arguments=[".", *options])


def _installed(runtime: str, name: str) -> str | None:
    """Return the newest plugin that `pulumi plugin install` has put below PULUMI_HOME."""
    home = Path(os.environ.get("PULUMI_HOME") or Path.home() / ".pulumi")
    found = [path for path in home.glob(f"plugins/analyzer-policy-{runtime}-v*/{name}") if os.access(path, os.X_OK)]
    return str(max(found, key=lambda path: _version(path.parent.name))) if found else None


def _version(folder: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", folder.rpartition("-v")[2])]


def _option(pack: Pack, key: str) -> str:
    """Return an option as the engine prints it on a command line; empty where there is none."""
    value = pack.options.get(key)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
