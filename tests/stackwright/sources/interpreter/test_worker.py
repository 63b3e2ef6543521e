"""A program run on another interpreter..."""

from __future__ import annotations

import io
import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pulumi
import pytest

import stackwright
from stackwright.errors import ProgramError, UserError
from stackwright.model import UNKNOWN, Secret, Stack
from stackwright.sources.interpreter import handover, worker
from stackwright.sources.interpreter.toolchain import Environment
from stackwright.sources.program import Run, run_project
from stackwright.sources.project import find_project, load_config

PROGRAM = """
import pulumi, pulumi_aws as aws
config = pulumi.Config()
topic = aws.sns.Topic("t", opts=pulumi.ResourceOptions(protect=True))
aws.sqs.Queue("q", tags={"arn": topic.arn})
pulumi.export("key", config.require_secret("key"))
pulumi.export("zones", aws.get_availability_zones().names)
print("hello")
"""


@pytest.fixture(autouse=True)
def no_search_path(monkeypatch):
    """Let an interpreter find what its environment holds, and nothing of this one's."""
    monkeypatch.delenv("PYTHONPATH", raising=False)


@pytest.fixture
def venv(tmp_path):
    """Make a virtual environment, with what is installed here unless told otherwise."""

    def make(*, empty: bool = False) -> Path:
        folder = tmp_path / "venv"
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        packages = folder / "lib" / version / "site-packages"
        packages.mkdir(parents=True)
        (folder / "bin").mkdir()
        base = Path(getattr(sys, "_base_executable", sys.executable))
        (folder / "bin" / "python").symlink_to(base)
        (folder / "pyvenv.cfg").write_text(f"home = {base.parent}\n")
        if not empty:
            (packages / "ours.pth").write_text(f"{Path(pulumi.__file__).parents[1]}\n")
        return folder

    return make


def run(root: Path, python: Path, *overrides: str, **more: Any) -> Stack:
    project = find_project(root)
    return run_project(project, "dev", load_config(project, "dev", overrides, partial=True), python=python, **more)


def failure(kind: type[BaseException], root: Path, python: Path) -> str:
    with pytest.raises(kind) as failed:
        run(root, python)
    assert type(failed.value) is kind
    return str(failed.value)


def test_registers_what_it_registers_here(project, venv):
    root = project(PROGRAM)
    there, here = run(root, venv(), "key=k"), run(root, Path(sys.prefix), "key=k")
    assert there.seconds > 0
    there.seconds = here.seconds
    assert there == here
    assert here.outputs["key"] == Secret("k")


def test_has_what_is_deployed_as_it_is(project, venv):
    program = "import pulumi_aws as aws\naws.rds.Instance('d', instance_class='db.t4g.micro', username='app')\n"
    root, there = project(program), venv()
    deployed = run(root, there)
    deployed.resources[1].id = "db-real"
    deployed.resources[1].inputs["username"] = Secret(UNKNOWN)
    assert run(root, there, deployed=deployed, variant="elsewhere").resources[1].id == "db-real"


def test_prints_to_standard_error(project, venv, capfd):
    run(project("import os\nprint('one', flush=True)\nos.system('echo two')\n"), venv())
    assert capfd.readouterr() == ("", "one\ntwo\n")


def test_sees_its_own_packages_and_none_of_ours(project, venv):
    root = project("import pulumi, sys\npulumi.export('it', [sys.prefix, sys.path, sys.argv])\n")
    folder = venv()
    prefix, places, arguments = run(root, folder).outputs["it"]
    assert (prefix, arguments) == (str(folder), [str(root / "__main__.py")])
    assert places[0] == str(root)
    assert "" not in places
    assert str(Path(stackwright.__file__).parents[1]) not in places


def test_has_its_environment_activated(project, venv):
    root = project(
        "import os, pulumi\npulumi.export('it', [os.environ['VIRTUAL_ENV'], os.environ['PATH'].split(':')[0]])\n"
    )
    folder = venv()
    assert run(root, folder).outputs == {"it": [str(folder), str(folder / "bin")]}


def test_has_no_secret_where_others_could_read_it(project, venv):
    root = project(
        """
        import os, pulumi, sys
        seen = repr(sys.orig_argv) + repr(dict(os.environ))
        pulumi.export("found", pulumi.Config().require("word") in seen)
        """
    )
    assert run(root, venv(), "word=hush-0123").outputs == {"found": False}


def test_has_nothing_to_read_from_standard_input(project, venv):
    root = project("import pulumi, sys\npulumi.export('it', sys.stdin.read())\n")
    assert run(root, venv()).outputs == {"it": ""}


def test_may_use_a_component_library_of_its_own(project, venv):
    root = project("import pulumi\nfrom stackwright.components import IT\npulumi.export('it', IT)\n")
    folder = venv()
    (packages,) = folder.glob("lib/*/site-packages")
    theirs = packages / "stackwright" / "components" / "__init__.py"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("IT = 'theirs'\n")
    (packages / "stackwright" / "__init__.py").write_text("raise AssertionError('the tool is ours')\n")
    assert run(root, folder).outputs == {"it": "theirs"}


def test_fails_with_the_same_line(project, venv):
    root = project("x = 1\nx / 0\n")
    assert failure(ProgramError, root, venv()) == "__main__.py:2: ZeroDivisionError: division by zero\n    x / 0"


def test_names_the_configuration_that_is_missing(project, venv):
    root = project("import pulumi\npulumi.Config().require('a')\n")
    assert failure(UserError, root, venv()).startswith("Pulumi.dev.yaml: missing shop:a; add it to the file")


def test_names_the_package_that_its_environment_lacks(project, venv):
    folder = venv()
    root = project("import pulumi_nothing\n")
    assert failure(ProgramError, root, folder) == (
        f"__main__.py:1: package pulumi_nothing is not installed in the environment {folder}; "
        "run `venv/bin/pip install pulumi-nothing`\n    import pulumi_nothing"
    )


def test_needs_pulumi_in_its_environment(project, venv):
    folder = venv(empty=True)
    assert failure(UserError, project(), folder) == (
        f"package pulumi is not installed in the environment {folder}; run `venv/bin/pip install pulumi`"
    )


def test_needs_a_pulumi_that_can_be_imported(project, venv):
    folder = venv(empty=True)
    broken = next((folder / "lib").glob("*/site-packages")) / "pulumi.py"
    broken.write_text("raise TypeError('Descriptors cannot be created directly.\\nIf this call came from...')")
    assert failure(UserError, project(), folder) == (
        f"the environment {folder}: Pulumi's SDK cannot be imported there (TypeError: Descriptors cannot be created"
        " directly.); update the packages it holds"
    )


def test_needs_a_python_that_is_new_enough(project, venv, monkeypatch):
    monkeypatch.setattr(worker.versions, "oldest_python", lambda: (99, 1))
    folder = venv()
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert failure(UserError, project(), folder) == (
        f"the environment {folder} has Python {version}; make it again with Python 99.1 or newer"
    )


def test_needs_an_interpreter_that_runs(project, venv):
    folder = venv()
    (folder / "bin" / "python").unlink()
    (folder / "bin" / "python").write_text("no program")
    assert failure(UserError, project(), folder) == (
        f"the environment {folder}: {folder}/bin/python cannot be run: Permission denied; make the environment again"
    )


@pytest.mark.parametrize(
    ("program", "message"),
    [
        ("import os\nos._exit(7)\n", "the program ended its interpreter with exit code 7, as os._exit() does"),
        (
            "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n",
            "the program's interpreter was killed by signal SIGKILL",
        ),
    ],
)
def test_may_end_before_its_time(project, venv, program, message):
    assert failure(ProgramError, project(program), venv()) == message


@pytest.mark.parametrize("ending", ["raise KeyboardInterrupt\n", "import os\nos._exit(130)\n"])
def test_may_be_interrupted_itself(project, venv, ending):
    with pytest.raises(KeyboardInterrupt):
        run(project(ending), venv())


def test_ends_with_the_one_that_started_it(project, venv):
    root = project(
        """
        import os, pathlib, time
        pathlib.Path("pid").write_text(str(os.getpid()))
        try:
            time.sleep(60)
        except KeyboardInterrupt:
            time.sleep(60)
        """
    )
    command = (sys.executable, "-m", "stackwright", "preview", "dev", "--cwd", root, "--python", venv())
    source = Path(stackwright.__file__).parents[1]
    # A process that was started in the background may be deaf to the signal.
    restored = lambda: signal.signal(signal.SIGINT, signal.default_int_handler)  # noqa: E731
    started = subprocess.Popen(command, cwd=source, stderr=subprocess.PIPE, start_new_session=True, preexec_fn=restored)
    pid = root / "pid"
    while not (pid.is_file() and pid.read_text()):
        assert started.poll() is None
        time.sleep(0.05)
    os.killpg(started.pid, signal.SIGINT)
    assert started.communicate(timeout=30)[1].endswith(b"stackwright: interrupted\n")
    assert started.returncode == 130
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


@pytest.fixture
def served(project):
    """Answer a run inside this process, as the other interpreter does; return the answer's lines."""
    standard_input, finders = os.dup(0), list(sys.meta_path)

    def serve(program: str, **changes: Any) -> list[bytes]:
        shop = find_project(project(program))
        given = {"project": shop, "stack": "dev", "organization": "acme", "config": load_config(shop, "dev")}
        given |= {"account_id": "1", "simulate_config": False, "answers": None, "other_stacks": None}
        run = Run(**given | {"environment": Environment(toolchain="pip")} | changes)
        answer = io.BytesIO()
        worker.serve(io.BytesIO(worker._pickled((run, "mark"))), answer)
        return answer.getvalue().splitlines()

    yield serve
    os.dup2(standard_input, 0)
    os.close(standard_input)
    sys.meta_path[:] = finders


def test_is_answered_with_the_stack(served):
    heading, stack = served("import pulumi\npulumi.export('a', 1)\n")
    assert heading == b'{"kind": "stack", "text": ""}'
    assert handover.load(stack, "mark").outputs == {"a": 1}


def test_is_answered_with_its_failure(served):
    assert served("1 / 0\n") == [
        b'{"kind": "ProgramError", "text": "__main__.py:1: ZeroDivisionError: division by zero\\n    1 / 0"}'
    ]


def test_is_answered_with_a_bug_of_ours(served):
    (line,) = served("", account_id="1", project=None)
    assert line.startswith(b'{"kind": "bug", "text": "Traceback')


def test_raises_a_bug_of_ours_as_one():
    error = worker._refusal("bug", "Traceback", Run(**dict.fromkeys(Run.__dataclass_fields__)))
    assert (type(error), str(error)) == (RuntimeError, "in the program's interpreter: Traceback")


def test_is_asked_in_a_way_that_any_python_reads():
    text = worker._pickled({"path": Path("/a/b")})
    assert b"_local" not in text
    assert b"PosixPath" not in text
    assert pickle.loads(text) == {"path": Path("/a/b")}


def test_is_killed_where_it_does_not_listen(monkeypatch):
    monkeypatch.setattr(worker, "_PATIENCE", 0.1)
    code = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
    child = worker._Child((sys.executable, "-c", code), stdout=subprocess.PIPE)
    with child.stdout:
        child.stdout.readline()
        worker._end(child)
    assert child.returncode == -signal.SIGKILL
