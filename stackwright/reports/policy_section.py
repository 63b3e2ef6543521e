"""What policy packs found, for people: what must be mended in full, the rest folded into a line each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..checks.findings import Finding, PolicyReport, Waiver
from ..model import Stack
from .layout import GAP, SEPARATOR, Paint, join_phrases, keyed, wrap
from .wording import Names, counted, plain, said

# The column of keys is as wide as the longest of them.
_KEY = len("mandatory")

_INDENT = " " * GAP

# Stands for the space between a rule and its number while lines are broken.
_BOUND = "\N{NO-BREAK SPACE}"

# How many rules a folded line names, and how many resources an exception does, before the rest is only counted.
_MOST_RULES = 8
_MOST_RESOURCES = 3

# With fewer days left than this, an exception is to be renewed or what it covers to be mended.
_SOON = 30

_STYLES = {"error": "bold red", "mandatory": "bold red", "advisory": "yellow", "unknown": "yellow"}

_COUNTED = {"error": "crashed", "mandatory": "mandatory", "advisory": "advisory", "unknown": "unknown"}

_FOLDED = {"advisory": "", "unknown": " cannot be judged before the deployment"}
"""Kinds of findings that are counted by rule -> what is said about these rules."""


def policy_section(
    stack: Stack, policy: PolicyReport, width: int, paint: Paint, *, in_full: bool = False
) -> Iterator[str]:
    """Yield the section's lines, of at most *width* columns but for longer words; none where no pack ran.

    Errors and mandatory failures are shown one by one; with *in_full* so is everything else.
    """
    if policy.packs:
        yield from _Section(stack, policy, width, paint, in_full=in_full).lines()


class _Section:
    def __init__(self, stack: Stack, policy: PolicyReport, width: int, paint: Paint, *, in_full: bool) -> None:
        self.packs = policy.packs
        self.findings = policy.findings
        self.counts = policy.counts()
        self.names = Names(stack)
        self.width = width - _KEY - GAP
        self.paint = paint
        self.in_full = in_full

    def lines(self) -> Iterator[str]:
        """Yield the whole section, with an empty line before each of its blocks."""
        yield ""
        yield from self._row("Policy", "bold", [*self._summary(), *self._notes()])
        groups = [group for group in _grouped(self.findings) if self._shown(group[0])]
        for group in groups:
            yield ""
            yield from self._group(group)
        short = [*self._folded(), *self._excepted(), *self._remedied()]
        yield from [""] * bool(groups and short)
        yield from short

    def _shown(self, finding: Finding) -> bool:
        """Return whether it is shown by itself: exceptions never are."""
        return finding.status != "suppressed" and (self.in_full or _key(finding) not in _FOLDED)

    def _row(self, key: str, style: str, lines: Iterable[str]) -> Iterator[str]:
        """Yield *lines* as a block, with *key* at the left of the first."""
        yield from keyed(self.paint, key, style, _KEY, lines)

    def _summary(self) -> Iterator[str]:
        """Yield the counts; those that ask for something stand out."""
        total = counted(sum(pack.rules for pack in self.packs), "rule")
        styles = {f"{total} of {len(self.packs)} packs" if len(self.packs) > 1 else total: ""}
        for key, word in _COUNTED.items():
            if self.counts[key] or key in ("mandatory", "advisory"):
                styles[f"{self.counts[key]} {word}"] = _STYLES[key] if self.counts[key] else ""
        if self.counts["suppressed"]:
            days = sorted(one.waiver.days_left for one in self.findings if one.waiver)
            styles[f"{self.counts['suppressed']} excepted{_expiry(days)}"] = _urgency(days[0]) if days else ""
        yield from self._phrases(styles)

    def _phrases(self, styles: Mapping[str, str]) -> Iterator[str]:
        """Yield lines of phrases, each in its style."""
        for line in join_phrases(list(styles), self.width):
            yield SEPARATOR.join(self.paint(part, styles.get(part, "")) for part in line.split(SEPARATOR))

    def _notes(self) -> Iterator[str]:
        for pack in self.packs:
            for note in pack.notes:
                yield from wrap(plain(f"{pack.name}: {note}" if len(self.packs) > 1 else note), self.width)

    def _rule(self, pack: str, rule: str) -> str:
        """Return a rule's id, with its pack where there are several."""
        return plain(f"{pack}/{rule}" if len(self.packs) > 1 else rule)

    def _group(self, findings: Sequence[Finding]) -> Iterator[str]:
        """Yield what a rule found: its promise and its fix once, each message once, the resources below it."""
        first, key = findings[0], _key(findings[0])
        level = first.level if key != first.level else ""
        title = [self.paint(self._rule(first.pack, first.rule), "bold"), level, first.severity]
        lines = [SEPARATOR.join(filter(None, title))]
        lines += [self.paint(line, "dim") for line in wrap(plain(first.promise), self.width)]
        by_message: dict[str, list[Finding]] = {}
        for finding in findings:
            by_message.setdefault(said(finding.path, finding.message), []).append(finding)
        for message, those in by_message.items():
            lines += wrap(message, self.width, hanging=_INDENT * 2)
            lines += self._resources(those)
        lines += wrap(f"Fix: {plain(first.fix)}", self.width, hanging=" " * len("Fix: ")) if first.fix else []
        yield from self._row(key, _STYLES[key], lines)

    def _resources(self, findings: Iterable[Finding]) -> Iterator[str]:
        """Yield a line per resource: its name, its type, where it was written; two lines where one is too short."""
        each = {one.urn: (*self.names.of(one.urn), plain(str(one.source or ""))) for one in findings}
        name_width, kind_width, place_width = (max(len(row[column]) for row in each.values()) for column in range(3))
        beside = GAP + name_width + GAP + kind_width + GAP + place_width <= self.width
        for name, kind, place in each.values():
            if beside:
                yield f"{_INDENT}{name:{name_width}}{_INDENT}{kind:{kind_width}}{_INDENT}{self.paint(place, 'dim')}"
            else:
                yield f"{_INDENT}{name}{_INDENT}{kind}"
                yield from [f"{_INDENT * 2}{self.paint(place, 'dim')}"] * bool(place)

    def _folded(self) -> Iterator[str]:
        for key, about in _FOLDED.items():
            hidden = [one for one in self.findings if _key(one) == key and not self._shown(one)]
            counts = Counter(self._rule(one.pack, one.rule) for one in hidden)
            if counts:
                text = f"{counted(len(counts), 'rule')}{about}: {_ranked(counts)}; --all shows them"
                yield from self._row(key, _STYLES[key], _unbound(wrap(text, self.width)))

    def _excepted(self) -> Iterator[str]:
        """Yield a block per exception, the most pressing first: until when, who answers, what it covers, and why."""
        covered: dict[tuple[str, Waiver | None], list[str]] = {}
        for one in self.findings:
            if one.status == "suppressed":
                covered.setdefault((self._rule(one.pack, one.rule), one.waiver), []).append(one.urn)
        pressing = sorted(covered.items(), key=lambda item: item[0][1].days_left if item[0][1] else 0)
        for (rule, waiver), urns in pressing:
            styles = {rule: "bold"}
            if waiver:
                left = f"{counted(waiver.days_left, 'day')} left, until {plain(waiver.expires)}"
                answers = filter(None, (plain(waiver.owner), plain(waiver.ticket)))
                styles |= {left: _urgency(waiver.days_left), **dict.fromkeys(answers, "dim")}
            lines = [*self._phrases(styles), *wrap(self._covered(urns), self.width)]
            lines += wrap(plain(waiver.reason), self.width) if waiver else []
            yield from self._row("excepted", "", lines)

    def _covered(self, urns: Iterable[str]) -> str:
        named = [self.names.said(urn) for urn in dict.fromkeys(urns)]
        limit = len(named) if self.in_full else _MOST_RESOURCES
        return ", ".join(named[:limit]) + (f" and {len(named) - limit} more" if len(named) > limit else "")

    def _remedied(self) -> Iterator[str]:
        """Yield what packs changed in the inputs before they judged them."""
        made = [(self._rule(pack.name, one.rule), one) for pack in self.packs for one in pack.remediations]
        if not made:
            return
        counts = Counter(rule for rule, _ in made)
        lines = _unbound(wrap(f"{counted(len(made), 'input')} changed by {_ranked(counts)}", self.width))
        if self.in_full:
            for rule, one in made:
                text = f"{rule}: {self.names.said(one.urn)}: {said(one.path, one.message)}"
                lines += wrap(text, self.width, hanging=_INDENT)
        yield from self._row("remedied", "", lines)


def _grouped(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Return *findings* by rule, for what is said once."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for one in findings:
        groups.setdefault((one.pack, one.rule, one.status, one.level, one.promise, one.fix), []).append(one)
    return list(groups.values())


def _key(finding: Finding) -> str:
    return finding.level if finding.status == "fail" else finding.status


def _expiry(days: Sequence[int]) -> str:
    """Return when the first of the exceptions ends; *days* are the days left, ascending."""
    if not days:
        return ""
    when = "today" if days[0] == 0 else f"in {counted(days[0], 'day')}"
    return f" ({'next ' if len(days) > 1 else ''}expires {when})"


def _urgency(days: int) -> str:
    return "bold yellow" if days < _SOON else ""


def _ranked(counts: Counter[str]) -> str:
    """Return rules, most frequent first, each bound to its number."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    named = [
        rule if number == 1 else f"{rule}{_BOUND}\N{MULTIPLICATION SIGN}{number}"
        for rule, number in ranked[:_MOST_RULES]
    ]
    return ", ".join(named) + (f" and {len(ranked) - _MOST_RULES} more" if len(ranked) > _MOST_RULES else "")


def _unbound(lines: Iterable[str]) -> list[str]:
    return [line.replace(_BOUND, " ") for line in lines]
