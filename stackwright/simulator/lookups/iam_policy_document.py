"""`iam.getPolicyDocument`, written to the letter as the AWS provider writes it.

Source: the provider's data source `aws_iam_policy_document`: what it sorts, what it leaves out and how it merges.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ...errors import ProgramError
from .question import Question
from .std_texts import GO_ESCAPES

_ORDER = ("Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal", "Condition")
_SNAKE = re.compile(r"_([a-z])")
_Statement = dict[str, Any]
_Row = Mapping[str, Any]


def render(args: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer to *args*: `json`, `minifiedJson`, `id`. Raises ProgramError where the provider refuses."""
    version = str(args.get("version") or "2012-10-17")
    merged: dict[str, Any] = {"Version": "", "Id": "", "Statement": []}
    sids: set[str] = set()
    for source in args.get("sourcePolicyDocuments") or []:
        document = _read(source)
        for statement in document["Statement"]:
            _refuse_twice(statement, sids, "in source_policy_documents")
        _merge(merged, document)
    statements = [_statement(table, version) for table in args.get("statements") or []]
    own: set[str] = set()
    for statement in statements:
        _refuse_twice(statement, own, "in statements")
    _merge(merged, {"Version": version, "Id": str(args.get("policyId") or ""), "Statement": statements})
    for override in args.get("overridePolicyDocuments") or []:
        _merge(merged, _read(override))
    document = {key: value for key, value in merged.items() if value}
    text = json.dumps(document, indent=2, ensure_ascii=False).translate(GO_ESCAPES)
    minified = json.dumps(document, separators=(",", ":"), ensure_ascii=False).translate(GO_ESCAPES)
    return {"id": str(zlib.crc32(text.encode())), "json": text, "minifiedJson": minified, "version": version}


def _refuse_twice(statement: _Statement, sids: set[str], where: str) -> None:
    sid = statement.get("Sid", "")
    if sid and sid in sids:
        raise ProgramError(f"iam.getPolicyDocument: the Sid {sid} stands twice {where}; AWS refuses it: rename one")
    sids.add(sid)


def _merge(document: dict[str, Any], other: Mapping[str, Any]) -> None:
    """Merge *other* into *document*: a statement with a Sid that is there already takes that one's place."""
    document["Id"] = other["Id"] or document["Id"]
    document["Version"] = max(document["Version"], other["Version"])
    statements = document["Statement"]
    for statement in other["Statement"]:
        sid = statement.get("Sid")
        at = next((index for index, there in enumerate(statements) if sid and there.get("Sid") == sid), None)
        if at is None:
            statements.append(statement)
        else:
            statements[at] = statement


def _statement(table: Mapping[str, Any], version: str) -> _Statement:
    """Return one statement of the arguments, in the order and with the fields that the provider writes.

    A program's own table may spell them as Python does, `not_actions`.
    """
    table = {_SNAKE.sub(lambda match: match[1].upper(), key): value for key, value in table.items()}
    found: _Statement = {"Sid": table.get("sid"), "Effect": table.get("effect") or "Allow"}
    found["Action"] = _one_or_sorted(table.get("actions"))
    found["NotAction"] = _one_or_sorted(table.get("notActions"))
    found["Resource"] = _variables(_one_or_sorted(table.get("resources")), version)
    found["NotResource"] = _variables(_one_or_sorted(table.get("notResources")), version)
    found["Principal"] = _principals(table.get("principals") or [], version)
    found["NotPrincipal"] = _principals(table.get("notPrincipals") or [], version)
    conditions = _set(table.get("conditions") or [], _condition_hash)
    found["Condition"] = _conditions(
        (str(row["test"]), str(row["variable"]), _variables(_texts(row.get("values")), version)) for row in conditions
    )
    return {key: value for key, value in found.items() if value}


def _one_or_sorted(items: Any) -> str | list[str]:
    """Return the only item as text, several without repetition in reverse order."""
    found = sorted(set(_texts(items)), reverse=True)
    return found[0] if len(found) == 1 else found


def _texts(items: Any) -> list[str]:
    listed = [items] if isinstance(items, str) else items or []
    return ["" if item is None else str(item) for item in listed]


def _variables(found: Any, version: str) -> Any:
    """Return policy variables as IAM writes them: `&{...}` is `${...}`, which older documents do not know."""
    if not isinstance(found, str):
        return [_variables(item, version) for item in found]
    if "&{" in found and version == "2008-10-17":
        raise ProgramError(f"iam.getPolicyDocument: {found} has a variable, which version 2008-10-17 does not support")
    return found.replace("&{", "${")


def _principals(rows: Sequence[Mapping[str, Any]], version: str) -> Any:
    ordered = _set(rows, _principal_hash)
    found = [(str(row["type"]), _variables(_one_or_sorted(row.get("identifiers")), version)) for row in ordered]
    return _principal_table(found)


def _principal_table(found: Sequence[tuple[str, str | list[str]]]) -> Any:
    """Return principals by type; only everybody of every type is written `"*"`."""
    if len(found) == 1 and found[0][0] == "*" and found[0][1] in ("*", ["*"]):
        return "*"
    table: dict[str, Any] = {}
    for type_, identifiers in found:
        if isinstance(identifiers, str) and type_ not in table:
            table[type_] = identifiers
            continue
        there = table.get(type_, [])
        more = [identifiers] if isinstance(identifiers, str) else sorted(identifiers, reverse=True)
        table[type_] = [*([there] if isinstance(there, str) else there), *more]
    return dict(sorted(table.items()))


def _conditions(rows: Iterable[tuple[str, str, list[str]]]) -> dict[str, dict[str, Any]]:
    table: dict[str, dict[str, list[str]]] = {}
    for test, variable, values in rows:
        table.setdefault(test, {}).setdefault(variable, []).extend(values)
    return {
        test: {name: values[0] if len(values) == 1 else values for name, values in sorted(variables.items())}
        for test, variables in sorted(table.items())
    }


def _read(text: Any) -> dict[str, Any]:
    """Return a document given as JSON, its principals and conditions written as the provider writes its own."""
    try:
        document = json.loads(text)
        statements = document.get("Statement") or []
    except (TypeError, ValueError, AttributeError) as error:
        text = f"iam.getPolicyDocument: a document to merge is not a JSON policy: {error}; give the text of one"
        raise ProgramError(text) from None
    rows = statements if isinstance(statements, list) else [statements]
    version, id_ = str(document.get("Version") or ""), str(document.get("Id") or "")
    return {"Version": version, "Id": id_, "Statement": [_reread(row) for row in rows]}


def _reread(row: Mapping[str, Any]) -> _Statement:
    found = {key: row[key] for key in _ORDER if row.get(key) not in (None, "")}
    for key in ("Principal", "NotPrincipal"):
        if key in found:
            given = {"*": ["*"]} if isinstance(found[key], str) else found[key]
            found[key] = _principal_table(list(given.items()))
    if "Condition" in found:
        found["Condition"] = _conditions(
            (test, variable, ["true" if value is True else "false" if value is False else value for value in values])
            for test, variables in found["Condition"].items()
            for variable, given in variables.items()
            if (values := _listed(given)) is not None
        )
    return {key: value for key, value in found.items() if value not in ({}, None)}


def _listed(given: Any) -> list[Any] | None:
    """Return a condition's values; None for a number, which the provider drops."""
    if isinstance(given, (str, bool)):
        return [given]
    return given if isinstance(given, list) else None


def _set(rows: Iterable[_Row], key: Callable[[_Row], str]) -> list[_Row]:
    """Return *rows* as the provider's sets hold them: each once, in the order of their hashes' digits."""
    return [row for _, row in sorted({key(row): row for row in rows}.items())]


def _condition_hash(row: Mapping[str, Any]) -> str:
    """Return the place of a condition in the provider's set, which decides where values of one test stand."""
    values = "".join(f"{value};" for value in _texts(row.get("values")))
    return _hash(f"test:{row['test']};values:({values});variable:{row['variable']};")


def _principal_hash(row: Mapping[str, Any]) -> str:
    """Return the place of a principal in the provider's set, as for a condition."""
    identifiers = sorted(set(_texts(row.get("identifiers"))), key=lambda text: _hash(f"{text};"))
    return _hash(f"identifiers:{{{''.join(f'{text};' for text in identifiers)}}};type:{row['type']};")


def _hash(text: str) -> str:
    return str(zlib.crc32(text.encode()))


def _answer(question: Question) -> dict[str, Any]:
    return render(question.args)


ANSWERS: Mapping[str, Callable[[Question], dict[str, Any]]] = {
    "aws:iam/getPolicyDocument:getPolicyDocument": _answer,
}
"""Token -> what answers it."""
