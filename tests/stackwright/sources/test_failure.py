"""A program's failure is explained..."""

from __future__ import annotations

import os
from pathlib import Path

import pulumi
import pytest

from stackwright.model import Source
from stackwright.sources import failure
from stackwright.sources.interpreter.toolchain import Environment
from stackwright.sources.project import Project
from stackwright.sources.recorder import RecordingError

HERE = Environment(toolchain="pip")


def explained(error: BaseException, root: Path) -> str:
    return failure.explain(error, Project(name="shop", root=root, program=root, stack_folder=root), HERE)


def raised(code: str, name: str) -> BaseException:
    try:
        exec(compile(code, name, "exec"), {})
    except BaseException as error:
        return error
    raise AssertionError("nothing was raised")


def test_by_the_users_own_line(tmp_path):
    file = tmp_path / "a.py"
    file.write_text("x = 1\n1 / 0\n")
    error = raised(file.read_text(), str(file))
    assert explained(error, tmp_path) == "a.py:2: ZeroDivisionError: division by zero\n    1 / 0"


def test_without_a_line_where_none_of_the_users_is_part_of_it(tmp_path):
    assert explained(ValueError("x"), tmp_path) == "the program failed: ValueError: x"
    assert explained(SystemExit(3), tmp_path) == "the program failed: the program called sys.exit(3)"


def test_by_the_line_that_a_refused_resource_stands_on(tmp_path):
    error = RecordingError("no", Source(str(tmp_path / "a.py"), 7))
    assert explained(error, tmp_path) == "a.py:7: no"


def test_by_what_caused_it(tmp_path):
    inner = raised("1 / 0", str(tmp_path / "a.py"))
    outer = RuntimeError("outer")
    outer.__cause__ = inner
    inner.__cause__ = outer
    assert explained(outer, tmp_path) == "a.py:1: RuntimeError: outer"


@pytest.mark.parametrize(
    ("file", "own"),
    [("a.py", True), ("venv/lib/site-packages/a.py", False), ("../a.py", False)],
)
def test_by_files_of_the_project_only(tmp_path, file, own):
    assert failure.is_own(os.path.normpath(tmp_path / file), tmp_path) is own


def test_by_files_of_the_project_not_of_the_tool():
    tool = Path(failure.__file__)
    assert failure.is_own(str(tool), tool.parents[2]) is False


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (
            "import os; os.environ['NO_SUCH']",
            "the environment variable NO_SUCH is not set; set it for the run: NO_SUCH=VALUE stackwright preview ...",
        ),
        ("{}['NO_SUCH']", ""),
        ("raise KeyError", ""),
        ("raise KeyError(3)", ""),
        ("1 / 0", ""),
    ],
)
def test_by_the_environment_variable_that_is_not_set(code, message):
    error = raised(code, "a.py")
    assert failure.explain_environment(error) == message
    assert failure.is_surroundings(error) is bool(message)


def test_by_the_line_in_a_function_that_others_wait_for(record, tmp_path):
    code = """
import pulumi, pulumi_aws as aws
aws.sns.Topic("a", display_name=aws.sns.Topic("t").arn.apply(lambda arn: {}[arn[:3]]))
"""
    file = tmp_path / "a.py"
    file.write_text(code)
    with failure.remembered(), pytest.raises(KeyError) as failed:
        record(lambda: exec(compile(code, str(file), "exec"), {}))
    assert explained(failed.value, tmp_path).startswith("a.py:3: KeyError: 'arn'\n")


def test_by_no_more_than_was_there_before():
    before = pulumi.Output.apply
    with failure.remembered():
        assert pulumi.Output.apply is not before
    assert pulumi.Output.apply is before


def test_by_its_surroundings_or_not():
    assert failure.explain_environment(KeyError("raised by nobody")) == ""
    assert failure.is_surroundings(ModuleNotFoundError(name="x")) is True
    assert failure.is_surroundings(None) is False
