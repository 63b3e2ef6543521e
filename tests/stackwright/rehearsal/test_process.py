"""A rehearsed command..."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from stackwright.errors import UserError
from stackwright.rehearsal import process

# A sleep whose command line nothing else has.
MARK = "31.4159"


def run(script: str, *, folder: Path | None = None, patience: float = 5.0) -> int:
    with process.signals() as taken:
        return process.run(["sh", "-c", script], folder or Path(), os.environ, taken, patience=patience)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        @staticmethod
        def isatty() -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())


@pytest.mark.parametrize("code", [0, 3, 255])
def test_passes_its_exit_code_through(code: int) -> None:
    assert run(f"exit {code}") == code


def test_runs_in_its_folder_with_its_environment(tmp_path: Path) -> None:
    with process.signals() as taken:
        script = 'test "$PWD" = "$EXPECTED"'
        environment = {"EXPECTED": str(tmp_path), "PATH": os.environ["PATH"]}
        assert process.run(["sh", "-c", script], tmp_path, environment, taken) == 0


def test_writes_to_our_own_output(capfd: pytest.CaptureFixture[str]) -> None:
    assert run("echo out; echo err >&2") == 0
    assert capfd.readouterr() == ("out\n", "err\n")


def test_ended_by_a_signal_says_which() -> None:
    assert run("kill -KILL $$") == 128 + signal.SIGKILL


@pytest.mark.parametrize(("name", "code"), [("INT", 130), ("TERM", 143), ("HUP", 129)])
def test_is_told_of_a_signal_once(tmp_path: Path, name: str, code: int) -> None:
    counted = tmp_path / "counted"
    script = f"trap 'echo x >> {counted}; exit 7' {name}; kill -{name} $PPID; while :; do sleep 0.05; done"
    assert run(script) == code
    assert counted.read_text() == "x\n"


@pytest.mark.usefixtures("terminal")
def test_at_a_terminal_hears_ctrl_c_from_that_alone(tmp_path: Path) -> None:
    script = f"trap 'echo x >> {tmp_path}/counted' INT; kill -INT $PPID; sleep 0.3; exit 4"
    assert run(script) == 130
    assert not (tmp_path / "counted").exists()


@pytest.mark.usefixtures("terminal")
def test_at_a_terminal_is_told_of_any_other_signal() -> None:
    assert run("kill -TERM $PPID; sleep 5") == 143


def test_that_does_not_end_is_ended() -> None:
    started = time.monotonic()
    assert run("trap '' TERM; kill -TERM $PPID; while :; do sleep 0.05; done", patience=0.3) == 143
    assert time.monotonic() - started < 4


def test_leaves_nothing_that_it_started_behind() -> None:
    assert run(f"sleep {MARK} & exit 0") == 0
    left = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout.splitlines()
    assert f"sleep {MARK}" not in left


def test_may_clean_up_behind_a_shell_that_is_gone(tmp_path: Path) -> None:
    script = (
        f"(trap 'sleep 0.4; touch {tmp_path}/clean; exit' TERM; kill -TERM $PPID; while :; do sleep 0.05; done) & wait"
    )
    assert run(script) == 143
    assert (tmp_path / "clean").exists()


def test_must_exist(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_text("echo")
    folder = Path()
    with process.signals() as taken:
        with pytest.raises(UserError, match="nothing-here: command not found; check its name and PATH"):
            process.run(["nothing-here"], folder, os.environ, taken)
        with pytest.raises(UserError, match=r"cannot be run; make it executable \(chmod \+x\)"):
            process.run([str(plain)], folder, os.environ, taken)
        plain.chmod(0o700)
        with pytest.raises(UserError, match="cannot be run: Exec format error; check that it is a program"):
            process.run([str(plain)], folder, os.environ, taken)


@pytest.mark.parametrize(("number", "error"), [(signal.SIGINT, KeyboardInterrupt), (signal.SIGTERM, SystemExit)])
def test_that_has_not_started_does_not_start(number: signal.Signals, error: type[BaseException]) -> None:
    before = signal.getsignal(number)

    def interrupt() -> None:
        with process.signals():
            os.kill(os.getpid(), number)
            time.sleep(1)

    with pytest.raises(error):
        interrupt()
    assert signal.getsignal(number) is before


def test_that_is_gone_is_told_nothing() -> None:
    done = subprocess.Popen(["true"])
    done.wait()
    taken = process.Signals()
    taken.watch(done, own_group=True)
    taken.take(signal.SIGTERM, None)
    assert taken.received == [signal.SIGTERM]


def test_ends_with_us_when_we_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(process, "_wait", fail)
    with pytest.raises(ZeroDivisionError):
        run(f"sleep {MARK}1")
    left = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert f"sleep {MARK}1" not in left
