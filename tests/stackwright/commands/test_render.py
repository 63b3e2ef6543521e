"""`stackwright render STACK...`"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stackwright.checks.manifests.objects import objects
from stackwright.checks.manifests.tree import tree
from stackwright.commands.render import render
from stackwright.commands.source import SourceOptions, obtain
from stackwright.errors import UserError
from stackwright.reports.manifests import folder as folders
from stackwright.reports.manifests.texts import texts
from tests.stackwright.checks.manifests.test_tree import key, stack

PROGRAM = """
import pulumi, pulumi_aws as aws, pulumi_kubernetes as k8s
prod = pulumi.get_stack() == "prod"
cidr = pulumi.Config().get("cidr") or "10.0.0.0/16"
k8s.core.v1.Namespace("n", metadata={"name": "core", "annotations": {}})
k8s.rbac.v1.ClusterRole("r", metadata={"name": "team:x"}, rules=[{"apiGroups": [""], "verbs": ["get"]}])
labels, containers = {"on": "yes"}, [{"name": "x", "ports": [{"containerPort": 80}]}]
k8s.apps.v1.Deployment("api", metadata={"name": "api", "namespace": "core"}, spec={
    "replicas": 3 if prod else 1, "selector": {"matchLabels": labels},
    "template": {"metadata": {"labels": labels}, "spec": {"containers": containers}}})
k8s.core.v1.Secret("s", metadata={"name": "s"}, string_data={"password": "hunter2"})
k8s.helm.v3.Release("ingress", chart="c")
if pulumi.Config().get_bool("cloud"):
    vpc = aws.ec2.Vpc("v", cidr_block=cidr)
    k8s.core.v1.ConfigMap("c", metadata={"name": "c"}, data={"vpc": vpc.id, "on": "1", "lines": "a\\n  b: c\\n"})
if prod:
    more = {"metadata": {"name": "t.x"}, "spec": {"n": 1.5}}
    k8s.apiextensions.CustomResource("x", api_version="a.example/v1", kind="T", **more)
"""

SIMULATED = re.compile(r"vpc-0[0-9a-f]{16}")
needs_kubectl = pytest.mark.skipif(shutil.which("kubectl") is None, reason="kubectl is not on PATH")


@pytest.fixture
def root(project):
    folder = project(PROGRAM)
    (folder / "Pulumi.prod.yaml").write_text("config:\n  aws:region: eu-west-1\n")
    return folder


def run(root, *stacks, config=(), states=(), **more):
    """Render into k8s, and return the summary."""
    out = io.StringIO()
    options = SourceOptions(folder=root, config=config, **more.pop("options", {}))
    assert render(options, stacks=stacks, states=states, folder=root / "k8s", out=out, **more) == 0
    return out.getvalue()


def refusal(root, *stacks, **more):
    with pytest.raises(UserError) as refused:
        run(root, *stacks, **more)
    assert "\n" not in str(refused.value)
    assert not (root / "k8s").exists()
    return str(refused.value)


def built(folder):
    """Return what kubectl makes of an overlay."""
    done = subprocess.run(["kubectl", "kustomize", str(folder)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [each for each in yaml.safe_load_all(done.stdout) if each]


def wanted(root, name, **more):
    """Return the objects that the program gives, as Pulumi's provider reads them: no nulls, no empty annotations."""
    found = obtain(SourceOptions(stack=name, folder=root, **more)).stack
    kept = [each.inputs for each in found.managed() if each.type.startswith("kubernetes:")]
    kept = [each for each in kept if each.get("kind") not in (None, "Secret")]
    for each in kept:
        if not each["metadata"].get("annotations"):
            each["metadata"].pop("annotations", None)
    return sorted(kept, key=key)


def test_writes_every_stack_of_the_project(root):
    summary = json.loads(run(root, form="json"))
    assert [each["stack"] for each in summary["stacks"]] == ["dev", "prod"]
    (prod,) = summary["stacks"][1]["overlays"]
    assert prod == {"path": "overlays/prod", "objects": 4, "inBase": 3, "patched": 1, "simulated": 0}
    assert [(each["what"], each["reason"]) for each in summary["stacks"][0]["notRendered"]] == [
        ("Release ingress", "a Helm release: the objects its chart makes are not seen"),
        ("Secret s", "stringData is secret"),
    ]
    assert yaml.safe_load((root / "k8s/overlays/prod/patches/deployment-core-api.yaml").read_text()) == [
        {"op": "replace", "path": "/spec/replicas", "value": 3}
    ]
    assert not any("hunter2" in path.read_text() for path in root.glob("k8s/**/*.*"))


def test_writes_the_stacks_that_are_named_and_removes_the_others(root):
    run(root)
    assert run(root, "dev", "acme/shop/dev").count("  kubectl diff -k ") == 1
    assert [path.name for path in (root / "k8s/overlays").iterdir()] == ["dev"]


@needs_kubectl
@pytest.mark.parametrize("name", ["dev", "prod"])
def test_writes_what_kubectl_takes_for_the_recorded_objects(root, name):
    config = ["cloud=true"]
    run(root, config=config, simulated=True)
    assert sorted(built(root / "k8s/overlays" / name), key=key) == wanted(root, name, config=config)


@needs_kubectl
def test_writes_namespaces_first_in_each_overlay(root):
    run(root)
    assert [each["kind"] for each in built(root / "k8s/overlays/prod")] == [
        "Namespace",
        "ClusterRole",
        "Deployment",
        "T",
    ]


@needs_kubectl
def test_leaves_references_between_objects_as_they_are(tmp_path):
    """Kustomize follows names from object to object, and may write there what it found."""
    given_ = [
        {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "a", "namespace": place}}
        for place in ("one", "two", "three")
    ]
    given_ += [
        {
            "apiVersion": "rbac.authorization.k8s.io/v1",
            "kind": kind,
            "metadata": {"name": "team:x", **({"namespace": "one"} if kind == "RoleBinding" else {})},
            "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "team:x"},
            "subjects": [
                {"kind": "ServiceAccount", "name": "a", "namespace": "two"},
                {"kind": "Group", "name": "team:x"},
            ],
        }
        for kind in ("RoleBinding", "ClusterRoleBinding")
    ]
    given_ += [
        {
            "apiVersion": "apps/v1",
            "kind": "Deployment",
            "metadata": {"name": "a", "namespace": "two"},
            "spec": {"template": {"spec": {"serviceAccountName": "a", "containers": []}}},
        }
    ]
    stacks = [stack("dev", *given_)]
    folders.write(tmp_path / "k8s", texts(tree(stacks), stacks))
    assert sorted(built(tmp_path / "k8s/overlays/dev"), key=key) == sorted(given_, key=key)


NAMES = st.sampled_from(["a", "a.b", "axb", "team:a", "a-b", "1", "on"])
KEYS = st.sampled_from(["a", "on", "y", "1", "a/b", "a~b", "spec"]) | st.text("abé :#-", min_size=1, max_size=4)
TEXTS = KEYS | st.sampled_from(["null", "0x1f", "2020-01-01", "1e3", "", "a\n  b\n", " a\n\n", "a: b", "\t"])
SCALARS = st.booleans() | st.integers(-(2**53), 2**53) | st.floats(-1e6, 1e6).map(lambda one: round(one, 3)) | TEXTS
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=6
)
BODIES = st.builds(
    lambda kind, name, namespace, payload: {
        "apiVersion": kind.rpartition("/")[0],
        "kind": kind.rpartition("/")[2],
        "metadata": {"name": name, **({"namespace": namespace} if namespace else {})},
        "payload": payload,
    },
    st.sampled_from(["v1/Service", "serving.knative.dev/v1/Service", "apps/v1/Deployment", "example.com/v1/IpList"]),
    NAMES,
    st.sampled_from(["", "default", "b"]),
    VALUES,
)


@needs_kubectl
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(BODIES, min_size=1, max_size=4), min_size=1, max_size=3))
def test_writes_what_kubectl_takes_for_the_very_objects_whatever_they_are(tmp_path, drawn):
    stacks = [stack(f"s{number}", *bodies) for number, bodies in enumerate(drawn)]
    folders.write(tmp_path / "k8s", texts(tree(stacks), stacks))
    for each in stacks:
        made = sorted(built(tmp_path / "k8s/overlays" / each.stack), key=key)
        assert made == sorted((manifest.body for manifest in each.manifests), key=key)


def test_refuses_what_is_simulated_in_one_line(root):
    assert refusal(root, config=["cloud=true"]) == (
        "dev: ConfigMap c: data.vpc is simulated (2 such values in 2 of 9 objects); take real ones from --state FILE,"
        " what pulumi stack export wrote, or write these with --simulated"
    )
    assert "(1 such value in 1 of 4 objects)" in refusal(root, "dev", config=["cloud=true"])


def test_writes_what_is_simulated_where_that_is_said_and_marks_it(root):
    assert "1 with simulated values: do not apply them" in run(root, config=["cloud=true"], simulated=True)
    text = (root / "k8s/base/configmap-c.yaml").read_text()
    assert text.startswith("# Simulated, not what is deployed: data.vpc\napiVersion: v1\n")


def test_refuses_an_object_that_is_there_only_in_the_simulated_cloud(root):
    (root / "__main__.py").write_text("""
import pulumi_aws as aws, pulumi_kubernetes as k8s
if aws.get_caller_identity().account_id == "123456789012":
    k8s.core.v1.ConfigMap("c", metadata={"name": "c"})
""")
    assert refusal(root).startswith("dev: ConfigMap c: all of it is simulated (2 such values in 2 of 2 objects)")


def test_writes_the_stacks_that_have_objects(root):
    (root / "__main__.py").write_text("""
import pulumi, pulumi_kubernetes as k8s
if pulumi.get_stack() == "prod":
    k8s.core.v1.ConfigMap("c", metadata={"name": "c"})
else:
    pulumi.Config().require("size")
""")
    assert "  dev   no Kubernetes objects to write\n" in run(root, options={"simulate_config": True})
    assert [path.name for path in (root / "k8s/overlays").iterdir()] == ["prod"]


def test_refuses_configuration_that_is_made_up(root):
    (root / "Pulumi.yaml").write_text("name: shop\nruntime: python\nconfig: {size: {type: integer}}\n")
    (root / "__main__.py").write_text(PROGRAM + "pulumi.Config().require_int('size')\n")
    options = {"simulate_config": True}
    assert refusal(root, "dev", options=options) == (
        "dev: its configuration shop:size is simulated; set it with --config, or write the manifests all the same with"
        " --simulated"
    )
    run(root, "dev", options=options, simulated=True)
    assert (
        (root / "k8s/base/namespace-core.yaml").read_text().startswith("# Made with simulated configuration: shop:size")
    )


@pytest.fixture
def state(root):
    """Write what the stack `prod`, with the cloud in it, would be deployed as; return the file."""
    found = obtain(SourceOptions(stack="prod", folder=root, config=["cloud=true"])).stack
    resources = []
    for each in found.resources:
        named = {"urn": each.urn, "type": each.type, "custom": each.custom, "id": each.id, "provider": each.provider}
        values = {
            "inputs": each.inputs,
            "outputs": {**each.outputs, **({"id": "vpc-real"} if each.name == "v" else {})},
        }
        if each.name != "s":
            resources.append({**named, **values, **({"id": "vpc-real"} if each.name == "v" else {})})
    file = Path(root) / "prod.json"
    file.write_text(json.dumps({"version": 3, "deployment": {"resources": resources}}))
    return file


def test_takes_what_is_deployed_from_its_state(root, state):
    summary = run(root, "prod", config=["cloud=true"], states=[state])
    assert "simulated" not in summary
    assert yaml.safe_load((root / "k8s/base/configmap-c.yaml").read_text())["data"]["vpc"] == "vpc-real"


def test_takes_nothing_from_a_state_that_a_deployment_would_replace(root, state):
    config = ["cloud=true", "cidr=10.1.0.0/16"]
    assert "prod: ConfigMap c: data.vpc is simulated" in refusal(root, "prod", config=config, states=[state])


def test_writes_what_is_deployed_and_runs_nothing(root, state):
    state.write_text(state.read_text().replace(SIMULATED.findall(state.read_text())[0], "vpc-real"))
    (root / "__main__.py").write_text("raise SystemExit('not to be run')")
    run(root, states=[state], deployed=True)
    assert yaml.safe_load((root / "k8s/base/configmap-c.yaml").read_text())["data"]["vpc"] == "vpc-real"
    run(root, "prod", states=[state], deployed=True)
    (root / "Pulumi.yaml").unlink()
    run(root, states=[state], deployed=True)


def test_says_which_states_do_not_fit(root, state):
    assert refusal(root, "dev", states=[state]) == (
        "--state of shop/prod: no stack that is rendered (shop: dev); name it, leave the state out, or pass --deployed"
        " to run no program"
    )
    assert refusal(root, states=[state, state]).endswith(
        "prod.json: is of stack prod, as another is; leave one of them out"
    )
    (root / "other.json").write_text(state.read_text().replace("::shop::", "::other::"))
    assert refusal(root, states=[root / "other.json"]).startswith(
        "--state of other/prod: no stack that is rendered (shop: dev, prod)"
    )
    assert refusal(root, "dev", states=[state], deployed=True) == (
        "dev: no --state is of this stack (they are of: prod); pass its state"
    )
    assert refusal(root, deployed=True).startswith("--deployed: no state to read; pass the --state FILE of each stack")
    assert refusal(root, states=[state], deployed=True, config=["a=b"]).startswith(
        "--config: nothing to do with --state"
    )


@pytest.mark.parametrize(
    ("program", "more"),
    [
        ("", ""),
        (
            "import pulumi_kubernetes as k8s\nk8s.helm.v3.Release('r', chart='c')\n",
            " (not rendered: Release r: a Helm release: the objects its chart makes are not seen)",
        ),
    ],
)
def test_says_where_there_is_nothing_to_write(root, program, more):
    (root / "__main__.py").write_text(program)
    assert refusal(root) == f"no Kubernetes objects to render in dev, prod{more}; name a stack that has some"


def test_needs_a_stack_and_a_place(root):
    (root / "mine").write_text("x")
    (root / "__main__.py").write_text("raise SystemExit('not to be run before it is clear where to write')")
    with pytest.raises(UserError, match="is a file"):
        render(SourceOptions(folder=root), stacks=[], states=[], folder=root / "mine", out=io.StringIO())
    for file in root.glob("Pulumi.*.yaml"):
        file.unlink()
    assert refusal(root) == "Pulumi.yaml: no stack has a file beside it; add Pulumi.STACK.yaml"


def test_writes_the_same_bytes_again(root):
    def content():
        return {path: path.read_bytes() for path in (root / "k8s").rglob("*") if path.is_file()}

    run(root)
    first = content()
    run(root)
    assert content() == first


def test_counts_objects_as_the_checks_do(root):
    found = objects(obtain(SourceOptions(stack="dev", folder=root)).stack)
    assert json.loads(run(root, "dev", form="json"))["stacks"][0]["overlays"][0]["objects"] == len(found.manifests)
