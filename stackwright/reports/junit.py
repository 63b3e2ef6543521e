"""What policy packs found as JUnit XML, which CI servers show as tests: a suite per pack, a case per finding.

Packs count the rules they judged by but do not name those that found nothing: only findings are cases. Those that do
not end the run with exit code 1 are skipped tests, so that a CI server and the exit code agree. Shape: the schema
`junit-10.xsd` of Jenkins' xUnit plugin.
"""

from __future__ import annotations

from collections import Counter
from typing import TextIO
from xml.etree import ElementTree as ET

from ..checks.findings import Finding, Gate, PackReport, PolicyReport, count_findings
from ..model import Stack
from .wording import Names, counted, plain, said


def write(stack: Stack, policy: PolicyReport, out: TextIO, *, gate: Gate = "mandatory") -> None:
    """Write what *policy* found in *stack* to *out*, with a newline at the end; no time is in it.

    What is below the *gate* counts as skipped.
    """
    names = Names(stack)
    suites = [_suite(stack, pack, names, gate) for pack in policy.packs]
    root = ET.Element("testsuites", {"name": plain(f"{stack.project}/{stack.name}"), **_totals(suites)})
    root.extend(suites)
    ET.indent(root)
    # Other characters are written as references: the text is right in whatever encoding it ends up.
    body = ET.tostring(root, encoding="us-ascii", xml_declaration=False).decode("ascii")
    out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n')


def _totals(suites: list[ET.Element]) -> dict[str, str]:
    keys = ("tests", "failures", "errors")
    return {key: str(sum(int(suite.attrib[key]) for suite in suites)) for key in keys}


def _suite(stack: Stack, pack: PackReport, names: Names, gate: Gate) -> ET.Element:
    findings = PolicyReport(packs=(pack,)).findings
    tags = Counter(_tag(finding, gate) for finding in findings)
    counts = {
        "tests": len(findings) or 1,
        "failures": tags["failure"],
        "errors": tags["error"],
        "skipped": tags["skipped"],
    }
    suite = ET.Element("testsuite", {"name": plain(pack.name), **{key: str(n) for key, n in counts.items()}})
    suite.append(_properties(stack, pack))
    taken: Counter[str] = Counter()
    suite.extend(_case(finding, names, taken, gate) for finding in findings)
    if not findings:
        ET.SubElement(suite, "testcase", name=f"all {counted(pack.rules, 'rule')}", classname=plain(pack.name))
    return suite


def _properties(stack: Stack, pack: PackReport) -> ET.Element:
    values = {
        "project": stack.project,
        "stack": stack.name,
        "region": stack.region,
        "folder": pack.folder,
        "version": pack.version,
        "rules": str(pack.rules),
        **{key: str(number) for key, number in count_findings(pack.findings).items()},
    }
    properties = ET.Element("properties")
    for name, value in values.items():
        ET.SubElement(properties, "property", name=name, value=plain(value))
    return properties


def _case(finding: Finding, names: Names, taken: Counter[str], gate: Gate) -> ET.Element:
    """Return the finding as a case, under a name that no other case of its rule has: servers compare runs by it."""
    classname = plain(f"{finding.pack}.{finding.rule}")
    name = " ".join(filter(None, (names.said(finding.urn), plain(finding.path), plain(finding.fingerprint))))
    taken[f"{classname} {name}"] += 1
    again = taken[f"{classname} {name}"]
    case = ET.Element("testcase", name=f"{name} #{again}" if again > 1 else name, classname=classname)
    type_ = finding.level if finding.status == "fail" else finding.status
    outcome = ET.SubElement(case, _tag(finding, gate), type=type_, message=_headline(finding))
    outcome.text = "\n".join(_details(finding))
    return case


def _tag(finding: Finding, gate: Gate) -> str:
    if not finding.gates(gate):
        return "skipped"
    return "error" if finding.status == "error" else "failure"


def _headline(finding: Finding) -> str:
    found = said(finding.path, finding.message) or plain(finding.promise)
    if finding.status == "unknown":
        return f"cannot be judged before the deployment: {found}"
    if finding.waiver:
        return plain(f"excepted until {finding.waiver.expires}: {finding.waiver.reason}")
    return f"excepted: {found}" if finding.status == "suppressed" else found


def _details(finding: Finding) -> list[str]:
    """Return what a reader needs to mend it, a line each."""
    waiver = finding.waiver
    lines = {
        "promise": finding.promise,
        "found": said(finding.path, finding.message),
        "fix": finding.fix,
        "level": finding.level,
        "severity": finding.severity,
        "resource": finding.urn,
        "source": str(finding.source or ""),
        "exception": f"{waiver.reason} ({waiver.owner}, {waiver.ticket}, until {waiver.expires})" if waiver else "",
    }
    return [f"{key}: {plain(value)}" for key, value in lines.items() if plain(value)]
