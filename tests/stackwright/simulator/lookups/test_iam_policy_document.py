"""A policy document..."""

from __future__ import annotations

import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.errors import ProgramError
from stackwright.simulator.lookups.iam_policy_document import render

WHOLE = {
    "policyId": "shop",
    "statements": [
        {
            "sid": "One",
            "actions": ["s3:GetBucketLocation", "s3:ListAllMyBuckets", "s3:GetBucketLocation"],
            "resources": ["arn:aws:s3:::*"],
        },
        {
            "actions": ["s3:ListBucket"],
            "resources": ["arn:aws:s3:::shop", "arn:aws:s3:::shop/home/&{aws:username}"],
            "notPrincipals": [{"type": "AWS", "identifiers": ["arn:aws:iam::1:user/x"]}],
            "conditions": [
                {"test": "StringLike", "variable": "s3:prefix", "values": ["home/", "", "home/&{aws:username}/"]},
                {"test": "Bool", "variable": "aws:SecureTransport", "values": ["true"]},
            ],
        },
        {"effect": "Deny", "notActions": ["s3:*"], "notResources": ["arn:aws:s3:::*"]},
    ],
}


def document(**args):
    return json.loads(render(args)["json"])


def statements(*tables, **args):
    return document(statements=list(tables), **args)["Statement"]


def test_is_written_to_the_letter():
    assert render(WHOLE)["json"] == (
        """{
  "Version": "2012-10-17",
  "Id": "shop",
  "Statement": [
    {
      "Sid": "One",
      "Effect": "Allow",
      "Action": [
        "s3:ListAllMyBuckets",
        "s3:GetBucketLocation"
      ],
      "Resource": "arn:aws:s3:::*"
    },
    {
      "Effect": "Allow",
      "Action": "s3:ListBucket",
      "Resource": [
        "arn:aws:s3:::shop/home/${aws:username}",
        "arn:aws:s3:::shop"
      ],
      "NotPrincipal": {
        "AWS": "arn:aws:iam::1:user/x"
      },
      "Condition": {
        "Bool": {
          "aws:SecureTransport": "true"
        },
        "StringLike": {
          "s3:prefix": [
            "home/",
            "",
            "home/${aws:username}/"
          ]
        }
      }
    },
    {
      "Effect": "Deny",
      "NotAction": "s3:*",
      "NotResource": "arn:aws:s3:::*"
    }
  ]
}"""
    )


def test_is_minified_as_well_and_has_the_id_of_its_text():
    found = render(WHOLE)
    assert found["minifiedJson"].startswith('{"Version":"2012-10-17","Id":"shop","Statement":[{"Sid":"One","Effect":')
    assert json.loads(found["minifiedJson"]) == json.loads(found["json"])
    assert found["id"] == str(zlib.crc32(found["json"].encode()))


def test_without_statements_is_its_version():
    assert render({})["minifiedJson"] == '{"Version":"2012-10-17"}'
    assert render({"version": "2008-10-17"})["version"] == "2008-10-17"


def test_is_safe_within_html_as_go_writes_it():
    rendered = render({"statements": [{"actions": ["a:<b>&\u2028é"]}]})["minifiedJson"]
    assert '"Action":"a:\\u003cb\\u003e\\u0026\\u2028é"' in rendered


@pytest.mark.parametrize(
    ("principals", "written"),
    [
        ([{"type": "AWS", "identifiers": ["*"]}], {"AWS": "*"}),
        ([{"type": "*", "identifiers": ["*"]}], "*"),
        ([{"type": "*", "identifiers": ["*", "x"]}], {"*": ["x", "*"]}),
        ([{"type": "AWS", "identifiers": ["a", "c", "b"]}], {"AWS": ["c", "b", "a"]}),
        (
            [{"type": "Service", "identifiers": ["s"]}, {"type": "AWS", "identifiers": ["a"]}],
            {"AWS": "a", "Service": "s"},
        ),
        ([{"type": "AWS", "identifiers": []}], {"AWS": []}),
    ],
)
def test_writes_principals_by_type(principals, written):
    assert statements({"principals": principals})[0]["Principal"] == written


def test_gathers_principals_of_one_type_in_the_order_of_the_providers_set():
    one, two = ({"type": "AWS", "identifiers": [name]} for name in ("a", "b"))
    both = statements({"principals": [one, two]})[0]["Principal"]["AWS"]
    assert sorted(both) == ["a", "b"]
    assert statements({"principals": [two, one]})[0]["Principal"]["AWS"] == both
    several = {"type": "AWS", "identifiers": ["c", "d"]}
    assert sorted(statements({"principals": [one, several]})[0]["Principal"]["AWS"]) == ["a", "c", "d"]
    assert sorted(statements({"principals": [several, one, two]})[0]["Principal"]["AWS"]) == ["a", "b", "c", "d"]


def test_gathers_the_values_of_one_test():
    rows = [{"test": "StringEquals", "variable": "k", "values": [value]} for value in ("x", "y")]
    first = statements({"conditions": rows})[0]["Condition"]
    assert sorted(first["StringEquals"]["k"]) == ["x", "y"]
    assert statements({"conditions": rows[::-1]})[0]["Condition"] == first


def test_takes_a_single_action_given_as_text():
    assert statements({"actions": "s3:*"})[0]["Action"] == "s3:*"


def test_takes_fields_spelled_as_python_does():
    spelled = {"effect": "Deny", "not_actions": ["s3:*"], "not_resources": ["*"]}
    written = document(statements=[spelled])["Statement"]
    assert written == [{"Effect": "Deny", "NotAction": "s3:*", "NotResource": "*"}]


def test_begins_with_source_documents_and_a_sid_takes_the_place_of_its_like():
    source = render({"statements": [{"sid": "A", "actions": ["a:1"]}, {"actions": ["a:2"]}]})["json"]
    merged = statements({"sid": "A", "actions": ["b:1"]}, {"actions": ["b:2"]}, sourcePolicyDocuments=[source])
    assert [each["Action"] for each in merged] == ["b:1", "a:2", "b:2"]


def test_ends_with_override_documents():
    override = '{"Version":"2008-10-17","Id":"other","Statement":{"Sid":"A","Effect":"Deny","Action":["x:1"]}}'
    found = document(statements=[{"sid": "A", "actions": ["a:1"]}], overridePolicyDocuments=[override], policyId="own")
    assert found == {
        "Version": "2012-10-17",
        "Id": "other",
        "Statement": [{"Sid": "A", "Effect": "Deny", "Action": ["x:1"]}],
    }


def test_writes_merged_statements_as_its_own():
    source = {
        "Statement": [
            {
                "Sid": "",
                "Effect": "Allow",
                "Principal": {"AWS": ["a", "b"], "Service": "s"},
                "NotPrincipal": "*",
                "Condition": {
                    "StringEquals": {"k": ["x"], "j": "y"},
                    "Bool": {"b": True, "c": False},
                    "NumericLessThan": {"n": 5},
                },
            },
            {"Effect": "Allow", "Condition": {}},
        ]
    }
    first, second = document(sourcePolicyDocuments=[json.dumps(source)])["Statement"]
    assert first == {
        "Effect": "Allow",
        "Principal": {"AWS": ["b", "a"], "Service": "s"},
        "NotPrincipal": "*",
        "Condition": {"Bool": {"b": "true", "c": "false"}, "StringEquals": {"j": "y", "k": "x"}},
    }
    assert second == {"Effect": "Allow"}


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (
            {"statements": [{"sid": "A"}, {"sid": "A"}]},
            "iam.getPolicyDocument: the Sid A stands twice in statements; AWS refuses it: rename one",
        ),
        (
            {"sourcePolicyDocuments": ['{"Statement":[{"Sid":"A"}]}', '{"Statement":[{"Sid":"A"}]}']},
            "iam.getPolicyDocument: the Sid A stands twice in source_policy_documents; AWS refuses it: rename one",
        ),
        (
            {"version": "2008-10-17", "statements": [{"resources": ["&{aws:username}"]}]},
            "iam.getPolicyDocument: &{aws:username} has a variable, which version 2008-10-17 does not support",
        ),
        (
            {"overridePolicyDocuments": ["x"]},
            "iam.getPolicyDocument: a document to merge is not a JSON policy: Expecting value: line 1 column 1"
            " (char 0); give the text of one",
        ),
        (
            {"overridePolicyDocuments": ["[]"]},
            "iam.getPolicyDocument: a document to merge is not a JSON policy: 'list' object has no attribute 'get';"
            " give the text of one",
        ),
    ],
)
def test_is_refused_where_the_provider_refuses(args, message):
    with pytest.raises(ProgramError) as caught:
        render(args)
    assert str(caught.value) == message


def test_answers_the_look_up(ask):
    found = ask("iam.getPolicyDocument", statements=[{"actions": ["a:b"]}])
    assert found["minifiedJson"] == '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"a:b"}]}'
    assert found["statements"] == [{"actions": ["a:b"]}]


texts = st.lists(st.text(max_size=6), max_size=4)
principals = st.fixed_dictionaries({"type": st.sampled_from("AB"), "identifiers": texts})
conditions = st.fixed_dictionaries({"test": st.just("T"), "variable": st.sampled_from("vw"), "values": texts})
rows = st.fixed_dictionaries(
    {
        "actions": texts,
        "resources": texts,
        "principals": st.lists(principals, max_size=3),
        "conditions": st.lists(conditions, max_size=3),
    }
)


@given(st.lists(rows, max_size=3))
def test_does_not_depend_on_order_or_repetition_within_sets(tables):
    turned = [{key: value[::-1] + value for key, value in table.items()} for table in tables]
    assert render({"statements": turned})["json"] == render({"statements": tables})["json"]


@given(st.lists(rows, max_size=3))
def test_that_is_merged_alone_stays_as_it_was(tables):
    first = render({"sourcePolicyDocuments": [render({"statements": tables})["json"]]})["json"]
    merged = render({"sourcePolicyDocuments": [first]})["json"]
    assert merged == first
