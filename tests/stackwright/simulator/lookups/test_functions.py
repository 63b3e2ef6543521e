"""The class of what a function answers..."""

from __future__ import annotations

import subprocess
import sys

import pytest

from stackwright.simulator.lookups import functions

BODY = """
class GetThingResult:
    pass

def get_thing():
    return invoke('{token}', args, opts=opts{typ})
"""


@pytest.fixture
def sdk(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    functions.result_class.cache_clear()

    def write(files, root="pulumi_made"):
        for name, text in {"__init__.py": "", **files}.items():
            path = tmp_path / root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    yield write
    for name in [name for name in sys.modules if name.partition(".")[0] in ("pulumi_made", "other_made")]:
        del sys.modules[name]
    functions.result_class.cache_clear()


@pytest.mark.parametrize(
    ("token", "name"),
    [
        ("aws:ec2/getVpc:getVpc", "GetVpcResult"),
        ("aws:lambda/getFunction:getFunction", "GetFunctionResult"),
        ("aws:index/getRegion:getRegion", "GetRegionResult"),
        ("aws:rds/getOrderableDbInstance:getOrderableDbInstance", "GetOrderableDbInstanceResult"),
        ("aws:resourceexplorer/search:Search", "SearchResult"),
    ],
)
def test_is_found_where_the_sdk_puts_it(token, name):
    assert functions.result_class(token).__name__ == name


@pytest.mark.parametrize(
    ("token", "file"),
    [
        ("made:storage:getThing", "storage/get_thing.py"),
        ("made:index:getThing", "get_thing.py"),
        ("made:index/getThing:getThing", "get_thing.py"),
        ("made:a-b/c/getThing:getThing", "a_b/c/get_thing.py"),
        ("made:elsewhere/getThing:getThing", "renamed/get_thing.py"),
    ],
)
def test_is_found_in_any_layout(sdk, token, file):
    packages = {f"{folder}/__init__.py": "" for folder in ("storage", "a_b", "a_b/c", "renamed")}
    sdk({**packages, file: BODY.format(token=token, typ=", typ=GetThingResult")})
    assert functions.result_class(token).__name__ == "GetThingResult"


def test_leaves_a_package_that_loads_itself_when_touched_as_its_program_needs_it():
    code = (
        "import pulumi_aws\n"
        "from stackwright.simulator.lookups.functions import result_class\n"
        "result_class('aws:ec2/getVpc:getVpc')\n"
        "assert callable(pulumi_aws.ec2.get_vpc) and callable(pulumi_aws.ec2.get_vpc_output)\n"
    )
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True)


def test_is_the_first_result_where_the_call_names_none(sdk):
    sdk({"get_thing.py": BODY.format(token="made:index:getThing", typ="")})
    assert functions.result_class("made:index:getThing").__name__ == "GetThingResult"


def test_is_found_in_another_publishers_package_once_it_is_loaded(sdk):
    sdk({"get_thing.py": BODY.format(token="made:index:getThing", typ="")}, root="other_made")
    assert functions.result_class("made:index:getThing") is None
    functions.result_class.cache_clear()
    import other_made  # noqa: F401

    assert functions.result_class("made:index:getThing").__module__ == "other_made.get_thing"


@pytest.mark.parametrize(
    "files",
    [
        {"get_thing.py": BODY.format(token="made:index:getOther", typ="")},
        {"get_thing.py": "'made:index:getThing'"},
        {"get_thing.py": "raise OSError\n" + BODY.format(token="made:index:getThing", typ="")},
        {"get_thing.py": "GetThingResult = 1\n'made:index:getThing', typ=GetThingResult"},
        {"elsewhere.py": ""},
    ],
    ids=["another token", "no class", "cannot be imported", "not a class", "no file"],
)
def test_is_none_where_the_sdk_declares_none(sdk, files):
    sdk(files)
    assert functions.result_class("made:index:getThing") is None


@pytest.mark.parametrize("token", ["not-installed:a:getB", "nothing", "a b:c:d", ":::", "made.:index:getThing"])
def test_is_none_without_a_package(token):
    assert functions.result_class(token) is None


def test_is_none_for_a_package_that_has_no_file(monkeypatch):
    functions.result_class.cache_clear()
    monkeypatch.setattr(functions.importlib.util, "find_spec", lambda root: None)
    assert functions.result_class("made:a:getB") is None


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("getDbInstance", "get_db_instance"),
        ("getAmiIds", "get_ami_ids"),
        ("getVPCLink", "get_vpc_link"),
        ("Search", "search"),
    ],
)
def test_is_in_a_file_named_as_the_sdks_name_functions(name, written):
    assert functions.snake(name) == written
