"""A program's surroundings..."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from stackwright.sources import surroundings


def test_are_its_own_folder_arguments_path_and_variables(tmp_path, monkeypatch):
    monkeypatch.setenv("KEPT", "mine")
    entry = tmp_path / "__main__.py"
    before = (str(Path.cwd()), sys.path[:], sys.argv)
    with surroundings.of(entry, {"KEPT": "made up", "MADE": "up"}):
        assert (str(Path.cwd()), sys.path[0], sys.argv) == (str(tmp_path), str(tmp_path), [str(entry)])
        assert (os.environ["KEPT"], os.environ["MADE"]) == ("mine", "up")
    assert (str(Path.cwd()), sys.path[:], sys.argv) == before
    assert (os.environ["KEPT"], "MADE" in os.environ) == ("mine", False)


def test_are_left_with_nothing_of_nested_bare_folders(tmp_path, write):
    root = write({"infra/network/vpc.py": "", "infra/web.py": "", "__main__.py": "import infra.network.vpc, infra.web"})
    with surroundings.of(root / "__main__.py", {}):
        surroundings.run(root / "__main__.py")
        assert "infra.network.vpc" in sys.modules
    assert not [name for name in sys.modules if name.startswith("infra")]


@pytest.mark.parametrize("ending", ["sys.exit()", "sys.exit(0)", "raise SystemExit", "exit()"])
def test_take_an_exit_without_error_for_its_end(write, ending):
    root = write({"__main__.py": f"import sys\n{ending}\nraise AssertionError"})
    surroundings.run(root / "__main__.py")


@pytest.mark.parametrize("code", ["1", "'no'", "True"])
def test_let_an_exit_with_an_error_pass(write, code):
    root = write({"__main__.py": f"import sys\nsys.exit({code})"})
    with pytest.raises(SystemExit):
        surroundings.run(root / "__main__.py")


def test_keep_standard_output_for_the_report_from_commands_it_starts_too(tmp_path, capfd):
    with surroundings.of(tmp_path / "__main__.py", {}):
        print("from the program")  # noqa: T201
        subprocess.run(["echo", "from a command"], check=True)
    print("the report")  # noqa: T201
    out, err = capfd.readouterr()
    assert out == "the report\n"
    assert sorted(err.splitlines()) == ["from a command", "from the program"]


def test_are_without_the_variables_it_set_for_the_next_run(tmp_path, monkeypatch):
    monkeypatch.setenv("KEPT", "mine")
    with surroundings.of(tmp_path / "__main__.py", {}):
        os.environ.update({"KEPT": "changed", "ADDED": "x"})
    assert (os.environ["KEPT"], "ADDED" in os.environ) == ("mine", False)


@pytest.mark.parametrize(
    "way", ["'../shared'", "os.path.join(os.getcwd(), '..', 'shared')", "os.path.abspath('../shared')"]
)
def test_are_left_with_nothing_of_what_a_program_adds_to_the_import_path(tmp_path, monkeypatch, way):
    program = f"import os, sys\nsys.path.append({way})\nimport size_of_all\nprint(size_of_all.SIZE, file=sys.stderr)\n"
    seen = []
    for number in (1, 2):
        folder = tmp_path / str(number) / "program"
        folder.mkdir(parents=True)
        (folder / "__main__.py").write_text(program)
        (folder.parent / "shared").mkdir()
        (folder.parent / "shared" / "size_of_all.py").write_text(f"SIZE = {number}\n")
        with surroundings.of(folder / "__main__.py", {}):
            surroundings.run(folder / "__main__.py")
            seen.append(sys.modules["size_of_all"].SIZE)
        assert "size_of_all" not in sys.modules
    assert seen == [1, 2]
