"""The environment a rehearsed command runs in: private state, simulated providers, and no credentials to spend."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import UserError
from .folder import Folder

_FILE = "file://"

# Where a program or a command runs is no secret, and programs read it.
_HARMLESS = ("AWS_REGION", "AWS_DEFAULT_REGION")

# What leads the CLI to the user's own state, account, plugins or stack file.
_OWN = (
    "PULUMI_ACCESS_TOKEN",
    "PULUMI_API",
    "PULUMI_BACKEND_URL",
    "PULUMI_CLOUD_URL",
    "PULUMI_CLOUD_SECRET_OVERRIDE",
    "PULUMI_CONFIG",
    "PULUMI_CREDENTIALS_PATH",
    "PULUMI_DEBUG_PROVIDERS",
    "PULUMI_HOME",
    "PULUMI_OPTION_CONFIG_FILE",
    "PULUMI_OPTION_SECRETS_PROVIDER",
)

_PASSPHRASES = ("PULUMI_CONFIG_PASSPHRASE", "PULUMI_CONFIG_PASSPHRASE_FILE")

# What carries the user's passphrase past a script that sets another: a copy on disk would outlive the rehearsal.
_CARRIED = {name: f"STACKWRIGHT_REHEARSAL_{name}" for name in _PASSPHRASES}

# What leads to a backend. The command starts with the first alone, which names the rehearsal's.
_BACKENDS = ("PULUMI_BACKEND_URL", "PULUMI_CLOUD_URL", "PULUMI_API")


@dataclass(frozen=True)
class Backend:
    """Where the state is kept during a rehearsal."""

    url: str
    own: bool
    """The user's, named by PULUMI_BACKEND_URL; else private to the rehearsal."""

    @property
    def folder(self) -> Path:
        """The folder that the URL names."""
        return Path(self.url.removeprefix(_FILE).partition("?")[0])


def backend(user: Mapping[str, str], folder: Folder, cwd: Path) -> Backend:
    """Return the user's file backend where the environment *user* names one, relative to *cwd*, else the private one.

    Raises UserError for any other backend: state that people share must not be filled with simulated resources.
    Being logged in (`~/.pulumi/credentials.json`, PULUMI_ACCESS_TOKEN) names none.
    """
    url = user.get("PULUMI_BACKEND_URL", "")
    if not url:
        return Backend(f"{_FILE}{folder.state}", own=False)
    if not url.startswith(_FILE):
        raise UserError(
            f"PULUMI_BACKEND_URL={url}: a rehearsal would write simulated resources into real state;"
            " unset it for private state, or set it to a file:// URL"
        )
    path, question, options = url.removeprefix(_FILE).partition("?")
    return Backend(f"{_FILE}{(cwd / Path(path).expanduser()).resolve()}{question}{options}", own=True)


def has_passphrase(user: Mapping[str, str]) -> bool:
    """Say whether the user has given the passphrase that reads the stack files' secrets."""
    return any(name in user for name in _PASSPHRASES)


def forced(
    user: Mapping[str, str], folder: Folder, state: Backend, packages: Iterable[str], port: int
) -> dict[str, str]:
    """Return what every call of the CLI has in its environment, whatever the command that makes it has set.

    Every one of *packages* is answered on loopback *port*. The passphrase of the environment *user* is not in it.
    """
    own = {} if state.own or has_passphrase(user) else {"PULUMI_CONFIG_PASSPHRASE": folder.passphrase}
    return {
        **own,
        "PULUMI_BACKEND_URL": state.url,
        "PULUMI_HOME": str(folder.home),
        "PULUMI_DEBUG_PROVIDERS": ",".join(f"{package}:{port}" for package in packages),
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        # A plugin that is not simulated must not be fetched and run in place of a simulation.
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def environment(user: Mapping[str, str], folder: Folder, settings: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of the command, made of the environment *user* and of what is `forced`."""
    carried = {carrier: user[name] for name, carrier in _CARRIED.items() if name in user}
    path = os.pathsep.join([str(folder.programs), user.get("PATH", os.defpath)])
    return {**_harmless(user), **carried, **settings, "PATH": path}


def restored(called: Mapping[str, str], settings: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a call of the CLI: the one it was made in, with what is `forced` put back."""
    carried = {name: called[carrier] for name, carrier in _CARRIED.items() if carrier in called}
    put_back = {**settings, **carried}
    replaced = () if put_back.keys().isdisjoint(_PASSPHRASES) else _PASSPHRASES
    kept = {key: value for key, value in _harmless(called).items() if key not in replaced}
    return {**kept, **put_back}


def names_another_backend(called: Mapping[str, str], settings: Mapping[str, str]) -> bool:
    """Say whether a call of the CLI was made in an environment that leads to another state than is `forced`."""
    return any(called.get(name) and called[name] != settings.get(name) for name in _BACKENDS)


def _harmless(environment: Mapping[str, str]) -> dict[str, str]:
    return {
        key: value
        for key, value in environment.items()
        if key not in _OWN and (not key.startswith("AWS_") or key in _HARMLESS)
    }
