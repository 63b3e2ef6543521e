"""`python -m stackwright`..."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pulumi
import pytest

from stackwright import __main__

ROOT = Path(__file__).resolve().parents[2]
# Output is buffered as it is for a user, whatever the machine that runs the tests prefers.
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "", "COLUMNS": "80"}
COMMAND = [sys.executable, "-m", "stackwright"]
TOPIC = """
import pulumi, pulumi_aws as aws

def shown(args):
    return pulumi.ResourceTransformResult({**args.props, "displayName": "changed"}, args.opts)

pulumi.runtime.register_resource_transform(shown)
pulumi.export("arn", aws.sns.Topic("t", name="x").arn)
"""
ARN = "arn:aws:sns:eu-west-1:123456789012:x"
NO_NETWORK = ["unshare", "-rn"]


def run(*arguments: str, before: list[str] | None = None, **environment: str) -> Any:
    return subprocess.run(
        [*(before or []), *COMMAND, *arguments],
        capture_output=True,
        text=True,
        env={**ENVIRONMENT, **environment},
        check=False,
        timeout=60,
    )


def test_previews_a_project_without_credentials_home_or_cli(project, tmp_path):
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "HOME": str(tmp_path / "none")}
    command = [*COMMAND, "preview", "dev", "-C", str(project(TOPIC))]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Exports  arn  {ARN}" in done.stdout


@pytest.mark.skipif(
    shutil.which("unshare") is None or subprocess.run([*NO_NETWORK, "true"], capture_output=True).returncode != 0,
    reason="this machine does not let a user make a network namespace",
)
def test_needs_no_network(project):
    done = run("preview", "dev", "-C", str(project(TOPIC)), before=NO_NETWORK)
    assert (done.returncode, done.stderr) == (0, "")
    assert ARN in done.stdout


def test_prints_no_colour_into_a_pipe(project):
    done = run("preview", "dev", "-C", str(project(TOPIC)), "--all")
    assert "\x1b" not in done.stdout
    assert [line for line in done.stdout.splitlines() if line != line.rstrip() or len(line) > 80] == []


@pytest.mark.parametrize(
    ("program", "code", "end"),
    [
        ("", 0, ""),
        ("x = 1\nx / 0\n", 2, "stackwright: __main__.py:2: ZeroDivisionError: division by zero\n    x / 0\n"),
        ("raise KeyboardInterrupt\n", 130, "stackwright: interrupted\n"),
        (
            "import pulumi_aws as aws\naws.sns.Topic('t')\naws.sns.Topic('t')\n",
            2,
            "stackwright: __main__.py:3: two resources have the URN urn:pulumi:dev::shop::aws:sns/topic:Topic::t;"
            " give one of them another name\n    aws.sns.Topic('t')\n",
        ),
        (
            "import json, pulumi_aws as aws\njson.loads(aws.ssm.get_parameter(name='/a').value)['b']\n",
            2,
            "stackwright: __main__.py:2: JSONDecodeError: Expecting value: line 1 column 1 (char 0)"
            " (look-ups simulated: aws:ssm/getParameter:getParameter; real answers go into stackwright.context.json)\n"
            "    json.loads(aws.ssm.get_parameter(name='/a').value)['b']\n",
        ),
    ],
)
def test_ends_with_the_code_of_what_happened(project, program, code, end):
    done = run("preview", "dev", "-C", str(project(program)))
    assert (done.returncode, done.stderr) == (code, end)
    assert bool(done.stdout) is (code == 0)


def test_prints_what_the_program_prints_beside_the_report(project):
    done = run("preview", "dev", "-C", str(project("print('hello')\n")), "--format", "json")
    assert (done.returncode, done.stderr) == (0, "hello\n")
    assert done.stdout.startswith("{\n")


def test_is_silent_when_its_reader_leaves(project):
    root = project("import pulumi\npulumi.export('long', 'x' * 2_000_000)\n")
    for form in ("text", "json"):
        command = [*COMMAND, "preview", "dev", "-C", str(root), "--format", form]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.read(10)
            process.stdout.close()
            assert (process.stderr.read(), process.wait(60)) == (b"", 0)


def test_is_silent_when_its_reader_never_came(project):
    reading, writing = os.pipe()
    os.close(reading)
    command = [*COMMAND, "preview", "dev", "-C", str(project(""))]
    done = subprocess.run(
        command,
        stdout=writing,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
        check=False,
        timeout=60,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this machine has no device that is always full")
def test_says_in_one_line_that_its_report_cannot_be_written(project):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*COMMAND, "preview", "dev", "-C", str(project(TOPIC))],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=ENVIRONMENT,
            check=False,
            timeout=60,
        )
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == (
        "stackwright: the report cannot be written: No space left on device; free the disk or write elsewhere"
    )
    assert "Traceback" not in done.stderr


def test_writes_to_a_terminal_that_knows_no_unicode(project):
    done = run("preview", "dev", "-C", str(project("")), PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert "shop / dev   eu-west-1 ? 0 resources" in done.stdout


def test_can_be_interrupted(project):
    root = project("import time\nprint('started', flush=True)\ntime.sleep(60)\n")
    command = [*COMMAND, "preview", "dev", "-C", str(root)]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
        # Jobs in a shell's background are started deaf to it, and hand that on.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "started\n"
        process.send_signal(signal.SIGINT)
        assert (process.wait(60), process.stderr.read()) == (130, "stackwright: interrupted\n")


def test_passes_its_arguments_on_and_returns_the_code(monkeypatch, project):
    monkeypatch.setattr(sys, "argv", ["stackwright", "preview", "none", "-C", str(project())])
    try:
        assert __main__.main() == 2
    finally:
        gc.enable()


def test_is_not_told_by_the_program_that_it_was_told_to_end(project):
    """The signal's exit is not the program's own `sys.exit`."""
    root = project("import os, time\nopen('pid', 'w').write(str(os.getpid()))\ntime.sleep(60)\n")
    command = [*COMMAND, "preview", "dev", "-C", str(root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT) as tool:
        wait_for(root / "pid")
        tool.terminate()
        assert (tool.wait(timeout=20), *tool.communicate()) == (143, b"", b"")


def wait_for(file: Path) -> None:
    deadline = time.monotonic() + 30
    while not file.exists() or not file.read_text():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_ends_the_programs_own_interpreter_when_it_is_told_to_end(project, tmp_path):
    """Sent SIGTERM, as `timeout` does, it leaves no process behind."""
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    packages = next((venv / "lib").glob("*/site-packages"))
    (packages / "ours.pth").write_text(f"{Path(pulumi.__file__).parents[1]}\n")
    root = project("import os, time\nopen('pid', 'w').write(str(os.getpid()))\ntime.sleep(60)\n")
    command = [*COMMAND, "preview", "dev", "-C", str(root), "--python", str(venv)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT) as tool:
        wait_for(root / "pid")
        tool.terminate()
        assert tool.wait(timeout=20) == 143
    with pytest.raises(ProcessLookupError):
        os.kill(int((root / "pid").read_text()), 0)


@pytest.mark.parametrize("closed", ["1>&-", "2>&-", "1>&- 2>&-"])
def test_bears_with_outputs_that_are_closed(project, closed):
    command = f"{sys.executable} -m stackwright preview dev -C {project(TOPIC)} {closed}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, env=ENVIRONMENT, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
