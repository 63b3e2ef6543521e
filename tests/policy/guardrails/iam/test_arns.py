"""An ARN pattern..."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.guardrails.exceptions import glob
from policy.guardrails.iam.arns import account, fields, is_arn, is_of_any_kind, is_star, may_match, reaches_all

BUCKET = "arn:${Partition}:s3:::${BucketName}"
OBJECT = "arn:${Partition}:s3:::${BucketName}/${ObjectName}"
ROLE = "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}"
SECRET = "arn:${Partition}:secretsmanager:${Region}:${Account}:secret:${SecretId}"


@pytest.mark.parametrize("pattern", ["*", "**", "*:*", "*?", "arn:*", "arn:aws:*", "arn:aws:*:*:*:*", "arn:*:*:*:*:*"])
def test_may_stand_for_everything(pattern):
    assert is_star(pattern)


@pytest.mark.parametrize("pattern", ["", "?", "s3:*", "arn:aws:s3:::*", "arn:aws:iam::123456789012:*", "a*"])
def test_stands_for_less_where_it_spells_something_out(pattern):
    assert not is_star(pattern)


@pytest.mark.parametrize(
    ("pattern", "form", "expected"),
    [
        ("*", ROLE, True),
        ("arn:aws:iam::123456789012:role/*", ROLE, True),
        ("arn:aws:iam::123456789012:*", ROLE, True),
        ("arn:aws:iam::*:role/*", ROLE, True),
        ("arn:*:iam::*:*", ROLE, True),
        ("arn:aws:iam::123456789012:role/orders", ROLE, False),
        ("arn:aws:iam::123456789012:role/app/*", ROLE, False),
        ("arn:aws:iam::123456789012:role/orders-*", ROLE, False),
        ("arn:aws:iam::123456789012:user/*", ROLE, False),
        ("arn:aws:s3:::*", OBJECT, True),
        ("arn:aws:s3:::*/*", OBJECT, True),
        ("arn:aws:s3:::data/*", OBJECT, False),
        ("arn:aws:s3*", OBJECT, True),
        ("arn:aws:s3", OBJECT, True),
        ("arn:aws:secretsmanager:eu-west-1:123456789012:secret:*", SECRET, True),
        ("arn:aws:secretsmanager:*:*:secret:*", SECRET, True),
        ("arn:aws:secretsmanager:*:*:secret:app/*", SECRET, False),
        ("data", OBJECT, False),
    ],
)
def test_reaches_all_of_a_kind_or_some(pattern, form, expected):
    assert reaches_all(pattern, (form,)) is expected


def test_reaches_some_where_it_is_not_known_of_what():
    assert reaches_all("arn:aws:iam::123456789012:role/*", ()) is False
    assert reaches_all("arn:aws:s3:::data/*", (BUCKET, OBJECT)) is False
    assert reaches_all("arn:aws:s3:::*/*", (BUCKET, OBJECT)) is True


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*", True),
        ("arn:aws:s3:::*", True),
        ("arn:aws:dynamodb:*:*:*", True),
        ("arn:aws:dynamodb:*:*:table/*", False),
        ("arn:aws:dynamodb:*:123456789012:*", False),
        ("arn:aws:s3:::data", False),
    ],
)
def test_is_of_any_kind_where_it_names_none(pattern, expected):
    assert is_of_any_kind(pattern) is expected


@pytest.mark.parametrize(
    ("pattern", "form", "fits"),
    [
        ("arn:aws:s3:::data/*", OBJECT, True),
        ("arn:aws:s3:::data/*", BUCKET, False),
        ("arn:aws:s3:::data", BUCKET, True),
        ("arn:aws:s3:::data", OBJECT, False),
        ("arn:aws:s3:::data*", OBJECT, True),
        ("arn:aws:s3:::*", OBJECT, True),
        ("arn:aws:s3:::dat?/x", OBJECT, True),
        ("arn:aws:s3*", BUCKET, True),
        ("*", SECRET, True),
        ("arn:aws:s3:::data/*", "arn:${Partition}:s3:${Region}:${Account}:accesspoint/${AccessPointName}", False),
        ("arn:aws:sns:eu-west-1:123456789012:orders", "arn:${Partition}:sqs:${Region}:${Account}:${QueueName}", False),
        ("arn:aws:secretsmanager:eu-west-1:123456789012:secret:a/b-Ab12Cd", SECRET, True),
        (
            "arn:aws:logs:*:*:log-group:/aws/x:*",
            "arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}",
            True,
        ),
    ],
)
def test_may_match_what_a_format_describes(pattern, form, fits):
    assert may_match(pattern, form) is fits


NAME = st.text("ab-", min_size=1, max_size=4)


@given(st.text("ab-*?", min_size=1, max_size=6), NAME, NAME)
def test_may_match_wherever_some_arn_of_the_format_does(pattern, bucket, key):
    arn = f"arn:aws:s3:::{pattern}"
    if glob(arn)(f"arn:aws:s3:::{bucket}"):
        assert may_match(arn, BUCKET)
    if glob(f"{arn}/{pattern}")(f"arn:aws:s3:::{bucket}/{key}"):
        assert may_match(f"{arn}/{pattern}", OBJECT)


@given(st.text("ab-/", min_size=1, max_size=8))
def test_without_wildcards_matches_only_what_has_the_form(text):
    assert may_match(f"arn:aws:s3:::{text}", BUCKET) == ("/" not in text)
    assert may_match(f"arn:aws:s3:::{text}", OBJECT) == ("/" in text)


@given(st.text("ab*", min_size=1, max_size=6), NAME)
def test_matches_every_name_where_it_reaches_all(pattern, name):
    if reaches_all(f"arn:aws:iam::123456789012:role/{pattern}", (ROLE,)):
        assert glob(pattern)(name)
        assert re.fullmatch(r"\*+", pattern)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("arn:aws:s3:::data", True),
        ("arn:aws:iam::123456789012:role/x:y", True),
        ("arn:*:s3:::data", True),
        ("arn:aws:s3", False),
        ("arn:aws:s3:::", False),
        ("data", False),
        ("urn:aws:s3:::data", False),
    ],
)
def test_has_six_parts(text, expected):
    assert is_arn(text) is expected


def test_keeps_the_colons_of_its_last_part():
    assert fields("arn:aws:secretsmanager:eu-west-1:123456789012:secret:a:b")[-1] == "secret:a:b"


@pytest.mark.parametrize(
    ("arn", "expected"),
    [
        ("arn:aws:iam::123456789012:role/x", "123456789012"),
        ("arn:aws:s3:::data", ""),
        ("arn:aws:iam::*:role/x", ""),
        ("x", ""),
    ],
)
def test_spells_out_an_account(arn, expected):
    assert account(arn) == expected
