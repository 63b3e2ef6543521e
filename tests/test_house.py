"""The house..."""

from __future__ import annotations

import ast
import csv
import fnmatch
import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import components
from components.component import Component
from stackwright.sources.interpreter import versions

ROOT = Path(__file__).parents[1]
LIBRARY = ("components", "policy", "settings", "stackwright")
PROGRAM = (*LIBRARY, "examples", "docs", "benchmarks", "scripts")
TEXT = {".py", ".md", ".yaml", ".yml", ".toml", ".csv", ".json", ".txt", ".lock", ".cfg", ".sh", ".in", ""}
LONGEST_FILE = 250
LONGEST_MAIN = 60

# The brackets keep the patterns from matching themselves.
MACHINE_PATH = re.compile(r"(?<![\w.:/-])/(?:[h]ome|[r]oot|[U]sers|[w]ork)/\w|\b[A-Z]:\\[U]sers\\")
REGISTRY = re.compile(r"index-url[ =]+[h]ttp|[f]iles\.pythonhosted\.org|https?://\S+/[s]imple\b")


def tracked(suffix: str = "") -> Iterator[Path]:
    """Every file of the repository that git does not ignore."""
    lines = (ROOT / ".gitignore").read_text().splitlines()
    ignored = [".git", *(line.strip("/") for line in lines if line and not line.startswith("#"))]

    def walk(folder: Path) -> Iterator[Path]:
        for path in sorted(folder.iterdir()):
            if any(fnmatch.fnmatchcase(path.name, pattern) for pattern in ignored):
                continue
            if path.is_dir():
                yield from walk(path)
            elif path.name.endswith(suffix):
                yield path

    return walk(ROOT)


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def sources(*folders: str) -> list[Path]:
    """The Python files of top-level *folders*."""
    return [path for path in tracked(".py") if path.relative_to(ROOT).parts[0] in folders]


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Every module the file imports, by its full name, and whether the import is relative."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, False) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: max(0, len(package) - node.level + 1)] if node.level else ()
            # `from . import scope` and `from components import scope` import a module as well as a name.
            for alias in node.names:
                yield ".".join([*base, *filter(None, [node.module]), alias.name]), bool(node.level)


def importing(folder: str, *forbidden: str) -> list[str]:
    return [
        f"{relative(path)}: {module}"
        for path in sources(folder)
        for module, _ in imports(path)
        if any(f"{module}.".startswith(f"{name}.") for name in forbidden)
    ]


def test_keeps_the_library_free_of_the_program_and_of_the_tool():
    assert importing("components", "settings", "policy", "stackwright") == []


def test_keeps_the_pack_free_of_the_program_and_of_the_tool_but_for_its_checks():
    inside = ("components", "settings", *(f"stackwright.{path.stem}" for path in (ROOT / "stackwright").iterdir()))
    assert importing("policy", *(name for name in inside if name != "stackwright.checks")) == []


def test_keeps_the_tool_free_of_the_library_and_of_the_program():
    inside = ("stackwright.components", "stackwright.policy")
    assert importing("stackwright", "components", "settings", "policy", *inside) == []


def in_the_programs_interpreter() -> list[Path]:
    """The tool's files that run where the program does, on whatever that has installed."""
    own = ("sources", "simulator", "data", "marks.py", "model.py", "errors.py", "__init__.py")
    return [path for path in sources("stackwright") if path.relative_to(ROOT).parts[1] in own]


def test_writes_what_runs_in_a_programs_interpreter_for_the_oldest_python_it_may_be():
    oldest = versions.oldest_python()
    for path in in_the_programs_interpreter():
        ast.parse(path.read_text(), str(path), feature_version=oldest)


def test_imports_nothing_there_that_a_program_might_not_have():
    there = {"stackwright", "pulumi", "google", "yaml", *sys.stdlib_module_names}
    foreign = [
        f"{relative(path)}: {module}"
        for path in in_the_programs_interpreter()
        for module, _ in imports(path)
        if module.split(".")[0] not in there
    ]
    assert foreign == []


def test_imports_relatively_within_the_library_as_it_also_ships_inside_the_wheel():
    absolute = [
        f"{relative(path)}: {module}"
        for folder in ("components", "policy")
        for path in sources(folder)
        for module, is_relative in imports(path)
        if not is_relative and module.split(".")[0] == folder
    ]
    assert absolute == []


def test_never_imports_beyond_the_librarys_own_root():
    beyond = [
        f"{relative(path)}: {module}"
        for folder in ("components", "policy/guardrails")
        for path in sources(folder.split("/")[0])
        for module, is_relative in imports(path)
        if is_relative and not f"{module}.".startswith(f"{folder.replace('/', '.')}.")
    ]
    assert beyond == []


def test_plans_without_pulumi():
    pure = [path for path in sources("components") if path.name in ("scope.py", "plan.py")]
    assert {path.name for path in pure} == {"scope.py", "plan.py"}
    wrong = [relative(path) for path in pure for module, _ in imports(path) if module.startswith("pulumi")]
    assert wrong == []


def library_classes() -> Iterator[type]:
    for found in pkgutil.walk_packages(components.__path__, "components."):
        module = importlib.import_module(found.name)
        for _, one in inspect.getmembers(module, inspect.isclass):
            if one.__module__ == module.__name__ and not one.__name__.startswith("_"):
                yield one


def test_shows_every_component_and_its_arguments_at_the_front():
    public = {one.__name__ for one in library_classes() if issubclass(one, Component) or one.__name__.endswith("Args")}
    assert public - set(components.__all__) == set()


def test_sorts_the_front_and_offers_what_it_names():
    assert list(components.__all__) == sorted(set(components.__all__))
    assert [name for name in components.__all__ if not hasattr(components, name)] == []


def is_rule(path: Path) -> bool:
    """A rule's tests are its fixture, beside it."""
    return path.is_relative_to(ROOT / "policy" / "guardrails" / "rules") and path.with_suffix(".yaml").is_file()


def test_mirrors_every_source_file_in_a_test_file():
    missing = [
        relative(path)
        for path in sources(*LIBRARY)
        if path.name not in ("__init__.py", "__main__.py")
        and not is_rule(path)
        and not (ROOT / "tests" / path.relative_to(ROOT)).with_name(f"test_{path.name}").is_file()
    ]
    assert missing == []


def test_writes_every_test_where_pytest_finds_it():
    lost = [
        relative(path)
        for path in tracked(".py")
        if not (path.is_relative_to(ROOT / "tests") and path.name.startswith("test_"))
        and any(
            isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name.startswith("test_")
            for node in ast.walk(parse(path))
        )
    ]
    assert lost == []


def test_splits_a_file_before_it_grows_too_long():
    programs = sources(*PROGRAM, "__main__.py")
    lengths = {relative(path): len(path.read_text().splitlines()) for path in programs}
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_keeps_entry_points_short():
    mains = [path for path in tracked(".py") if path.name == "__main__.py"]
    lengths = {relative(path): len(path.read_text().splitlines()) for path in mains}
    assert "__main__.py" in lengths
    assert {path: length for path, length in lengths.items() if length > LONGEST_MAIN} == {}


def named_runbooks(path: Path) -> Iterator[tuple[str, str]]:
    """Every `runbook=` of a file: where it stands, and its text, with `*` for what is only known when it runs."""
    tree = parse(path)
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.keyword) or node.arg != "runbook":
            continue
        if isinstance(node.value, ast.Name) and node.value.id == "runbook":
            continue  # handed on: the caller names it
        value = constants.get(getattr(node.value, "id", ""), node.value)
        parts = value.values if isinstance(value, ast.JoinedStr) else [value]
        stem = "".join(part.value if isinstance(part, ast.Constant) else "*" for part in parts)
        yield f"{relative(path)}:{node.value.lineno}", stem


def runbooks_in_code() -> dict[str, str]:
    return {place: stem for path in sources("components") for place, stem in named_runbooks(path)}


def runbook_pages() -> set[str]:
    return {path.stem for path in (ROOT / "docs" / "runbooks").glob("*.md")} - {"README"}


def runbooks_in_index() -> set[str]:
    index = (ROOT / "docs" / "runbooks" / "README.md").read_text()
    return set(re.findall(r"\]\((?:\./)?([a-z0-9-]+)\.md\)", index))


def test_names_every_runbook_where_the_name_can_be_read():
    assert [place for place, stem in runbooks_in_code().items() if stem == "*"] == []


def test_has_a_page_for_every_runbook_that_an_alarm_names():
    named = runbooks_in_code()
    assert named
    missing = {place: stem for place, stem in named.items() if not fnmatch.filter(runbook_pages(), stem)}
    assert missing == {}


def test_has_no_runbook_that_nothing_leads_to():
    named = {page for stem in runbooks_in_code().values() for page in fnmatch.filter(runbook_pages(), stem)}
    assert runbook_pages() - named - runbooks_in_index() == set()


def test_links_no_runbook_that_does_not_exist():
    assert runbooks_in_index() - runbook_pages() == set()


def matches(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{relative(path)}:{number}: {line.strip()}"
        for path in tracked()
        if path.suffix in TEXT
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def test_names_no_path_of_a_persons_machine():
    assert matches(MACHINE_PATH) == []


def test_names_no_package_registry():
    assert matches(REGISTRY) == []


def test_knows_a_machine_path_and_a_registry_when_it_sees_one():
    home, index = "/ho" + "me/ada/platform", "--index-url htt" + "ps://packages.acme.example/pypi"
    assert MACHINE_PATH.search(f"cd {home}")
    assert REGISTRY.search(index)
    assert not MACHINE_PATH.search("https://github.com/acme/platform/tree/main/ho" + "me/page")


def test_is_licensed_as_its_package_says():
    assert 'license = "Apache-2.0"' in (ROOT / "pyproject.toml").read_text()
    licence = (ROOT / "LICENSE").read_text()
    assert "Apache License" in licence
    assert "END OF TERMS AND CONDITIONS" in licence


def test_says_the_same_of_versions_of_kubernetes_wherever_it_says_something():
    def ends(path: str) -> dict[str, tuple[str, str]]:
        with (ROOT / path).open(newline="", encoding="utf-8") as lines:
            return {row["version"]: (row["standard_until"], row["extended_until"]) for row in csv.DictReader(lines)}

    library, pack, prices = (
        ends(f"{folder}.csv")
        for folder in (
            "components/data/eks_versions",
            "policy/guardrails/data/eks_versions",
            "stackwright/data/eks_support",
        )
    )
    assert {version: pack[version] for version in library} == library
    assert {version: end for version, end in library.items() if version in prices} == {
        version: end for version, end in prices.items() if version in library
    }
