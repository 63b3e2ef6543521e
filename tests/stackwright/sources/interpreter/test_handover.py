"""A stack that is handed over..."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from stackwright.model import UNKNOWN, LookUp, Options, Resource, Secret, Source, Stack
from stackwright.sources.interpreter import handover

MARK = "mark-0123"

VALUES: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.just(UNKNOWN),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3) | st.builds(Secret, inner)
    ),
    max_leaves=8,
)


def there_and_back(stack: Stack) -> Stack:
    text = handover.dump(stack, MARK)
    assert b"\n" not in text
    return handover.load(text, MARK)


@given(st.dictionaries(st.text(), VALUES, max_size=4))
def test_arrives_with_every_value_and_mark(outputs):
    arrived = there_and_back(Stack(project="p", name="s", outputs=outputs))
    assert arrived == Stack(project="p", name="s", outputs=outputs)


def test_arrives_whole():
    stack = Stack(
        project="p",
        name="s",
        region="r",
        notes=["n"],
        seconds=1.5,
        look_ups=[LookUp(token="t", args={"a": Secret("x")}, region="r", origin="simulated")],
        resources=[
            Resource(
                urn="u",
                type="t",
                name="n",
                inputs={"a": [Secret({"b": UNKNOWN})]},
                dependencies=("u2", "u3"),
                property_dependencies={"a": ("u2",)},
                options=Options(protect=True, aliases=("x",), ignore_changes=("a", "b")),
                source=Source("a.py", 3),
            )
        ],
    )
    assert there_and_back(stack) == stack


def test_arrives_with_the_one_unknown():
    assert there_and_back(Stack(project="p", name="s", outputs={"a": UNKNOWN})).outputs["a"] is UNKNOWN


def test_arrives_as_plain_text_whatever_class_the_program_made_of_it():
    class Name(str):
        pass

    arrived = there_and_back(Stack(project="p", name="s", outputs={"a": Name("x")}))
    assert type(arrived.outputs["a"]) is str
