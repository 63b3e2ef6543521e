"""A secret text..."""

from __future__ import annotations

from stackwright.model import LookUp, Resource, Secret, Stack
from stackwright.sources import masking


def stack() -> Stack:
    made = Stack(project="shop", name="dev", outputs={"open": "in the open", "shut": Secret(["exported-secret"])})
    made.resources = [
        Resource(urn="u", type="t", name="n", inputs={"a": [{"b": Secret({"c": "deep-secret"})}], "d": Secret("eu")})
    ]
    made.notes = ["warning: deep-secret is in the open, in eu"]
    args = {"text": '{"key": "exported-secret"}', "list": ["deep-secret", 3], "plain": "in the open"}
    made.look_ups = [LookUp(token="a:b:c", args=args, region="eu-west-1", origin="simulated")]
    return made


def test_is_found_wherever_it_is_marked():
    assert sorted(masking.texts(stack())) == ["deep-secret", "eu", "exported-secret"]


def test_is_taken_out_of_notes_and_look_ups_where_it_is_long_enough_to_be_told_from_others():
    masked = stack()
    masking.Mask(masking.texts(masked)).on(masked)
    assert masked.notes == ["warning: [secret] is in the open, in eu"]
    assert masked.look_ups[0].args == {
        "text": '{"key": "[secret]"}',
        "list": ["[secret]", 3],
        "plain": "in the open",
    }


def test_is_taken_out_whole_where_another_is_part_of_it():
    assert (
        masking.Mask(["secret-one", "secret-one-and-two"]).of("secret-one-and-two, secret-one") == "[secret], [secret]"
    )


def test_is_not_looked_for_where_there_is_none():
    plain = Stack(project="shop", name="dev", notes=["a"])
    masking.Mask([]).on(plain)
    assert plain.notes == ["a"]
