"""Network ACLs let nobody on the internet reach SSH or Remote Desktop."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...authoring import Controls, Inventory, Item, Level, Node, Severity, StackRule, Undecided, Verdicts, each
from ...ports import Traffic, admin_services, traffic
from ...security_groups import is_the_internet, read_range
from ...wording import listed

_ACLS = ("aws:ec2/networkAcl:NetworkAcl", "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl")
_RULE = "aws:ec2/networkAclRule:NetworkAclRule"


@dataclass(frozen=True, kw_only=True)
class _Entry:
    """One numbered line of a network ACL for what comes in."""

    at: Node | Item
    """Where it is written: in an ACL's list, or as a resource of its own."""

    number: Node
    action: Node

    @property
    def traffic(self) -> Traffic:
        return traffic(self.at["protocol"], self.at["fromPort"], self.at["toPort"])


def _check(stack: Inventory) -> Verdicts:
    yield from each(stack.of(*_ACLS), _inline)
    rules = [_Entry(at=rule, number=rule["ruleNumber"], action=rule["ruleAction"]) for rule in stack.of(_RULE)]
    yield from each(rules, lambda entry: _standalone(entry, rules))


def _inline(acl: Item) -> Verdicts:
    lines = acl["ingress"].items()
    entries = [_Entry(at=line, number=line["ruleNo"], action=line["action"]) for line in lines]
    yield from each(entries, lambda entry: _judge(entry, entries))


def _standalone(entry: _Entry, rules: list[_Entry]) -> Verdicts:
    if entry.at["egress"].truth() is not True:
        acl = entry.at["networkAclId"]
        yield from _judge(entry, [rule for rule in rules if _same(acl, rule.at["networkAclId"])])


def _judge(entry: _Entry, entries: Iterable[_Entry]) -> Verdicts:
    """Yield a problem where the internet passes: by this entry, and not stopped by an earlier one."""
    for key in ("cidrBlock", "ipv6CidrBlock"):
        cidr = entry.at[key]
        network = None if cidr.absent else read_range(cidr)
        if network is None and not cidr.absent:
            yield cidr.problem("must be a CIDR range")
        if network is None or not is_the_internet(network):
            continue
        reached = admin_services(entry.traffic)
        if not reached or _denies(entry):
            continue
        before = [one for one in entries if one is not entry and _stops(one, entry, key)]
        through = [one for one in reached if not any(one in admin_services(stop.traffic) for stop in before)]
        if through:
            mark = "" if cidr.secret else f"{entry.traffic.label}/{network}"
            yield cidr.problem(f"must not be the whole internet for {listed(through)}", mark=mark)


def _stops(earlier: _Entry, entry: _Entry, key: str) -> bool:
    """Return whether *earlier* denies all of the internet and is asked before *entry*."""
    network = None if earlier.at[key].absent else read_range(earlier.at[key])
    if network is None or network.prefixlen > 0 or not _denies(earlier) or earlier.at["egress"].truth() is True:
        return False
    first, second = earlier.number.value(), entry.number.value()
    return isinstance(first, int) and isinstance(second, int) and first < second


def _denies(entry: _Entry) -> bool:
    return entry.action.text().lower() == "deny"


def _same(one: Node, other: Node) -> bool:
    """Return whether two properties name the same ACL: by their value or, before that is known, by what made it."""
    try:
        return bool(one.value() == other.value())
    except Undecided:
        return one.made_of == other.made_of != ()


nacl_no_public_admin_ingress = StackRule(
    id="nacl-no-public-admin-ingress",
    promise="No network ACL lets the internet reach SSH or Remote Desktop.",
    fix="Name the networks that administer in cidr_block, or deny the port with a smaller rule number.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("EC2.21",), cis_5_0=("5.2",), cis_7_0=("6.2",), checkov=("CKV_AWS_231", "CKV_AWS_232")),
    looks_at=frozenset({*_ACLS, _RULE}),
    check=_check,
)
