"""A rehearsed command's environment..."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from stackwright.errors import UserError
from stackwright.rehearsal import environment as environments
from stackwright.rehearsal.folder import Folder, kept

USER = {
    "PATH": "/usr/bin",
    "HOME": "/srv/ada",
    "PULUMI_STACK": "dev",
    "AWS_REGION": "eu-west-1",
    "AWS_ACCESS_KEY_ID": "AKIA",
    "AWS_PROFILE": "prod",
    "PULUMI_ACCESS_TOKEN": "pul-1",
    "PULUMI_HOME": "/srv/ada/.pulumi",
    "PULUMI_OPTION_CONFIG_FILE": "Pulumi.prod.yaml",
}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return kept(tmp_path / "rehearsal")


def made(folder: Folder, **more: str) -> dict[str, str]:
    user = {**USER, **more}
    state = environments.backend(user, folder, Path("/srv/app"))
    return environments.environment(user, folder, environments.forced(user, folder, state, ["aws", "random"], 4711))


def test_has_no_credentials_and_no_way_to_the_users_own_state(folder: Folder) -> None:
    found = made(folder)
    assert not {"AWS_ACCESS_KEY_ID", "AWS_PROFILE", "PULUMI_ACCESS_TOKEN", "PULUMI_OPTION_CONFIG_FILE"} & found.keys()
    assert found["AWS_SHARED_CREDENTIALS_FILE"] == found["AWS_CONFIG_FILE"] == os.devnull
    assert found["AWS_EC2_METADATA_DISABLED"] == "true"
    assert found["PULUMI_HOME"] == str(folder.home)


def test_keeps_what_else_the_user_has_set(folder: Folder) -> None:
    found = made(folder)
    assert [found[key] for key in ("HOME", "PULUMI_STACK", "AWS_REGION")] == ["/srv/ada", "dev", "eu-west-1"]
    assert found["PATH"] == f"{folder.programs}{os.pathsep}/usr/bin"


def test_attaches_every_package_to_one_port(folder: Folder) -> None:
    found = made(folder)
    assert found["PULUMI_DEBUG_PROVIDERS"] == "aws:4711,random:4711"
    assert found["PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION"] == found["PULUMI_SKIP_UPDATE_CHECK"] == "true"


def test_has_private_state_and_a_passphrase_of_its_own(folder: Folder) -> None:
    found = made(folder)
    assert found["PULUMI_BACKEND_URL"] == f"file://{folder.state}"
    assert found["PULUMI_CONFIG_PASSPHRASE"] == folder.passphrase


@pytest.mark.parametrize("name", ["PULUMI_CONFIG_PASSPHRASE", "PULUMI_CONFIG_PASSPHRASE_FILE"])
def test_has_the_users_passphrase_where_there_is_one(folder: Folder, name: str) -> None:
    found = made(folder, **{name: ""})
    assert environments.has_passphrase({name: ""})
    assert {key: value for key, value in found.items() if "PASSPHRASE" in key} == {
        name: "",
        f"STACKWRIGHT_REHEARSAL_{name}": "",
    }


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("file:///srv/state", "/srv/state"),
        ("file://./state", "/srv/app/state"),
        ("file://../state", "/srv/state"),
        ("file://~/state", str(Path.home() / "state")),
    ],
)
def test_has_the_users_file_backend_where_one_is_named(folder: Folder, url: str, path: str) -> None:
    found = environments.backend({"PULUMI_BACKEND_URL": url}, folder, Path("/srv/app"))
    assert found == environments.Backend(f"file://{path}", own=True)
    assert found.folder == Path(path)
    own = made(folder, PULUMI_BACKEND_URL=url)
    assert own["PULUMI_BACKEND_URL"] == f"file://{path}"
    assert "PULUMI_CONFIG_PASSPHRASE" not in own


def test_keeps_the_options_of_a_file_backend(folder: Folder) -> None:
    url = "file:///srv/state?no_tmp_dir=true"
    found = environments.backend({"PULUMI_BACKEND_URL": url}, folder, Path("/srv/app"))
    assert (found.url, found.folder) == (url, Path("/srv/state"))


@pytest.mark.parametrize("url", ["s3://acme-state", "https://api.pulumi.com", "azblob://x"])
def test_refuses_a_backend_that_people_share(folder: Folder, url: str) -> None:
    with pytest.raises(UserError, match=f"PULUMI_BACKEND_URL={url}: a rehearsal would write simulated resources"):
        made(folder, PULUMI_BACKEND_URL=url)


# What a script may set between the rehearsal and a call of the CLI.
SCRIPT = {
    "PULUMI_BACKEND_URL": "file:///real",
    "PULUMI_CLOUD_URL": "https://api.pulumi.com",
    "PULUMI_API": "https://api.pulumi.com",
    "PULUMI_ACCESS_TOKEN": "pul-2",
    "PULUMI_CONFIG_PASSPHRASE": "theirs",
    "PULUMI_CONFIG_PASSPHRASE_FILE": "/real/passphrase",
    "PULUMI_HOME": "/real/home",
    "AWS_ACCESS_KEY_ID": "AKIA2",
    "AWS_CONFIG_FILE": "/real/config",
    "AWS_REGION": "us-east-2",
    "PULUMI_STACK": "prod",
}


def called(folder: Folder, script: Mapping[str, str], **user: str) -> dict[str, str]:
    """Return the environment of a call that is made after *script* was set, in a rehearsal of *user*'s."""
    state = environments.backend(user, folder, Path("/srv/app"))
    settings = environments.forced(user, folder, state, ["aws"], 4711)
    return environments.restored({**environments.environment(user, folder, settings), **script}, settings)


def test_is_put_back_whatever_a_script_has_set(folder: Folder) -> None:
    assert called(folder, SCRIPT) == {**called(folder, {}), "AWS_REGION": "us-east-2", "PULUMI_STACK": "prod"}
    assert called(folder, {})["PULUMI_CONFIG_PASSPHRASE"] == folder.passphrase


@pytest.mark.parametrize("name", ["PULUMI_CONFIG_PASSPHRASE", "PULUMI_CONFIG_PASSPHRASE_FILE"])
def test_keeps_the_users_passphrase_whatever_a_script_has_set(folder: Folder, name: str) -> None:
    found = called(folder, SCRIPT, **{name: "ours"})
    assert {key: value for key, value in found.items() if key.startswith("PULUMI_CONFIG_")} == {name: "ours"}
    state = environments.Backend("file:///private", own=False)
    assert "ours" not in environments.forced({name: "ours"}, folder, state, ["aws"], 4711).values()


def test_leaves_a_passphrase_to_the_script_where_the_user_has_a_backend_and_none(folder: Folder) -> None:
    found = called(folder, {"PULUMI_CONFIG_PASSPHRASE": "theirs"}, PULUMI_BACKEND_URL="file:///srv/state")
    assert found["PULUMI_CONFIG_PASSPHRASE"] == "theirs"
    assert found["PULUMI_BACKEND_URL"] == "file:///srv/state"


@pytest.mark.parametrize(
    ("script", "another"),
    [
        ({}, False),
        ({"PULUMI_BACKEND_URL": "file:///ours"}, False),
        ({"PULUMI_BACKEND_URL": ""}, False),
        ({"PULUMI_BACKEND_URL": "file:///real"}, True),
        ({"PULUMI_CLOUD_URL": "https://api.pulumi.com"}, True),
        ({"PULUMI_API": "https://api.pulumi.com"}, True),
    ],
)
def test_tells_another_backend_from_its_own(script: dict[str, str], another: bool) -> None:
    assert environments.names_another_backend(script, {"PULUMI_BACKEND_URL": "file:///ours"}) is another
