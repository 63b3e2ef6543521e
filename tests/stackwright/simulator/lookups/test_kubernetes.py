"""A Kubernetes document..."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from stackwright.errors import ProgramError
from stackwright.simulator.lookups import opaque_reason
from stackwright.simulator.lookups.kubernetes import decode


def test_is_read_into_its_objects(ask):
    text = "---\nkind: A\nmetadata:\n  name: a\n---\n\n---\n# nothing\n---\nkind: B\n"
    assert ask("kubernetes:yaml:decode", text=text) == {
        "result": [{"kind": "A", "metadata": {"name": "a"}}, {"kind": "B"}],
        "text": text,
    }


def test_is_put_into_the_default_namespace(ask):
    text = "kind: A\nmetadata: {name: a}\n---\nkind: B\nmetadata: {namespace: own}\n---\nkind: C\n"
    found = ask("kubernetes:yaml:decode", text=text, defaultNamespace="shop")["result"]
    assert [each.get("metadata", {}).get("namespace") for each in found] == ["shop", "own", None]


def test_that_is_a_list_is_taken_apart():
    assert decode("kind: List\nitems:\n- kind: A\n- kind: B\n") == [{"kind": "A"}, {"kind": "B"}]
    assert decode("kind: ConfigMapList\nitems:\n") == []
    assert decode("kind: MyList\n") == [{"kind": "MyList"}]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-01-01", "2026-01-01"),
        ("12:30:45", "12:30:45"),
        ("=", "="),
        ("yes", True),
        ("n", False),
        ("on", True),
        ("0644", 420),
        ("1e3", 1000.0),
        ("~", None),
        ("'yes'", "yes"),
        ("!!binary aGk=", "hi"),
        ("{2: a, true: b}", {"2": "a", "true": "b"}),
        ("{<<: {a: 1}, b: 2}", {"a": 1, "b": 2}),
    ],
)
def test_is_read_as_kubernetes_reads_it(text, value):
    assert decode(f"it: {text}") == [{"it": value}]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: ]", "Kubernetes YAML in line 1: "),
        ("a: 1\n---\nb: !!python/object:os.x {}", "Kubernetes YAML in line 3: "),
        ("\x00", "Kubernetes YAML: "),
    ],
)
def test_that_is_no_yaml_is_refused_with_its_line(text, message):
    with pytest.raises(ProgramError) as caught:
        decode(text)
    assert str(caught.value).startswith(message)
    assert str(caught.value).endswith("; correct that document")
    assert "\n" not in str(caught.value)


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="ascii", categories=["L", "N", "P", "Zs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", min_size=1), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["spec", "data"]), plain, min_size=1))
def test_that_was_written_by_a_program_is_read_back(value):
    assert decode(yaml.safe_dump(value)) == [value]


@pytest.mark.parametrize(
    ("token", "reason"),
    [
        ("kubernetes:helm:template", "the chart is not rendered: its resources are not seen"),
        ("kubernetes:kustomize:directory", "the kustomization is not built: its resources are not seen"),
    ],
)
def test_that_a_tool_would_make_is_empty_and_says_so(ask, token, reason):
    assert ask(token)["result"] == []
    assert opaque_reason(token) == reason


def test_that_is_seen_whole_hides_nothing():
    assert opaque_reason("kubernetes:yaml:decode") is None
