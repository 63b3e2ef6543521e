"""A secret..."""

from __future__ import annotations

import json
import re
import string

import pytest

from stackwright.model import Secret


def test_has_an_arn_by_its_name(ask):
    found = ask("secretsmanager.getSecret", name="prod/db")
    prefix = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-"
    assert re.fullmatch(re.escape(prefix) + "[0-9a-zA-Z]{6}", found["arn"])
    assert found["id"] == found["arn"]
    by_arn = ask("secretsmanager.getSecret", arn=found["arn"])
    assert (by_arn["arn"], by_arn["name"]) == (found["arn"], "prod/db")
    assert ask("secretsmanager.getSecret")["name"].startswith("existing-")


def test_holds_what_programs_read_and_shows_none_of_it(ask):
    found = ask("secretsmanager.getSecretVersion", secretId="prod/db")
    assert isinstance(found["secretString"], Secret)
    contents = json.loads(found["secretString"].value)
    assert {"username", "password", "host", "port", "dbname"} <= set(contents)
    assert contents["password"] not in repr(found)
    arn = ask("secretsmanager.getSecret", name="prod/db")["arn"]
    assert found["arn"] == found["secretArn"] == arn
    assert (found["id"], found["versionStages"]) == ("prod/db|AWSCURRENT", ["AWSCURRENT"])


def test_holds_the_same_by_name_and_by_arn(ask):
    by_name = ask("secretsmanager.getSecretVersion", secretId="prod/db")
    by_arn = ask("secretsmanager.getSecretVersion", secretId=by_name["arn"])
    assert by_arn["secretString"] == by_name["secretString"]
    versioned = ask("secretsmanager.getSecretVersion", secretId="prod/db", versionId="v1")
    assert (versioned["versionId"], versioned["id"]) == ("v1", "prod/db|v1")


@pytest.mark.parametrize(
    ("args", "length", "alphabet"),
    [
        ({}, 32, string.ascii_letters + string.digits + string.punctuation),
        ({"passwordLength": 100, "excludePunctuation": True}, 100, string.ascii_letters + string.digits),
        ({"excludePunctuation": True, "excludeNumbers": True, "excludeLowercase": True}, 32, string.ascii_uppercase),
        (
            {"excludeUppercase": True, "excludeCharacters": string.punctuation},
            32,
            string.ascii_lowercase + string.digits,
        ),
    ],
)
def test_is_a_password_of_the_letters_asked_for(ask, args, length, alphabet):
    found = ask("secretsmanager.getRandomPassword", **args)["randomPassword"]
    assert isinstance(found, Secret)
    assert len(found.value) == length
    assert set(found.value) <= set(alphabet)


def test_is_a_password_even_where_nothing_is_left_to_make_it_of(ask):
    every = {f"exclude{kind}": True for kind in ("Lowercase", "Uppercase", "Numbers", "Punctuation")}
    assert len(ask("secretsmanager.getRandomPassword", **every)["randomPassword"].value) == 32
    spaced = ask("secretsmanager.getRandomPassword", **every, includeSpace=True)["randomPassword"]
    assert spaced.value == " " * 32


def test_is_decrypted_by_its_name(ask):
    found = ask("kms.getSecrets", secrets=[{"name": "password", "payload": "AQ=="}])
    assert isinstance(found["plaintext"], Secret)
    assert list(found["plaintext"].value) == ["password"]
