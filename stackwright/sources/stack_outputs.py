"""Knows what other stacks export, from the command line and from saved files, for the references a program makes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import UserError
from ..model import REDACTED, UNKNOWN, UNKNOWN_TEXT, Secret
from .state import read_state_text
from .state.envelope import foreign, is_state
from .state.file import loads, parse, read_text

_REPORT = ("project", "stack", "resources", "outputs")

# What a table is instead of outputs -> the keys that each of its values has, and those it may have.
_TABLES: tuple[tuple[str, frozenset[str], frozenset[str]], ...] = (
    ("the output of `pulumi config --json`", frozenset({"secret"}), frozenset({"value", "objectValue"})),
    ("the output of `terraform output -json`", frozenset({"sensitive", "value"}), frozenset({"type"})),
)

# Organisation, project and stack, or its last parts.
_REFERENCE = re.compile(r"[\w.-]+(/[\w.-]+){0,2}")


@dataclass(frozen=True)
class _Given:
    """What one option says about a stack."""

    option: str
    """The option, without a value that may be secret."""

    stack: str
    """Reference to the stack, or its last parts; with the name of the output where *key* is to be found in it."""

    outputs: Mapping[str, Any] | None
    """All outputs of the stack, from a file; none where the option gives the value of one."""

    value: Any = None

    def meant(self, reference: str) -> str | None:
        """Return the stack as the option names it where that is *reference*, or its last parts, or the other way."""
        return next((stack for stack, _ in self._readings() if _is_tail(stack, reference)), None)

    def about(self, stack: str) -> Mapping[str, Any]:
        """Return what it says about the outputs of *stack*, which it means."""
        if self.outputs is not None:
            return self.outputs
        return {key: self.value for name, key in self._readings() if name == stack}

    def _readings(self) -> Iterator[tuple[str, str]]:
        """Yield stack and output: both may have dots in their names, so that only a reference tells them apart."""
        if self.outputs is not None:
            yield self.stack, ""
            return
        for dot in re.finditer(r"\.", self.stack):
            stack, key = self.stack[: dot.start()], self.stack[dot.end() :]
            if key and "/" not in key and _REFERENCE.fullmatch(stack):
                yield stack, key


def _is_tail(one: str, other: str) -> bool:
    """Say whether one of two references is the other, or the last parts of it."""
    return f"/{other}".endswith(f"/{one}") or f"/{one}".endswith(f"/{other}")


class StackOutputs:
    """The outputs of other stacks that the user gives."""

    def __init__(self, given: Iterable[_Given] = ()) -> None:
        """Take what the options say, files first."""
        self._given = list(given)
        self._used: set[int] = set()

    @classmethod
    def parse(cls, options: Iterable[str], files: Iterable[str] = ()) -> StackOutputs:
        """Return what `--stack-output REF.KEY=VALUE` *options* and `--stack-state REF=FILE` *files* say.

        REF is `organization/project/stack` or its last parts. VALUE is a JSON object, list, number, truth value or
        quoted string, else text as it stands. FILE is a stack's state, a report of `stackwright preview --format json`
        or what `pulumi stack output --json` writes. Raises UserError.
        """
        return cls([*map(_from_file, files), *map(_from_option, options)])

    def find(self, reference: str) -> dict[str, Any] | None:
        """Return the outputs of the stack that *reference* names; None where nothing is given about it.

        An option about a single output overrides a file's, and stays secret where that is; the option that names the
        stack in full, one that names only its last parts. None, too, where what is given is about several stacks.
        """
        found = self._about(reference)
        if not found:
            return None
        self._used.update(found)
        outputs: dict[str, Any] = {}
        for index in sorted(found, key=lambda each: (self._given[each].outputs is None, found[each].count("/"))):
            _overlay(outputs, self._given[index].about(found[index]))
        return outputs

    def is_whole(self, reference: str) -> bool:
        """Say whether a file has told all outputs of the stack that *reference* names: what it lacks, there is not."""
        return any(self._given[index].outputs is not None for index in self._about(reference))

    def unused(self) -> list[str]:
        """Return a line for each option that no reference has asked for so far, without its value."""
        idle = (given.option for index, given in enumerate(self._given) if index not in self._used)
        return [f"{option}: no stack reference reads it" for option in idle]

    def _about(self, reference: str) -> dict[int, str]:
        """Return which options mean the stack that *reference* names, and the stack as each names it."""
        meant = [(index, given.meant(reference)) for index, given in enumerate(self._given)]
        found = {index: stack for index, stack in meant if stack is not None}
        stacks = set(found.values())
        return found if all(_is_tail(one, other) for one in stacks for other in stacks) else {}


def _overlay(outputs: dict[str, Any], others: Mapping[str, Any]) -> None:
    for key, value in others.items():
        hidden = isinstance(outputs.get(key), Secret) and not isinstance(value, Secret)
        outputs[key] = Secret(value) if hidden else value


def _from_option(option: str) -> _Given:
    name, equals, text = option.partition("=")
    given = _Given(option=f"--stack-output {name}", stack=name, outputs=None, value=_value(text))
    if not equals or not any(given._readings()):
        raise UserError(
            f"--stack-output {name}: expected REF.KEY=VALUE, for instance acme/network/prod.vpcId=vpc-0123456789abcdef0"
        )
    return given


def _value(text: str) -> Any:
    try:
        value = loads(text)
    except (ValueError, RecursionError):
        return text
    return text if value is None else value


def _from_file(option: str) -> _Given:
    reference, equals, file = option.partition("=")
    if not equals or not file or not _REFERENCE.fullmatch(reference):
        raise UserError(
            f"--stack-state {option}: expected REF=FILE, for instance acme/network/prod=network.json, "
            "with a file that `pulumi stack export` writes"
        )
    return _Given(option=f"--stack-state {option}", stack=reference, outputs=_outputs(file))


def _outputs(file: str) -> Mapping[str, Any]:
    """Return the outputs in a state, in a preview's report, or in a table of outputs as the CLI prints it."""
    text = read_text(Path(file))
    document = parse(text, file)
    if is_state(document):
        return read_state_text(text, file).outputs
    if all(key in document for key in _REPORT):
        document = document["outputs"]
        if not isinstance(document, dict):
            raise UserError(f"{file}: outputs: expected an object; write the report again")
    elif what := foreign(document) or _other_table(document):
        raise UserError(
            f"{file}: this is {what}; expected what `pulumi stack export` or `pulumi stack output --json` writes"
        )
    return {key: _marked(document[key]) for key in sorted(document)}


def _other_table(document: Mapping[str, Any]) -> str:
    """Return what a table is that holds no outputs, in words; empty where it may hold some."""
    if not document:
        return "an empty object, which tells no outputs"
    for what, keys, more in _TABLES:
        if all(isinstance(row, dict) and keys <= row.keys() <= keys | more for row in document.values()):
            return what
    return ""


def _marked(value: Any) -> Any:
    """Return a value with marks in place of the words that a report, or the CLI, writes for what it must not show."""
    if value == REDACTED:
        return Secret(UNKNOWN)
    if value == UNKNOWN_TEXT:
        return UNKNOWN
    if isinstance(value, dict):
        return {key: _marked(value[key]) for key in sorted(value)}
    return [_marked(item) for item in value] if isinstance(value, list) else value
