"""The reports' words..."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.model import Resource, Stack
from stackwright.reports.wording import Names, counted, kind_of, plain, said, visible


@pytest.mark.parametrize(
    ("type_", "custom", "kind"),
    [
        ("aws:ec2/vpc:Vpc", True, "ec2.Vpc"),
        ("random:index/randomId:RandomId", True, "random.RandomId"),
        ("kubernetes:core/v1:ConfigMap", True, "core.ConfigMap"),
        ("my:net:Vpc", False, "Vpc"),
        ("odd", False, "odd"),
    ],
)
def test_write_types_as_people_say_them(type_, custom, kind):
    assert kind_of(Resource(urn="u", type=type_, name="n", custom=custom)) == kind


@pytest.mark.parametrize(("number", "words"), [(0, "0 rules"), (1, "1 rule"), (2, "2 rules")])
def test_count_one_thing_as_one(number, words):
    assert counted(number, "rule") == words


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("as it is", "as it is"),
        (" two\nlines\tand\r\nmore ", "two lines and more"),
        ("\x1b[31mred\x07", "[31mred"),
        ("a\u202eb\u009bc\x00d\ufffee", "abcde"),
        ("bucket ü 桶", "bucket ü 桶"),
    ],
)
def test_are_one_plain_line(text, line):
    assert plain(text) == line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("bucket ü 桶", "bucket ü 桶"),
        ("a\x1b[31mred", "a\\x1b[31mred"),
        ("two\nlines", "two\\nlines"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("a\u009bb\u2066c", "a\\x9bb\\u2066c"),
    ],
)
def test_show_what_a_terminal_would_act_on_as_escapes(text, shown):
    assert visible(text) == shown


@given(st.text(st.characters(codec=None)))
def test_hide_no_character_of_a_name(text):
    assert visible(text).isprintable()
    assert len(visible(text)) >= len(text)


@given(st.text(st.characters(codec=None)))
def test_hold_nothing_that_a_terminal_acts_on_or_xml_refuses(text):
    line = plain(text)
    assert line.isprintable()
    element = ET.Element("a", b=line)
    assert ET.fromstring(ET.tostring(element)).get("b") == line


@pytest.mark.parametrize(
    ("path", "message", "words"),
    [
        ("acl", "acl must be private", "acl must be private"),
        ("acl", "must be private", "acl: must be private"),
        ("", "no public access block", "no public access block"),
        ("", "", ""),
    ],
)
def test_say_the_property_once(path, message, words):
    assert said(path, message) == words


@pytest.mark.parametrize(
    ("urn", "name", "phrase"),
    [
        ("urn:pulumi:dev::shop::aws:s3/bucket:Bucket::logs", ("logs", "s3.Bucket"), "logs (s3.Bucket)"),
        ("urn:pulumi:dev::shop::my:a:B$aws:s3/bucket:Bucket::a::b", ("a::b", "s3.Bucket"), "a::b (s3.Bucket)"),
        ("urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev", ("shop-dev", "Stack"), "shop-dev (Stack)"),
        ("no urn\n", ("no urn\\n", ""), "no urn\\n"),
    ],
)
def test_name_a_resource_that_the_stack_does_not_have_by_its_urn(urn, name, phrase):
    names = Names(Stack(project="shop", name="dev"))
    assert names.of(urn) == name
    assert names.said(urn) == phrase


def test_name_a_resource_as_the_stack_does():
    component = Resource(
        urn="urn:pulumi:dev::shop::my:data:Store::logs", type="my:data:Store", name="logs", custom=False
    )
    names = Names(Stack(project="shop", name="dev", resources=[component]))
    assert names.of(component.urn) == ("logs", "Store")
