"""`stackwright policy`: what a pack promises, one rule with its examples, and whether its rules do what they say."""

from __future__ import annotations

import difflib
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal, TextIO

from ..checks import own_pack
from ..errors import UserError

Form = Literal["text", "json", "markdown"]

_PACK_FILE = "PulumiPolicy.yaml"
_USUAL = "policy"


def find_pack(named: Path | None, folder: Path) -> Path:
    """Return the pack that is *named*; else the project's `policy`, else the one that ships with this tool.

    Raises UserError where the folder is no pack, or one that is not built on the guardrails.
    """
    if named is None:
        shipped = Path(__file__).parents[1]
        places = [folder / _USUAL, *(above / _USUAL for above in folder.resolve().parents), shipped / _USUAL]
        named = next((one for one in (*places, shipped.parent / _USUAL) if (one / _PACK_FILE).is_file()), None)
        if named is None:
            raise UserError("no policy pack in this project; name its folder with --policy-pack FOLDER")
    if not (named / _PACK_FILE).is_file():
        raise UserError(f"--policy-pack: {named}: no {_PACK_FILE} in it; name the folder of a policy pack")
    if not own_pack.runs_here(named):
        raise UserError(
            f"--policy-pack: {named}: not built on the guardrails, so it has no catalogue and no fixtures to read;"
            " `stackwright preview --policy-pack` runs it"
        )
    return named


def list_rules(pack: Path, *, profile: str, form: Form, out: TextIO) -> int:
    """Write every rule of *pack* with its level in *profile*; return 0."""
    entries = own_pack.load(pack, "catalogue").entries()
    if form == "json":
        _write_json([_document(entry) for entry in entries], out)
        return 0
    from ..reports.catalogue import write_list, write_markdown

    if form == "markdown":
        write_markdown(entries, out)
    else:
        write_list(entries, profile, out)
    return 0


def explain(pack: Path, rule: str, *, form: Form, out: TextIO) -> int:
    """Write all about one rule, with its examples; return 0. Raises UserError where the pack has no such rule."""
    catalogue = own_pack.load(pack, "catalogue")
    entry = {one.id: one for one in catalogue.entries()}.get(rule)
    if entry is None:
        raise _no_rule(rule, [one.id for one in catalogue.entries()])
    examples = catalogue.examples(rule)
    if form == "json":
        kinds = {kind: [asdict(one) for one in cases] for kind, cases in examples.items()}
        _write_json({**_document(entry), "examples": kinds}, out)
        return 0
    from ..reports.catalogue import write_rule, write_rule_markdown

    if form == "markdown":
        write_rule_markdown(entry, examples, out)
    else:
        write_rule(entry, examples, out)
    return 0


def test(pack: Path, rules: Sequence[str], *, mutants: bool, form: Form, out: TextIO) -> int:
    """Try the fixtures of *rules*, of all where none is named, and say what came out otherwise; return 1 if any did.

    Raises UserError where the pack has no such rule.
    """
    catalogue = own_pack.load(pack, "catalogue")
    known = [one.id for one in catalogue.entries()]
    for rule in rules:
        if rule not in known:
            raise _no_rule(rule, known)
    tried = catalogue.try_rules(rules, mutants=mutants)
    if form == "json":
        _write_json([asdict(one) for one in tried], out)
    else:
        from ..reports.catalogue import write_trials

        write_trials(tried, mutants=mutants, out=out)
    return int(any(one.failures or one.survived or one.misfits for one in tried))


def _no_rule(rule: str, known: Sequence[str]) -> UserError:
    close = [one for one in known if rule and rule in one][:3] or difflib.get_close_matches(rule, known, n=1)
    guess = f"did you mean {' or '.join(close)}?" if close else "`stackwright policy list` names them"
    return UserError(f"{rule}: the pack has no such rule; {guess}")


def _document(entry: Any) -> dict[str, Any]:
    """Return a rule with its keys in camelCase, in a fixed order."""
    return {
        "id": entry.id,
        "service": entry.service,
        "promise": entry.promise,
        "fix": entry.fix,
        "why": entry.why,
        "severity": entry.severity,
        "levels": dict(entry.levels),
        "aboutStack": entry.about_stack,
        "remediates": entry.remediates,
        "needsSecretness": entry.needs_secretness,
        "parameters": {name: dict(one) for name, one in entry.parameters.items()},
        "controls": {name: list(ids) for name, ids in entry.controls.items()},
    }


def _write_json(document: Any, out: TextIO) -> None:
    out.write(json.dumps(document, indent=2, ensure_ascii=False))
    out.write("\n")
