"""YAML, each of whose values here was compared with what `pulumi preview` hands a program..."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from stackwright.errors import UserError
from stackwright.sources import yaml


@pytest.fixture
def read(tmp_path: Path):
    def from_text(text: str | bytes) -> Any:
        path = tmp_path / "Pulumi.dev.yaml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return yaml.read(path)

    return from_text


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("off", "off"),
        ("y", "y"),
        ("1:30", "1:30"),
        ("true", True),
        ("TRUE", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("12", 12),
        ("-12", -12),
        ("0", 0),
        ("1_000", 1000),
        ("0x1F", 31),
        ("0o17", 15),
        ("0b101", 5),
        ("0123", 83),
        ("'0123'", "0123"),
        ("0129", 129.0),
        ("012345678901", 12345678901.0),
        ("123456789012", 123456789012),
        ("1.50", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("18446744073709551615", 18446744073709551615),
        ("123456789012345678901234567890", 1.2345678901234568e29),
        ("2020-01-31", "2020-01-31 00:00:00 +0000 UTC"),
        ("'2020-01-31'", "2020-01-31"),
        ("2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43.1 -0500 -0500"),
        ("2001-12-14T21:59:43Z", "2001-12-14 21:59:43 +0000 UTC"),
        ("2001-12-14 21:59:43", "2001-12-14 21:59:43 +0000 UTC"),
        ("1.2.3", "1.2.3"),
        ("10.0.0.0/16", "10.0.0.0/16"),
        ("!!str 12", "12"),
    ],
)
def test_has_plain_scalars_that_are_what_the_cli_takes_them_for(read, written, value):
    found = read(f"key: {written}\n")["key"]
    assert (type(found), found) == (type(value), value)


def test_has_keys_that_are_always_text(read):
    assert read("{1: a, true: b, 1.5: c, 2020-01-01: d}") == {"1": "a", "true": "b", "1.5": "c", "2020-01-01": "d"}


def test_may_hold_anchors_and_merges(read):
    text = "a: {y: &two {<<: &one {k: 1, l: 1}, k: 2}}\nb: {<<: *two, m: 3}\nc: *one\n"
    assert read(text) == {"a": {"y": {"l": 1, "k": 2}}, "b": {"l": 1, "k": 2, "m": 3}, "c": {"k": 1, "l": 1}}


def test_may_begin_with_a_byte_order_mark(read):
    assert read(b"\xef\xbb\xbfconfig: 1\n") == {"config": 1}


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "null\n", "---\n"])
def test_is_an_empty_mapping_where_the_file_is_empty(read, text):
    assert read(text) == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", "Pulumi.dev.yaml:3: not valid YAML: the key 'a' stands twice; correct that line"),
        ("a:\n  - {b: 1, b: 2}\n", "Pulumi.dev.yaml:2: not valid YAML: the key 'b' stands twice; correct that line"),
        ("? [a]\n: 1\n", "Pulumi.dev.yaml:1: not valid YAML: a key must be text; correct that line"),
        ("a: &a [*a]\n", "Pulumi.dev.yaml:1: not valid YAML: a value contains itself; correct that line"),
        ("a: [.inf]\n", "Pulumi.dev.yaml:1: not valid YAML: .inf is no finite number; correct that line"),
        ("a: .NaN\n", "Pulumi.dev.yaml:1: not valid YAML: .NaN is no finite number; correct that line"),
        ("- a\n", "Pulumi.dev.yaml: expected a mapping of keys to values, got list"),
        ("text\n", "Pulumi.dev.yaml: expected a mapping of keys to values, got str"),
        (
            "a: 1\nb: !!set {c}\n",
            "Pulumi.dev.yaml:2: not valid YAML: the tag tag:yaml.org,2002:set is not read here; correct that line",
        ),
        (
            "a: !!python/object:os.system {}\n",
            "Pulumi.dev.yaml:1: not valid YAML: the tag tag:yaml.org,2002:python/object:os.system is not read here;"
            " correct that line",
        ),
        (
            "a:\n\tb: 1\n",
            "Pulumi.dev.yaml:2: not valid YAML: found character that cannot start any token; correct that line",
        ),
    ],
)
def test_is_refused_with_the_line_to_correct(read, text, message):
    with pytest.raises(UserError) as refused:
        read(text)
    assert str(refused.value) == message


@pytest.mark.parametrize("text", [b"a: \xff\xfe\n", b"a: \x00\n", b"a: 2020-13-45\n"])
def test_is_refused_without_a_traceback_where_it_is_no_text(read, text):
    with pytest.raises(UserError, match=r"^Pulumi\.dev\.yaml(:1)?: "):
        read(text)


def test_cannot_be_a_folder(tmp_path):
    (tmp_path / "Pulumi.dev.yaml").mkdir()
    with pytest.raises(UserError, match=r"^Pulumi\.dev\.yaml: cannot be read: .*Is a directory"):
        yaml.read(tmp_path / "Pulumi.dev.yaml")


def test_is_read_once_where_it_is_shared_many_times(read):
    layers = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 30))
    assert len(read(f"l0: &l0 [x]\n{layers}")) == 30
