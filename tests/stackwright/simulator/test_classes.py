"""The class of a type token is found..."""

from __future__ import annotations

import json
import sys
import types

import pulumi
import pytest

from stackwright.simulator import classes


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    """Forget which packages were looked at, and what was found loaded."""
    classes.table.cache_clear()
    monkeypatch.setattr(classes, "_LOADED", {})
    yield
    classes.table.cache_clear()


def module(monkeypatch, name: str, **content: object) -> types.ModuleType:
    made = types.ModuleType(name)
    vars(made).update(content)
    monkeypatch.setitem(sys.modules, name, made)
    return made


@pytest.mark.parametrize(
    ("token", "name"),
    [
        ("aws:ec2/vpc:Vpc", "Vpc"),
        ("aws:s3/bucketV2:BucketV2", "BucketV2"),
        ("kubernetes:core/v1:Service", "Service"),
        ("kubernetes:helm.sh/v3:Release", "Release"),
        ("random:index/randomId:RandomId", "RandomId"),
    ],
)
def test_in_the_table_of_an_installed_sdk(token, name):
    assert classes.find(token).__name__ == name
    assert classes.token_of(classes.find(token)) == token


@pytest.mark.parametrize("token", ["aws:ec2/vpc:NoSuch", "not-installed:index:Thing", "pytest:a:B", "nothing", "a:b:1"])
def test_nowhere_where_no_installed_package_declares_it(token):
    assert classes.find(token) is None


def test_in_no_table_of_a_package_without_one_or_without_a_file(monkeypatch, tmp_path):
    (tmp_path / "__init__.py").write_text("x = 1\n")
    module(monkeypatch, "pulumi_bare", __file__=None)
    module(monkeypatch, "pulumi_plain", __file__=str(tmp_path / "__init__.py"))
    assert classes.table("bare") == classes.table("plain") == {}


def test_in_a_table_of_a_package_with_a_hyphen(monkeypatch, tmp_path):
    class Image(pulumi.CustomResource):
        pass

    entry = {"pkg": "docker-build", "mod": "index", "fqn": "pulumi_docker_build", "classes": {"d:index:Image": "Image"}}
    (tmp_path / "__init__.py").write_text(f'register(\n    resource_modules="""{json.dumps([entry])}""")')
    module(monkeypatch, "pulumi_docker_build", __file__=str(tmp_path / "__init__.py"), Image=Image)
    assert classes.table("docker-build") == {"d:index:Image": ("pulumi_docker_build", "Image")}
    assert classes.token_of(type("Other", (Image,), {"__module__": "pulumi_docker_build"})) == ""
    Image.__module__ = "pulumi_docker_build"
    assert classes.token_of(Image) == "d:index:Image"


@pytest.mark.parametrize(
    ("token", "name"),
    [
        ("old:sns/topic:Topic", "pulumi_old.sns"),
        ("old:index:Topic", "pulumi_old"),
        ("old:core/v1:Topic", "pulumi_old.core.v1"),
        ("old-native:s3:Topic", "pulumi_old_native.s3"),
    ],
)
def test_by_its_name_in_an_sdk_without_a_table(monkeypatch, token, name):
    class Topic(pulumi.CustomResource):
        pass

    module(monkeypatch, name.partition(".")[0], __file__=None)
    module(monkeypatch, name, Topic=Topic, __file__=None)
    assert classes.find(token) is Topic


def test_among_the_classes_the_program_has_loaded(monkeypatch):
    class Thing(pulumi.ComponentResource):
        pulumi_type = "acme:index:Thing"

    assert classes.find("acme:index:Thing") is Thing
    assert classes.find("acme:index:Other") is None


def test_not_in_a_module_that_breaks_when_it_is_loaded(monkeypatch, tmp_path):
    (tmp_path / "pulumi_broken.py").write_text("raise RuntimeError('no')\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert classes.find("broken:index:Thing") is None
