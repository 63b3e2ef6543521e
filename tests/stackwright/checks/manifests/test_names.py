"""A file's name..."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.checks.manifests.names import file_names, folder_name
from stackwright.checks.manifests.objects import Identity

NAMES = st.text("abAB-.:_é/ ", min_size=1, max_size=6)
IDENTITIES = st.builds(
    Identity, st.sampled_from(["v1", "apps/v1"]), st.sampled_from(["Pod", "pod"]), NAMES | st.just("default"), NAMES
)


@given(st.sets(IDENTITIES, max_size=8))
def test_is_safe_and_its_own_on_any_system(identities):
    names = file_names(identities)
    assert names.keys() == identities
    assert len({name.lower() for name in names.values()}) == len(identities)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9.-]*\.yaml", name) for name in names.values())


@pytest.mark.parametrize(
    ("identity", "name"),
    [
        (Identity("apps/v1", "Deployment", "core-api", "api"), "deployment-core-api-api.yaml"),
        (Identity("v1", "Namespace", "default", "core-api"), "namespace-core-api.yaml"),
        (Identity("v1", "C", "default", "a.b.example"), "c-a.b.example.yaml"),
    ],
)
def test_says_what_is_in_it(identity, name):
    assert file_names([identity]) == {identity: name}


def test_has_a_digest_where_it_cannot_say_all():
    (name,) = file_names([Identity("v1", "Role", "n", "team:x")]).values()
    assert re.fullmatch(r"role-n-team-x-[0-9a-f]{8}\.yaml", name)
    (name,) = file_names([Identity("v1", "Role", "n", "x" * 253)]).values()
    assert re.fullmatch(r"role-n-x+-[0-9a-f]{8}\.yaml", name)
    assert len(name) < 255


def test_has_a_digest_where_two_would_have_the_same_in_any_order():
    one, other = Identity("v1", "C", "a-b", "c"), Identity("v1", "C", "a", "b-c")
    names = file_names([one, other])
    assert names == file_names([other, one])
    assert all(re.fullmatch(r"c-a-b-c-[0-9a-f]{8}\.yaml", name) for name in names.values())
    names = file_names([Identity(version, "C", "default", "a") for version in ("v1", "a.example/v1")])
    assert len(set(names.values())) == 2


def test_of_a_folder_is_kept_where_it_is_safe():
    assert folder_name("dev-1.x") == "dev-1.x"
    assert re.fullmatch(r"dev-[0-9a-f]{8}", folder_name("Dev"))
    assert folder_name("Dev") != folder_name("DEV")
    assert all(re.fullmatch(r"-[0-9a-f]{8}", folder_name(name)) for name in (".", "..", "-"))
