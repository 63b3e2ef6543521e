"""A policy pack's process..."""

from __future__ import annotations

import json
import os
import shlex
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stackwright.checks.analyzer import launch
from stackwright.checks.analyzer.command import Command
from stackwright.checks.analyzer.project import Pack
from stackwright.checks.analyzer.words import Words
from stackwright.errors import UserError
from stackwright.model import Stack
from stackwright.sources.masking import Mask

STACK = Stack(project="shop", name="dev")


@pytest.fixture
def start(tmp_path: Path) -> Callable[..., Any]:
    def run(script: str, words: Words | None = None, patience: float = 10.0, **variables: str) -> Any:
        pack = Pack(named=Path("rules"), folder=tmp_path, runtime="fake")
        command = Command(program=["sh", "-c", script, "pack"], arguments=["."])
        environment = {"PATH": os.environ["PATH"], **variables}
        return launch.started(pack, command, "127.0.0.1:7", environment, words or Words(Mask(())), patience=patience)

    return run


def gone(pid: int) -> bool:
    for _ in range(100):
        try:
            stat = Path(f"/proc/{pid}/stat").read_text()
        except OSError:
            return True
        if stat.rpartition(")")[2].split()[0] == "Z":  # ended; nobody has asked how
            return True
        time.sleep(0.02)
    return False


def refusal(started: Any) -> str:
    with pytest.raises(UserError) as refused, started:
        pass
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_says_its_port(start: Any) -> None:
    with start("echo 4711; exec sleep 60") as process:
        assert process.port == 4711
        assert process.ended() == ""


def test_is_told_where_the_engine_is_and_runs_in_its_folder(start: Any, tmp_path: Path) -> None:
    with start('echo "$1 $2 $PWD $EXTRA" > told; echo 1; exec sleep 60', EXTRA="x"):
        assert (tmp_path / "told").read_text() == f"127.0.0.1:7 . {tmp_path} x\n"


@pytest.mark.parametrize(("script", "how"), [("exit 3", "with exit code 3"), ("kill -KILL $$", "by signal SIGKILL")])
def test_says_how_it_ended(start: Any, script: str, how: str) -> None:
    with start(f"echo 1; {script}") as process:
        assert process.ended() == how


def test_is_ended_with_all_that_it_started_whatever_happens(start: Any, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), start("sleep 60 & echo $$ $! > pids; echo 1; wait"):
        raise KeyboardInterrupt
    assert all(gone(int(pid)) for pid in (tmp_path / "pids").read_text().split())


def test_is_killed_where_it_does_not_end_when_told_to(start: Any, tmp_path: Path) -> None:
    with start("trap '' TERM; echo $$ > pid; echo 1; while :; do sleep 0.1; done"):
        pid = int((tmp_path / "pid").read_text())
    assert gone(pid)


def test_is_not_waited_for_where_what_it_started_leaves_its_group(start: Any) -> None:
    away = "import os, time; os.setsid(); time.sleep(2.5)"
    started = time.monotonic()
    with start(f"{shlex.quote(sys.executable)} -c {shlex.quote(away)} & sleep 0.3; echo 1; exit"):
        pass
    assert time.monotonic() - started < 10


def test_has_its_words_kept(start: Any) -> None:
    words = Words(Mask(["hunter2-hunter2"]))
    with start("echo 1; echo 'ValueError: hunter2-hunter2' >&2; exec sleep 60", words):
        for _ in range(200):
            if words.last:
                break
            time.sleep(0.01)
    assert words.last == "ValueError: [secret]"


def test_that_ends_at_once_is_refused_in_its_last_words(start: Any) -> None:
    assert refusal(start("echo 'ImportError: no such thing' >&2; exit 1")) == (
        "policy pack rules: it cannot be started: ImportError: no such thing; mend the pack, or install what it needs"
    )
    assert refusal(start("exit 7")) == (
        "policy pack rules: it cannot be started: it said nothing (exit code 7); "
        "mend the pack, or install what it needs"
    )


def test_that_closes_its_output_and_lives_on_is_refused(start: Any) -> None:
    assert "it said nothing (exit code None)" in refusal(start("exec >&-; exec sleep 60"))


def test_that_prints_before_its_port_is_refused(start: Any) -> None:
    assert refusal(start("echo hello; echo 4711; exec sleep 60")) == (
        "policy pack rules: it printed 'hello' where its first line must be a port; let it print to standard error"
    )


@pytest.mark.parametrize(
    ("script", "said"), [("", ""), ("echo 'still compiling' >&2;", " (its last words: still compiling)")]
)
def test_that_does_not_start_in_time_is_refused(start: Any, script: str, said: str) -> None:
    assert refusal(start(f"{script} exec sleep 60", patience=0.5)) == (
        f"policy pack rules: it did not start within 0.5 seconds{said}; run it with the Pulumi CLI to see why"
    )


def test_that_cannot_be_run_is_refused(tmp_path: Path) -> None:
    pack = Pack(named=Path("rules"), folder=tmp_path, runtime="fake")
    command = Command(program=["/nowhere/run"], arguments=[])
    assert refusal(launch.started(pack, command, "", {}, Words(Mask(())))) == (
        "policy pack rules: /nowhere/run cannot be run: No such file or directory; install it again"
    )


def test_has_the_stacks_identity_and_configuration_in_its_environment() -> None:
    config = {"aws:region": "eu-west-1", "shop:sizes": "[1]"}
    made = launch.environment({"HOME": "/h", "PULUMI_CONFIG": "old"}, STACK, "acme", config, {"OWN": "x"})
    assert json.loads(made.pop("PULUMI_CONFIG")) == config
    assert made == {
        "HOME": "/h",
        "OWN": "x",
        "PULUMI_ORGANIZATION": "acme",
        "PULUMI_PROJECT": "shop",
        "PULUMI_STACK": "dev",
        "PULUMI_DRY_RUN": "true",
        "PULUMI_NODEJS_ORGANIZATION": "acme",
        "PULUMI_NODEJS_PROJECT": "shop",
        "PULUMI_NODEJS_STACK": "dev",
        "PULUMI_NODEJS_DRY_RUN": "true",
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def test_has_no_credentials_in_its_environment() -> None:
    user = {
        "AWS_ACCESS_KEY_ID": "a",
        "AWS_PROFILE": "p",
        "AWS_REGION": "eu-west-1",
        "PULUMI_ACCESS_TOKEN": "t",
        "PULUMI_CONFIG_PASSPHRASE": "p",
        "PULUMI_NODEJS_MONITOR": "m",
        "PYTHONHOME": "/p",
        "VIRTUAL_ENV": "/v",
    }
    made = launch.environment(user, STACK, "organization", {}, {})
    assert {key for key in made if key in user} == {"AWS_REGION"}


def test_is_told_to_end_before_it_is_killed(start: Any, tmp_path: Path) -> None:
    number = signal.SIGTERM.value
    with start(f"trap 'echo bye > told; exit' {number}; echo 1; while :; do sleep 0.05; done"):
        pass
    assert (tmp_path / "told").read_text() == "bye\n"
