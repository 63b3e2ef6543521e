"""The text report's policy section..."""

from __future__ import annotations

import dataclasses
import textwrap
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.checks.findings import Finding, PackReport, PolicyReport, Remediation, Waiver
from stackwright.reports.policy_section import policy_section

TIMES = "\N{MULTIPLICATION SIGN}"
ANYTHING = st.text(st.characters(codec=None), max_size=40)


@pytest.fixture(scope="session")
def show(shop) -> Callable[..., str]:
    def section(policy: PolicyReport, width: int = 76, *, paint: Any = lambda text, _: text, **options: Any) -> str:
        return "\n".join(line.rstrip() for line in policy_section(shop, policy, width, paint, **options))

    return section


def tagged(text: str, style: str) -> str:
    return f"<{style}>{text}</>" if style and text else text


def lines(text: str) -> str:
    return textwrap.dedent(text).rstrip("\n")


def test_is_absent_where_no_pack_ran(show):
    assert show(PolicyReport()) == ""


def test_is_one_line_where_all_is_well(show, report):
    assert show(report()) == "\nPolicy     200 rules · 0 mandatory · 0 advisory"


@pytest.fixture
def everything(finding, report, waiver, written) -> PolicyReport:
    advisory: dict[str, Any] = {"level": "advisory", "promise": "", "fix": ""}
    return report(
        finding(status="error", rule="iam-no-star", severity="", path="", message="KeyError: 'x'", fix=""),
        finding(source=written),
        finding(at="uploads", source=written),
        finding(
            at="orders", rule="rds-backup", severity="critical", path="backup", message="is 0 days, " + "at least " * 9
        ),
        finding(rule="s3-versioning", **advisory),
        finding(rule="s3-versioning", at="uploads", **advisory),
        finding(rule="lb-waf", at="public", **advisory),
        finding(rule="lb-logs", at="public", status="unknown", **advisory),
        finding(rule="s3-logging", at="logs", status="suppressed", waiver=waiver(141)),
        finding(rule="s3-logging", at="uploads", status="suppressed", waiver=waiver(141)),
        finding(rule="lb-closed", at="public", status="suppressed", waiver=waiver(12, ticket="")),
        notes=("levels of the production profile",),
        remediations=(
            Remediation(rule="tags", urn="urn:pulumi:dev::shop::my:a:B::x", path="tags", message="Owner added"),
        ),
    )


def test_is_exactly_this_at_80_columns(show, everything):
    assert show(everything) == lines(
        f"""
        Policy     200 rules · 1 crashed · 3 mandatory · 3 advisory · 1 unknown
                   3 excepted (next expires in 12 days)
                   levels of the production profile

        error      iam-no-star · mandatory
                   Every bucket is encrypted.
                   KeyError: 'x'
                     logs  s3.Bucket

        mandatory  rds-backup · critical
                   Every bucket is encrypted.
                   backup: is 0 days, at least at least at least at least at least
                       at least at least at least at least
                     orders  rds.Instance
                   Fix: Set encryption to a key of your own.

        mandatory  s3-encrypted · high
                   Every bucket is encrypted.
                   encryption must be set, is absent
                     logs     s3.Bucket  components/bucket.py:31
                     uploads  s3.Bucket  components/bucket.py:31
                   Fix: Set encryption to a key of your own.

        advisory   2 rules: s3-versioning {TIMES}2, lb-waf; --all shows them
        unknown    1 rule cannot be judged before the deployment: lb-logs; --all
                   shows them
        excepted   lb-closed · 12 days left, until 2027-01-01 · ada@acme.example
                   public (lb.LoadBalancer)
                   Holds nothing but public pages.
        excepted   s3-logging · 141 days left, until 2027-01-01 · ada@acme.example
                   SEC-12
                   logs (s3.Bucket), uploads (s3.Bucket)
                   Holds nothing but public pages.
        remedied   1 input changed by tags
        """
    )


def test_folds_nothing_where_told(show, everything):
    shown = show(everything, 116, in_full=True)
    assert "--all" not in shown
    assert (
        lines(
            """
        advisory   s3-versioning · high
                   encryption must be set, is absent
                     logs     s3.Bucket
                     uploads  s3.Bucket

        unknown    lb-logs · advisory · high
                   encryption must be set, is absent
                     public  lb.LoadBalancer
        """
        )
        in shown
    )
    assert "remedied   1 input changed by tags\n           tags: x (a.B): tags: Owner added" in shown


def test_says_promise_and_fix_once_and_each_message_once(show, finding, report):
    findings = [
        finding(at=at, message=message) for at in ("logs", "uploads") for message in ("encryption 1", "encryption 2")
    ]
    shown = show(report(*findings))
    for words in ("Every bucket is encrypted.", "Fix: ", "encryption 1", "encryption 2"):
        assert shown.count(words) == 1
    assert shown.count("logs") == shown.count("uploads") == 2


def test_says_each_fix_where_a_rule_has_several(show, finding, report):
    shown = show(report(finding(fix="Do this."), finding(at="uploads", fix="Do that.")))
    assert shown.index("logs") < shown.index("Fix: Do this.") < shown.index("uploads") < shown.index("Fix: Do that.")


def test_names_a_resource_once_below_a_message(show, finding, report):
    shown = show(report(finding(fingerprint="1"), finding(fingerprint="2")))
    assert shown.count("logs") == 1
    assert "2 mandatory" in shown


def test_wraps_a_place_below_its_resource_where_there_is_no_room(show, finding, report, written):
    shown = show(report(finding(source=written)), 40)
    assert "             logs  s3.Bucket\n               components/bucket.py:31\n" in shown


def test_names_the_most_frequent_rules_and_counts_the_rest(show, finding, report):
    few = [finding(level="advisory", rule=f"rule-{number}") for number in range(8)]
    assert "advisory   8 rules: rule-0, " in show(report(*few))
    assert "more" not in show(report(*few))
    many = [*few, *[finding(level="advisory", rule="z", at=at) for at in ("logs", "uploads")]]
    shown = " ".join(show(report(*many)).split())
    assert f"advisory 9 rules: z {TIMES}2, rule-0, rule-1, " in shown
    assert shown.endswith("rule-6 and 1 more; --all shows them")


def test_keeps_a_rule_and_its_number_together(show, finding, report):
    findings = [finding(level="advisory", rule="a" * 20, fingerprint=str(number)) for number in range(2)]
    assert f"{'a' * 20} {TIMES}2;" in show(report(*findings), 37)


def test_names_few_of_the_resources_of_an_exception_but_all_where_told(show, finding, report, waiver):
    findings = [finding(at=at, status="suppressed", waiver=waiver()) for at in ("a", "b", "c", "d")]
    assert "a (sns.Topic), b (sns.Topic), c (sns.Topic) and 1 more\n" in show(report(*findings))
    assert "c (sns.Topic), d (sns.Topic)\n" in show(report(*findings), in_full=True)


@pytest.mark.parametrize(
    ("days", "words", "style"),
    [
        ([30], "1 excepted (expires in 30 days)", ""),
        ([29], "1 excepted (expires in 29 days)", "bold yellow"),
        ([1], "1 excepted (expires in 1 day)", "bold yellow"),
        ([0], "1 excepted (expires today)", "bold yellow"),
        ([90, 31], "2 excepted (next expires in 31 days)", ""),
        ([90, 5], "2 excepted (next expires in 5 days)", "bold yellow"),
    ],
)
def test_warns_of_an_exception_that_ends_soon(show, finding, report, waiver, days, words, style):
    findings = [finding(rule=f"r{left}", status="suppressed", waiver=waiver(left)) for left in days]
    shown = show(report(*findings), 200, paint=tagged)
    assert f" · {tagged(words, style)}\n" in shown
    left = f"{min(days)} day{'s' * (min(days) != 1)} left, until 2027-01-01"
    assert f" · {tagged(left, style)} · " in shown


def test_lists_what_is_suppressed_for_a_reason_it_does_not_know(show, finding, report):
    shown = show(report(finding(status="suppressed")))
    assert shown == (
        "\nPolicy     200 rules · 0 mandatory · 0 advisory · 1 excepted"
        "\nexcepted   s3-encrypted\n           logs (s3.Bucket)"
    )


def test_makes_stand_out_what_asks_for_something(show, everything):
    shown = show(everything, paint=tagged)
    for words in ("1 crashed", "3 mandatory", "mandatory", "error    "):
        assert tagged(words, "bold red") in shown
    assert tagged("3 advisory", "yellow") in shown
    assert tagged("rds-backup", "bold") in shown


def test_stays_calm_where_nothing_does(show, report):
    assert show(report(), paint=tagged) == "\n<bold>Policy   </>  200 rules · 0 mandatory · 0 advisory"


def test_tells_packs_apart_where_there_are_several(show, finding, waiver):
    ours = PackReport(name="ours", folder="a", rules=3, findings=(finding(pack="ours"),), notes=("strict",))
    theirs = PackReport(
        name="theirs",
        folder="b",
        rules=1,
        findings=(finding(pack="theirs"), finding(pack="theirs", rule="odd", level="advisory")),
    )
    shown = show(PolicyReport(packs=(ours, theirs)))
    assert "Policy     4 rules of 2 packs · 2 mandatory · 1 advisory\n           ours: strict\n" in shown
    assert "mandatory  ours/s3-encrypted" in shown
    assert "mandatory  theirs/s3-encrypted" in shown
    assert "advisory   1 rule: theirs/odd; --all shows them" in shown


@given(st.data())
def test_acts_on_no_terminal_whatever_is_found(show, finding, report, waiver, data):
    words = data.draw(st.tuples(*[ANYTHING] * 6))
    texts = dict(zip(("rule", "urn", "path", "message", "fix", "promise"), words, strict=True))
    waived = waiver(**dict(zip(("reason", "owner", "ticket"), words, strict=False)))
    findings = [
        finding(**texts),
        finding(**texts, level="advisory"),
        finding(**texts, status="suppressed", waiver=waived),
    ]
    made = Remediation(rule=words[0], urn=words[1], path=words[2], message=words[3])
    policy = report(*findings, name=words[4], notes=(words[5],), remediations=(made,))
    for in_full in (True, False):
        shown = show(policy, in_full=in_full)
        assert "".join(shown.split("\n")).isprintable()


@given(st.integers(24, 120), st.text("ab ·", max_size=200))
def test_stays_within_the_width_but_for_longer_words(show, finding, report, waiver, width, words):
    waived: Waiver = waiver(reason=words)
    findings: list[Finding] = [
        finding(message=words, fix=words, promise=words),
        finding(status="suppressed", waiver=waived),
        finding(level="advisory", rule="r"),
    ]
    longest = max(map(len, [*words.split(), "41 days left, until 2027-01-01"]))
    bound = 11 + max(width - 11, 24, longest + len("Fix: "))
    assert all(len(line) <= bound for line in show(report(*findings), width).splitlines())


def test_shows_the_same_whatever_the_order_of_the_findings(show, everything):
    (pack,) = everything.packs
    shuffled = dataclasses.replace(pack, findings=pack.findings[::-1])
    assert show(PolicyReport(packs=(shuffled,))) == show(everything)
