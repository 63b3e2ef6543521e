"""An answer by its declared type..."""

from __future__ import annotations

from stackwright.simulator.lookups import declared
from stackwright.simulator.lookups.question import ask
from stackwright.simulator.place import Place


def answered(token, **args):
    shape = declared.shape(token)
    assert shape is not None
    return declared.answer(ask(Place(region="eu-west-1"), token, args), shape)


def test_has_what_the_function_always_has_and_no_filters():
    found = answered("aws:ec2/getVpc:getVpc", id="vpc-1")
    assert found["id"] == "vpc-1"
    assert found["region"] == "eu-west-1"
    assert "filters" not in found


def test_has_an_id_even_where_the_sdk_declares_it_optional():
    found = answered("aws:cloudfront/getCachePolicy:getCachePolicy", name="mine")
    assert found["id"] == found["name"] == "mine"


def test_has_arns_in_the_functions_service():
    assert answered("aws:kendra/getIndex:getIndex", id="i")["arn"] == "arn:aws:kendra:eu-west-1:123456789012:index/i"
    own = "arn:aws:kendra:eu-west-1:1:index/x"
    assert answered("aws:kendra/getIndex:getIndex", arn=own)["arn"] == own


def test_has_a_made_up_name_where_none_is_given():
    first = answered("aws:kendra/getIndex:getIndex")
    assert first["id"].startswith("existing-")
    assert first == answered("aws:kendra/getIndex:getIndex")


def test_is_none_for_a_function_that_no_sdk_declares():
    assert declared.shape("aws:nothing/getNothing:getNothing") is None


def test_repeats_arguments_as_the_types_that_are_declared():
    question = ask(Place(), "aws:ec2/getAmi:getAmi", {"mostRecent": "true", "owners": ["self"], "nameRegex": 5})
    assert declared.echoed(question) == {"mostRecent": True, "owners": ["self"], "nameRegex": "5"}


def test_leaves_out_arguments_that_are_of_no_declared_type():
    question = ask(Place(), "aws:ec2/getAmi:getAmi", {"mostRecent": "perhaps", "nameRegex": "x"})
    assert declared.echoed(question) == {"nameRegex": "x"}
    assert declared.kinds("aws:nothing/getNothing:getNothing") == {}
