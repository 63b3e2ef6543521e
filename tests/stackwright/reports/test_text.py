"""The text report..."""

from __future__ import annotations

import io
from typing import Any

import pytest

from stackwright.checks.findings import PolicyReport
from stackwright.model import UNKNOWN, Options, Resource, Secret, Stack, make_urn
from stackwright.reports.text import write

HINT = "\n  --all lists every resource · --format json is for machines\n\n"


class Terminal(io.StringIO):
    """A terminal that keeps what is written to it."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _screen(monkeypatch) -> None:
    """Be 80 columns wide and have no wish about colour, whatever the machine the test runs on."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")


def make(*resources: dict[str, Any], **stack: Any) -> Stack:
    """Return a stack of resources given as tables; `in` names the parent."""
    made = Stack(project="shop", name="dev", region="eu-west-1", **stack)
    made.resources.append(Resource(urn=made.urn, type="pulumi:pulumi:Stack", name="shop-dev", custom=False))
    urns = {"": made.urn}
    for table in resources:
        parent = urns[table.pop("within", "")]
        type_, name = table.pop("type", "aws:sns/topic:Topic"), table.pop("name")
        urns[name] = make_urn("shop", "dev", parent, type_, name)
        custom = type_.startswith(("aws:", "random:", "pulumi:", "kubernetes:"))
        made.resources.append(Resource(urn=urns[name], type=type_, name=name, parent=parent, custom=custom, **table))
    return made


def text(stack: Stack, *, out: io.StringIO | None = None, **options: Any) -> str:
    out = out or io.StringIO()
    write(stack, out, **options)
    return out.getvalue()


@pytest.fixture
def stack() -> Stack:
    return make(
        {"type": "my:net:Vpc", "name": "main", "inputs": {"cidr": "10.0.0.0/16", "zones": ["a", "b"]}},
        {"type": "aws:ec2/vpc:Vpc", "name": "main-vpc", "within": "main", "options": Options(protect=True)},
        {"type": "my:net:Tier", "name": "private", "within": "main"},
        {"type": "aws:ec2/subnet:Subnet", "name": "private-a", "within": "private"},
        {"name": "alarms"},
        outputs={"b": Secret("hush"), "a": {"x": 1, "y": [True, None]}, "c": UNKNOWN},
        notes=["first note", "second note"],
        seconds=1.26,
    )


def test_is_exactly_this_at_80_columns(stack):
    assert text(stack) == (
        """
  shop / dev   eu-west-1 · 3 resources                                   1.3 s
  simulated: no AWS call was made

  main       Vpc        10.0.0.0/16 · zones a b                              2
    private  Tier                                                            1
  alarms     sns.Topic

  Exports  a.x  1
           a.y  [true, null]
           b    [secret]
           c    [unknown]

  Summary  resources  3: 2 ec2, 1 sns
           protected  1 resource would refuse to be deleted

  Notes    first note
           second note

  --all lists every resource · --format json is for machines

"""
    )


def test_lists_every_resource_where_told(stack):
    shown = text(stack, every_resource=True)
    assert [line.split()[0] for line in shown.splitlines()[4:9]] == [
        "main",
        "main-vpc",
        "private",
        "private-a",
        "alarms",
    ]
    assert "main-vpc     ec2.Vpc     protected" in shown
    assert "--all" not in shown


@pytest.mark.parametrize("columns", [80, 100, 160])
def test_stays_within_the_width_and_leaves_no_trailing_blanks(stack, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    stack.resources[1].inputs = {f"fact{number}": f"value {number}" for number in range(20)}
    stack.notes.append("a long note, " * 30)
    lines = text(stack).splitlines()
    assert max(map(len, lines)) <= columns
    assert [line for line in lines if line != line.rstrip()] == []
    assert all(f"value {number}" in "\n".join(lines) for number in range(20))


def test_never_cuts_a_name_or_a_long_export(stack):
    name, arn = "n" * 90, "arn:aws:x/" + "y" * 120
    shown = text(make({"name": name, "inputs": {}}, outputs={"arn": arn}))
    assert name in shown
    assert arn in shown


def test_says_little_about_an_empty_stack():
    assert text(make()) == (
        """
  shop / dev   eu-west-1 · 0 resources                                   0.0 s
  simulated: no AWS call was made


  --all lists every resource · --format json is for machines

"""
    )


def test_counts_one_resource_as_one():
    assert "eu-west-1 · 1 resource " in text(make({"name": "t"}))


def test_leaves_out_a_region_it_does_not_know():
    stack = make()
    stack.region = ""
    assert "shop / dev   0 resources" in text(stack)


def test_leaves_out_the_seconds_where_there_is_no_room(monkeypatch):
    monkeypatch.setenv("COLUMNS", "36")
    assert "0.0 s" not in text(make())


def test_takes_brackets_for_text_not_for_markup():
    names = ["a[bold]", "[red]x[/red]", "[/]"]
    shown = text(make(*({"name": name} for name in names), outputs={"[b]k": "[i]v[/i]"}, notes=["[link]"]))
    assert all(part in shown for part in [*names, "[b]k", "[i]v[/i]", "[link]"])


def test_keeps_colons_that_look_like_an_emoji():
    assert "a:smile:b" in text(make({"name": "a:smile:b"}, outputs={"k": ":smile:"}))


def test_says_which_resources_hide_others_and_counts_them():
    release = {"type": "kubernetes:helm.sh/v3:Release", "name": "chart", "opaque": "a Helm release"}
    shown = text(make(release, {"name": "t"}))
    assert "chart  helm.sh.Release  a Helm release" in shown
    assert "2 resources · 1 not seen into" in shown
    assert "not complete  what 1 part would make is not seen" in shown


def test_says_what_is_read_and_does_not_count_it():
    shown = text(make({"type": "aws:ec2/vpc:Vpc", "name": "shared", "read": True}))
    assert "shared  ec2.Vpc  read, not managed" in shown
    assert "0 resources" in shown


@pytest.mark.parametrize(
    ("type_", "kind"),
    [
        ("aws:ec2/vpc:Vpc", "ec2.Vpc"),
        ("random:index/randomId:RandomId", "random.RandomId"),
        ("kubernetes:core/v1:ConfigMap", "core.ConfigMap"),
        ("pulumi:providers:aws", "providers.aws"),
        ("my:net:Vpc", "Vpc"),
        ("odd", "odd"),
    ],
)
def test_writes_types_as_people_say_them(type_, kind):
    assert f"\n  x  {kind}\n" in text(make({"type": type_, "name": "x"}))


def test_ranks_services_by_number_then_name():
    types = ["aws:sqs/queue:Queue", "aws:ec2/vpc:Vpc", "aws:sns/topic:Topic", "aws:sns/topic:Topic"]
    stack = make(*({"type": type_, "name": f"x{number}"} for number, type_ in enumerate(types)))
    assert "resources  4: 2 sns, 1 ec2, 1 sqs" in text(stack)


def test_never_shows_a_secret(stack):
    stack.resources[1].inputs = {"password": Secret("hush"), "nested": [{"key": Secret("hush")}]}
    shown = text(stack, every_resource=True)
    assert "hush" not in shown
    assert "password [secret]" in shown


def test_is_plain_where_it_is_piped(stack):
    assert "\x1b" not in text(stack)


def test_is_coloured_on_a_terminal_but_not_against_the_users_wish(stack, monkeypatch):
    assert "\x1b[1m" in text(stack, out=Terminal())
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[3" not in text(stack, out=Terminal())
    assert "\x1b[4" not in text(stack, out=Terminal())


@pytest.mark.parametrize("columns", ["0", "5"])
def test_takes_80_columns_where_the_terminal_says_nonsense(stack, monkeypatch, columns):
    usual = text(stack)
    monkeypatch.setenv("COLUMNS", columns)

    assert text(stack) == usual


def test_breaks_a_fact_that_is_longer_than_its_line(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    schedules = {"evening": "0 20 * * *", "morning": "0 7 * * MON-FRI", "weekend": "0 9 * * SAT"}
    printed = text(make({"type": "my:x:Service", "name": "api", "inputs": {"schedules": schedules}}))

    assert max(map(len, printed.splitlines())) <= 60
    assert "weekend 0 9 * * SAT" in " ".join(printed.split())


def test_keeps_an_export_on_its_line_whatever_is_in_it():
    shown = text(make(outputs={"two": "a\nb", "red": "\x1b[31mred"}))
    assert 'red  "\\u001b[31mred"' in shown
    assert 'two  "a\\nb"' in shown


@pytest.mark.parametrize(
    ("sign", "escape"),
    [("\x1b[31m", "\\x1b[31m"), ("\n", "\\n"), ("\u202e", "\\u202e"), ("\u009b", "\\x9b")],
)
def test_shows_signs_in_names_that_a_terminal_acts_on_as_escapes(sign, escape):
    odd = make({"name": f"a{sign}b"}, {"type": f"my:x:T{sign}", "name": "c"}, outputs={f"k{sign}": "v"})
    shown = text(odd, every_resource=True)
    assert sign == "\n" or sign not in shown
    assert f"a{escape}b" in shown
    assert f"T{escape}" in shown
    assert f"k{escape}  v" in shown


def test_keeps_its_colours_beside_signs_in_names():
    odd = make({"type": "my:x:T", "name": "a\x1b[5mb", "inputs": {"size": "x\x1b[5m\ny"}})
    shown = text(odd, out=Terminal())
    assert "\x1b[1ma\\x1b[5mb\x1b[0m" in shown
    assert "x\\x1b[5m y" in shown
    assert "\x1b[5m" not in shown


def test_says_nothing_of_policies_where_no_pack_ran(stack):
    assert text(stack, policy=PolicyReport()) == text(stack, policy=None) == text(stack)


def test_ends_with_what_packs_found(shop, finding, report, written):
    policy = report(finding(source=written), finding(level="advisory", rule="s3-versioning"))
    shown = text(shop, policy=policy)
    assert shown.startswith(text(shop).removesuffix(HINT))
    assert shown.endswith(
        """
  Policy     200 rules · 1 mandatory · 1 advisory

  mandatory  s3-encrypted · high
             Every bucket is encrypted.
             encryption must be set, is absent
               logs  s3.Bucket  components/bucket.py:31
             Fix: Set encryption to a key of your own.

  advisory   1 rule: s3-versioning; --all shows them
"""
        + HINT
    )


@pytest.mark.parametrize("columns", [80, 120])
def test_stays_within_the_width_with_findings_too(shop, finding, report, waiver, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    long = "words and more words " * 20
    waived = finding(status="suppressed", waiver=waiver(reason=long))
    lines = text(shop, policy=report(finding(message=long, fix=long), waived, notes=(long,))).splitlines()
    assert columns - 30 < max(map(len, lines)) <= columns
    assert [line for line in lines if line != line.rstrip()] == []


def test_colours_findings_on_a_terminal_only(shop, finding, report, monkeypatch):
    policy = report(finding(message="\x1b[5mblinks"))
    assert "\x1b[1;31mmandatory\x1b[0m" in text(shop, out=Terminal(), policy=policy)
    assert "\x1b[5m" not in text(shop, out=Terminal(), policy=policy)
    assert "\x1b" not in text(shop, policy=policy)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[1;31m" not in text(shop, out=Terminal(), policy=policy)


def test_shows_every_finding_where_told(shop, finding, report):
    shown = text(shop, policy=report(finding(level="advisory")), every_resource=True)
    assert "advisory   s3-encrypted · high" in shown
    assert "--all" not in shown
