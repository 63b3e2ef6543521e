"""A project's program, run as it stands in this process..."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from stackwright.errors import UserError
from stackwright.model import Secret, Stack
from stackwright.sources.program import run_project
from stackwright.sources.project import find_project, load_config

TOPIC = "import pulumi_aws as aws\naws.sns.Topic('t')\n"


def run(root: Path, *overrides: str, simulate: bool = False, **options: Any) -> Stack:
    project = find_project(root)
    config = load_config(project, "dev", overrides, partial=True, simulate=simulate)
    return run_project(project, "dev", config, simulate_config=simulate, **options)


def failure(root: Path, *overrides: str, **options: Any) -> str:
    with pytest.raises(UserError) as failed:
        run(root, *overrides, **options)
    return str(failed.value)


def test_is_recorded_with_its_region_and_time(project):
    stack = run(project(TOPIC))
    assert (stack.project, stack.name, stack.region) == ("shop", "dev", "eu-west-1")
    assert [resource.name for resource in stack.managed()] == ["t"]
    assert 0 < stack.seconds < 60


def test_says_so_where_it_names_no_region(project):
    root = project(TOPIC, config="")
    stack = run(root)
    assert (stack.region, stack.notes) == ("us-east-1", ["aws:region is not configured: simulated in us-east-1"])


def test_needs_no_region_without_aws(project):
    assert run(project("", config="")).notes == []


@pytest.mark.parametrize(
    ("config", "account"),
    [
        ("aws:allowedAccountIds: ['210987654321']", "210987654321"),
        ("aws:allowedAccountIds: [210987654321]", "210987654321"),
        ("aws:allowedAccountIds: ['1', '2']", "111122223333"),
        ("aws:allowedAccountIds: none", "111122223333"),
        ("a:b: c", "111122223333"),
    ],
)
def test_is_simulated_in_the_account_its_provider_is_limited_to(project, config, account):
    stack = run(project(TOPIC, config=f"config:\n  {config}\n"), account_id="111122223333")
    assert stack.resources[1].outputs["arn"].split(":")[4] == account


def test_keeps_the_notes_about_its_configuration_first(project):
    root = project("import pulumi\npulumi.log.warn('w')\n", config="environment: [x]\n")
    assert run(root).notes == [
        "environments (`environment:`) are kept in Pulumi ESC and were not read",
        "warning: w",
    ]


def test_names_source_files_relative_to_the_project(project):
    root = project("import parts.topics\n", parts__topics_py=TOPIC)
    assert str(run(root).resources[1].source) == "parts/topics.py:2"


@pytest.mark.parametrize("main", ["src", "src/__main__.py", "src/app.py"])
def test_may_stand_where_main_says(project, write, main):
    root = project("raise AssertionError('the wrong file')")
    write(
        {
            "Pulumi.yaml": f"name: shop\nruntime: python\nmain: {main}\n",
            "src/__main__.py": "import helper\n",
            "src/app.py": "import helper\n",
            "src/helper.py": TOPIC,
        }
    )
    assert str(run(root).resources[1].source) == "src/helper.py:2"


def test_must_stand_where_main_says(project, write):
    root = project()
    write({"Pulumi.yaml": "name: shop\nruntime: python\nmain: src\n"})
    with pytest.raises(UserError) as refused:
        run(root)
    assert str(refused.value) == (
        f"Pulumi.yaml: main: {root}/src/__main__.py does not exist; point main at the program's file or folder"
    )


def test_has_the_folder_arguments_and_path_it_would_have(project):
    root = project(
        """
        import os, sys, pulumi
        pulumi.export("it", [os.getcwd(), sys.argv, sys.path[0], __name__, pulumi.get_root_directory()])
        """
    )
    here, script = str(root), str(root / "__main__.py")
    assert run(root).outputs == {"it": [here, [script], here, "__main__", here]}


@pytest.mark.parametrize("ending", ["", "1 / 0\n"])
def test_leaves_the_process_as_it_found_it(project, ending):
    root = project(f"import sys, os\nsys.path.append('x')\nos.chdir('/')\nimport helper\n{ending}", helper_py="")
    before = (Path.cwd(), list(sys.path), list(sys.argv), os.environ.copy(), sys.stdout)
    if ending:
        failure(root)
    else:
        run(root)
    assert (Path.cwd(), sys.path, sys.argv, os.environ.copy(), sys.stdout) == before
    assert "helper" not in sys.modules


def test_is_forgotten_with_its_modules_and_bare_folders(tmp_path, project, write):
    first = project("import parts.one\n", parts__one_py="")
    run(first)
    write(
        {
            "second/Pulumi.yaml": "name: shop\nruntime: python\n",
            "second/Pulumi.dev.yaml": "",
            "second/__main__.py": "import parts, parts.two, pulumi\npulumi.export('it', parts.IT)\n",
            "second/parts/__init__.py": "IT = 2\n",
            "second/parts/two.py": "",
        }
    )
    assert not [name for name in sys.modules if name.split(".")[0] == "parts"]
    assert run(first / "second").outputs == {"it": 2}


def test_may_use_its_globals_after_its_last_line(project):
    root = project(
        """
        import pulumi, pulumi_aws as aws
        WORD = "kept"
        aws.sns.Topic("t").arn.apply(lambda _arn: aws.sns.Topic("u", display_name=WORD))
        """
    )
    assert run(root).resources[-1].inputs == {"displayName": "kept"}


def test_prints_to_standard_error(project, capsys):
    run(project("print('hello')\n"))
    assert capsys.readouterr() == ("", "hello\n")


@pytest.mark.parametrize(
    ("program", "message"),
    [
        ("x = 1\nx / 0\n", "__main__.py:2: ZeroDivisionError: division by zero\n    x / 0"),
        ("raise ValueError\n", "__main__.py:1: ValueError: no message\n    raise ValueError"),
        ("import sys\nsys.exit(3)\n", "__main__.py:2: the program called sys.exit(3)\n    sys.exit(3)"),
        ("import sys\nsys.exit('no')\n", "__main__.py:2: the program called sys.exit('no')\n    sys.exit('no')"),
        ("import pulumi\nx = (\n", "__main__.py:2: SyntaxError: '(' was never closed (__main__.py, line 2)\n    x = ("),
        (
            "import not_installed\n",
            "__main__.py:1: package not_installed is not installed in the environment that stackwright runs in, nor a "
            "module of the project; run `python -m pip install not-installed`\n    import not_installed",
        ),
        (
            "import pulumi_aws as aws\naws.sns.Topic('t', zzz='x')\n",
            "__main__.py:2: TypeError: Topic._internal_init() got an unexpected keyword argument 'zzz'"
            "\n    aws.sns.Topic('t', zzz='x')",
        ),
        (
            "import pulumi_aws as aws\ndef fail(arn):\n    raise KeyError(arn[:3])\n"
            "aws.sns.Topic('t').arn.apply(fail)\n",
            "__main__.py:3: KeyError: 'arn'\n    raise KeyError(arn[:3])",
        ),
        (
            "import pulumi\nasync def main():\n    raise OSError('no')\npulumi.run(main)\n",
            "__main__.py:3: OSError: no\n    raise OSError('no')",
        ),
        (
            "import pulumi_aws as aws\nfor _ in range(2):\n    aws.sns.Topic('t')\n",
            "__main__.py:3: two resources have the URN urn:pulumi:dev::shop::aws:sns/topic:Topic::t;"
            " give one of them another name\n    aws.sns.Topic('t')",
        ),
        ("import pulumi\npulumi.log.error('no good')\n", "no good"),
        ("import pulumi\nraise pulumi.RunError('my own words')\n", "my own words"),
        (
            "import os\nos.environ['NO_SUCH']\n",
            "__main__.py:2: the environment variable NO_SUCH is not set; set it for the run: "
            "NO_SUCH=VALUE stackwright preview ...\n    os.environ['NO_SUCH']",
        ),
    ],
)
def test_fails_with_the_users_own_line(project, program, message):
    assert failure(project(program)) == message


@pytest.mark.parametrize(
    ("helper", "message"),
    [
        ("def go():\n    return {}['x']\n", "helper.py:2: KeyError: 'x'\n    return {}['x']"),
        ("def go(:\n", "helper.py:1: SyntaxError: invalid syntax (helper.py, line 1)\n    def go(:"),
        (
            "from __main__ import X\n",
            "helper.py:1: ImportError: cannot import name 'X' from '__main__' (ROOT/__main__.py)\n"
            "    from __main__ import X",
        ),
    ],
)
def test_fails_with_the_line_of_the_module_that_failed(project, helper, message):
    root = project("import helper\nhelper.go()\n", helper_py=helper)
    assert failure(root).replace(str(root), "ROOT") == message


def test_blames_the_program_not_a_package_inside_its_folder(project):
    root = project("import sys\nsys.path.insert(0, 'venv/site-packages')\nimport broken\n")
    package = root / "venv" / "site-packages" / "broken.py"
    package.parent.mkdir(parents=True)
    package.write_text("raise ValueError('theirs')\n")
    assert failure(root) == "__main__.py:3: ValueError: theirs\n    import broken"


def test_fails_with_the_cause_where_the_error_is_pulumis_own(project):
    root = project(
        """
        import pulumi, pulumi_aws as aws
        class Box(pulumi.ComponentResource):
            def __init__(self):
                super().__init__("my:x:Box", "b")
                raise RuntimeError("outer") from KeyError("inner")
        Box()
        """
    )
    assert failure(root) == (
        '__main__.py:6: RuntimeError: outer\n    raise RuntimeError("outer") from KeyError("inner")'
    )


def test_may_be_interrupted(project):
    with pytest.raises(KeyboardInterrupt):
        run(project("raise KeyboardInterrupt\n"))


def test_names_the_files_of_assets_relative_to_the_project(project):
    root = project(
        """
        import os, pulumi, pulumi_aws as aws
        here = pulumi.FileAsset(os.path.abspath("a.txt"))
        code = pulumi.AssetArchive({"here": here, "lib": pulumi.FileArchive(".")})
        role = aws.iam.Role("r", assume_role_policy="{}")
        aws.lambda_.Function("f", role=role.arn, runtime="python3.12", handler="a.b", code=code)
        """,
        **{"a.txt": "text"},
    )
    assets = run(root).resources[-1].inputs["code"]["assets"]
    assert (assets["here"]["path"], assets["lib"]["path"]) == ("a.txt", ".")


@pytest.mark.parametrize("name", ["тема-🎉", "a::b", "a$b[bold]", " spaced "])
def test_may_give_a_resource_any_name(project, name):
    root = project(f"import pulumi_aws as aws\naws.sns.Topic({name!r}, name='n')\n")
    assert run(root).resources[-1].urn == f"urn:pulumi:dev::shop::aws:sns/topic:Topic::{name}"


def test_may_define_dynamic_providers_and_kubernetes_objects(project):
    root = project(
        """
        import pulumi, pulumi_kubernetes as k8s
        from pulumi.dynamic import CreateResult, Resource, ResourceProvider

        class Provider(ResourceProvider):
            def create(self, props):
                raise AssertionError("nothing is created")

        class Thing(Resource):
            def __init__(self):
                super().__init__(Provider(), "thing", {"size": 1})

        Thing()
        space = k8s.core.v1.Namespace("space")
        k8s.core.v1.ConfigMap("map", metadata={"namespace": space.metadata["name"]}, data={"a": "b"})
        """,
        config="",
    )
    stack = run(root)
    made = {resource.name: resource for resource in stack.managed()}
    assert made["thing"].inputs["size"] == 1
    space = made["space"].outputs["metadata"]["name"]
    assert made["map"].id == f"{space}/{made['map'].outputs['metadata']['name']}"


def test_imports_nothing_it_does_not_touch_when_it_is_forgotten(project):
    root = project(
        """
        import sys, types

        class Lazy(types.ModuleType):
            def __getattribute__(self, name):
                raise AssertionError(f"{name} was touched")

        sys.modules["lazy"] = Lazy("lazy")
        sys.modules["no_module"] = 3
        """
    )
    run(root)
    del sys.modules["lazy"], sys.modules["no_module"]


CONFIGURED = """
import pulumi
config = pulumi.Config()
print(config.require("name"), config.require_int("size"))
pulumi.export("it", [config.require("name"), config.require_int("size")])
pulumi.export("key", config.require_secret("key"))
"""


def test_names_all_that_is_missing_at_once(project):
    assert failure(project(CONFIGURED), "name=x") == (
        "Pulumi.dev.yaml: missing shop:key, shop:size; add them to the file (secrets with `pulumi config set --secret "
        "shop:key`), or pass --config shop:key=VALUE --config shop:size=VALUE, or --simulate-config"
    )


def test_names_what_is_missing_rather_than_the_failure_it_leads_to(project):
    root = project("import pulumi\nint(pulumi.Config().require('name'))\n")
    assert failure(root) == (
        "Pulumi.dev.yaml: missing shop:name; add it to the file, or pass --config shop:name=VALUE, or --simulate-config"
    )


def test_runs_with_made_up_values_where_told(project):
    stack = run(project(CONFIGURED), simulate=True)
    assert stack.outputs == {"it": ["simulated-name", 2], "key": Secret("simulated-key")}
    assert stack.notes == ["configuration simulated: shop:key, shop:name, shop:size"]


def test_is_given_what_it_cannot_go_on_without_in_a_second_run(project):
    root = project(
        """
        import pulumi
        pulumi.export("it", pulumi.Config().get("vpcId").upper())
        """
    )
    assert run(root, simulate=True).outputs == {"it": "VPC-00000000000000000"}
    assert failure(root) == (
        "__main__.py:3: AttributeError: 'NoneType' object has no attribute 'upper' (not configured: shop:vpcId; "
        'for instance --config shop:vpcId=VALUE)\n    pulumi.export("it", pulumi.Config().get("vpcId").upper())'
    )


def test_fails_for_its_own_reason_where_values_do_not_help(project):
    root = project("import pulumi\nc = pulumi.Config()\nc.get('a')\nint(c.require('b'))\n")
    assert failure(root, simulate=True) == (
        "__main__.py:4: ValueError: invalid literal for int() with base 10: 'simulated-b' "
        "(configuration simulated: shop:a, shop:b)\n    int(c.require('b'))"
    )
    root = project("import pulumi\nint(pulumi.Config().require('b'))\n")
    assert "(configuration simulated: shop:b)" in failure(root, simulate=True)
    root = project("import pulumi\npulumi.Config().get('b')\n1 / 0\n")
    assert failure(root) == "__main__.py:3: ZeroDivisionError: division by zero\n    1 / 0"


def test_blames_its_surroundings_on_nothing_else(project):
    root = project("import pulumi\npulumi.Config().require('b')\nimport pulumi_nothing\n")
    assert failure(root, simulate=True) == (
        "__main__.py:3: package pulumi_nothing is not installed in the environment that stackwright runs in; "
        "run `python -m pip install pulumi-nothing`\n    import pulumi_nothing"
    )


def test_is_simulated_in_the_region_its_template_suggests(project, write):
    root = project(TOPIC, config="")
    write({"Pulumi.yaml": "name: shop\nruntime: python\ntemplate: {config: {aws:region: {default: us-east-2}}}\n"})
    assert run(root, simulate=True).region == "us-east-2"
    assert run(root).notes == ["aws:region is not configured: simulated in us-east-1"]


def test_is_in_no_region_where_it_uses_nothing_of_aws(project):
    program = "import pulumi_kubernetes as k\nk.core.v1.Namespace('n')\n"
    assert run(project(program, config="")).region == ""
    assert run(project(program)).region == "eu-west-1"
    assert run(project("import pulumi_aws as aws\naws.get_region()\n", config="")).region == "us-east-1"


def test_says_where_it_runs_where_its_own_environment_is_not_there(project):
    named = "name: shop\nruntime: {name: python, options: {virtualenv: venv}}\n"
    said = "run in the environment that stackwright runs in: Pulumi.yaml names virtualenv 'venv', which does not exist"
    assert run(project("", **{"Pulumi.yaml": named})).notes[0].startswith(said)


def test_says_which_files_it_hands_over_that_are_not_there(project):
    program = """
        import pulumi, pulumi_aws as aws
        parts = {"in": pulumi.FileArchive("./missing"), "there": pulumi.FileAsset("__main__.py")}
        archive = pulumi.AssetArchive(parts)
        aws.lambda_.Function("f", role="r", code=archive)
        """
    assert run(project(program)).notes == ["f: ./missing does not exist, and a deployment would fail"]


def test_says_no_secret_it_reads_in_a_note_an_error_or_a_look_up(project):
    program = """
        import pulumi, pulumi_aws as aws
        key = pulumi.Config().require("key")
        hidden = pulumi.Config().require_secret("key")
        pulumi.log.warn(f"using {key}")
        aws.ssm.get_parameter(name=f"/{key}")
        if pulumi.Config().get_bool("fail"):
            raise ValueError(key)
        """
    stack = run(project(program), "key=correct-horse")
    assert (stack.notes, stack.look_ups[0].args["name"]) == (["warning: using [secret]"], "/[secret]")
    assert "correct-horse" not in failure(project(program), "key=correct-horse", "fail=true")


def test_is_given_a_value_of_the_kind_it_asks_for_in_place_of_an_encrypted_one(project):
    program = """
        import pulumi
        config = pulumi.Config()
        pulumi.export("port", config.require_secret_int("port"))
        pulumi.export("flag", config.get_secret_bool("flag"))
        """
    encrypted = "config:\n  shop:port: {secure: v1:abc}\n  shop:flag: {secure: v1:def}\n"
    outputs = run(project(program, config=encrypted)).outputs
    assert (type(outputs["port"].value), type(outputs["flag"].value)) == (int, bool)
    assert "not a valid" in failure(project(program), "port=many")


def test_is_simulated_otherwise_in_each_variant_of_the_cloud(project):
    root = project("import pulumi_aws as aws\naws.ec2.Vpc('v', cidr_block='10.0.0.0/16')\n")
    first, again, other = (run(root, variant=variant).resources[1].id for variant in ("", "", "elsewhere"))
    assert (first == again, first == other) == (True, False)


def test_has_what_is_deployed_as_it_is(project):
    root = project("import pulumi_aws as aws\naws.ec2.Vpc('v', cidr_block='10.0.0.0/16')\naws.ec2.Eip('e')\n")
    there = run(root)
    there.resources[1].id = "vpc-real"
    there.resources = there.resources[:2]
    vpc, address = run(root, deployed=there, variant="elsewhere").resources[1:]
    assert vpc.id == "vpc-real"
    assert address.id != run(root).resources[2].id
