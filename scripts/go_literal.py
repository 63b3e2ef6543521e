"""Reads the composite literals of Go source text, enough of the language to evaluate a Terraform provider's schemas.

Statements other than assignments and returns are skipped; operators are kept as their operands' text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from go_tokens import Reader, tokens


@dataclass(frozen=True)
class Name:
    """An identifier, with its package where it has one: `names.AttrName`."""

    text: str


@dataclass(frozen=True)
class Text:
    """A literal: a string without its quotes, or a number as written."""

    text: str


@dataclass(frozen=True)
class Call:
    """A call `function(arguments)`."""

    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True)
class Composite:
    """A literal `Type{key: value, ...}`; the key is None for a value that has none, the type empty where elided."""

    type: str
    items: tuple[tuple[Node | None, Node], ...]


@dataclass(frozen=True)
class Function:
    """A function, as a literal or declared: its parameters' names and its body."""

    parameters: tuple[str, ...]
    body: Body


@dataclass(frozen=True)
class Body:
    """What a function's body assigns and returns, in order; the target `return` stands for a return."""

    statements: tuple[tuple[str, Node], ...] = ()


Node = Name | Text | Call | Composite | Function


def declaration(text: str) -> Node:
    """Return the function or the variable's value that the last declaration of a Go file holds; Name("") if none."""
    found = re.search(r"^(func|var|const)\s", text, re.MULTILINE)
    if not found:
        # A member of a grouped `var (...)`, written without its keyword.
        found = re.search(r"^\s*\w[\w.*\[\] ]* = ", text, re.MULTILINE)
    if not found:
        return Name("")
    reader = Reader(tokens(text[found.start() :]))
    if reader.peek() == "func":
        return _function(reader)
    while reader.at < len(reader.tokens) and reader.take() != "=":
        pass
    return _expression(reader)


def _function(reader: Reader) -> Node:
    """Read `func (receiver)? name? (parameters) results { body }`, or the type of a function, which is Name("")."""
    reader.take()
    if reader.peek() == "(" and reader.tokens[reader.at + 1 :] and _is_receiver(reader):
        reader.group()
    if reader.peek() not in "([":
        reader.take()
    if reader.peek() == "[":
        reader.group()
    parameters = reader.group()
    while reader.peek() not in ("{", "", ",", ")", "="):
        if reader.peek() in ("(", "[") or reader.take() in ("interface", "struct"):
            reader.group()
    if reader.peek() != "{":
        return Name("")
    names = tuple(
        token
        for index, (kind, token) in enumerate(parameters)
        if kind == "name" and (index == 0 or parameters[index - 1][1] == ",")
    )
    return Function(names, _body(Reader(reader.group())))


def _is_receiver(reader: Reader) -> bool:
    """Whether a declared method's receiver is next, and not a function literal's parameters."""
    ahead = Reader(reader.tokens, reader.at)
    ahead.group()
    return ahead.tokens[ahead.at : ahead.at + 1] != [] and ahead.tokens[ahead.at][0] == "name" and ahead.peek(1) == "("


def _body(reader: Reader) -> Body:
    statements: list[tuple[str, Node]] = []
    while reader.at < len(reader.tokens):
        if reader.peek() == "return":
            reader.take()
            if reader.peek() not in ("}", ""):
                statements.append(("return", _expression(reader)))
        elif reader.peek() in ("=", ":="):
            target = _target(reader)
            reader.take()
            statements.append((target, _expression(reader)))
        elif reader.peek() == "func":
            _expression(reader)
        else:
            reader.take()
    return Body(tuple(statements))


def _target(reader: Reader) -> str:
    """Return what stands before an assignment mark: `x`, `x.y` or `x["key"]`, without spaces."""
    start, depth = reader.at - 1, 0
    while start >= 0:
        kind, text = reader.tokens[start]
        depth += (text in "])") - (text in "[(")
        previous = reader.tokens[start - 1] if start else ("mark", ";")
        inside = depth > 0 or text == "["
        start -= 1
        if not inside and kind == "name" and previous[1] != ".":
            break
    return "".join(token for _, token in reader.tokens[start + 1 : reader.at])


def _expression(reader: Reader) -> Node:
    """Read one expression; of an operation, only the left operand is kept."""
    node = _operand(reader)
    while reader.peek() in ("+", "*", "/", "-", "|", "&", "&&", "||", "==", "!=", "<", ">", "<=", ">=", "%"):
        reader.take()
        _operand(reader)
    return node


def _operand(reader: Reader) -> Node:
    while reader.peek() in ("&", "*", "!", "-", "<-"):
        reader.take()
    kind, mark = reader.tokens[reader.at] if reader.at < len(reader.tokens) else ("", "")
    if kind in ("text", "number", "rune"):
        reader.take()
        return Text(mark[1:-1] if kind == "text" else mark)
    if mark == "func":
        function = _function(reader)
        if reader.peek() == "(":
            reader.group()
        return function
    if mark == "{":
        return Composite("", _items(Reader(reader.group())))
    if mark == "(":
        return _suffix(reader, _expression(Reader(reader.group())))
    return _suffix(reader, Name(_type(reader)))


def _type(reader: Reader) -> str:
    """Read a name, a qualified name or a type such as `map[string]*schema.Schema` or `[]planmodifier.String`."""
    parts: list[str] = []
    while reader.at < len(reader.tokens):
        kind, mark = reader.tokens[reader.at]
        if mark == "[":
            parts.append("[" + "".join(part for _, part in reader.group()) + "]")
        elif mark in (".", "*") or (kind == "name" and (not parts or parts[-1] in (".", "*") or parts[-1][-1] == "]")):
            parts.append(reader.take())
        else:
            break
    return "".join(parts) if parts else reader.take()


def _suffix(reader: Reader, node: Node) -> Node:
    while True:
        mark = reader.peek()
        name = node.text if isinstance(node, Name) else node.function if isinstance(node, Call) else ""
        if mark == "(":
            node = Call(name, tuple(value for _, value in _items(Reader(reader.group()))))
        elif mark == "{" and isinstance(node, Name) and re.search(r"[\w\])]$", name):
            node = Composite(name, _items(Reader(reader.group())))
        elif mark == ".":
            reader.take()
            if reader.peek() == "(":
                reader.group()
            else:
                member = reader.take()
                node = Name(f"{name}.{member}") if isinstance(node, Name) else Call(f"{name}.{member}", (node,))
                if isinstance(node, Call) and reader.peek() == "(":
                    reader.group()
        elif mark == "[":
            reader.group()
        else:
            return node


def _items(reader: Reader) -> tuple[tuple[Node | None, Node], ...]:
    items: list[tuple[Node | None, Node]] = []
    while reader.at < len(reader.tokens):
        if reader.peek() in (",", "..."):
            reader.take()
            continue
        start = reader.at
        node = _expression(reader)
        if reader.peek() == ":":
            reader.take()
            items.append((node, _expression(reader)))
        else:
            items.append((None, node))
        if reader.at == start:
            reader.take()
    return tuple(items)
