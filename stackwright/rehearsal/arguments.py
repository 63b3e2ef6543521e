"""Reads and rewrites the arguments of one call of the Pulumi CLI, as far as they name a stack or a stack file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

# Flags whose value is an argument of its own; source: `pulumi --help` and `pulumi stack --help` of 3.260.
_EVERYWHERE = frozenset(
    {"-C", "--cwd", "--color", "-v", "--verbose", "--tracing", "--profiling", "--memprofilerate", "--otel-traces"}
)
_OF_STACK = frozenset({"-s", "--stack", "--secrets-provider", "--copy-config-from", "--teams", "--file", "--version"})

_FOLDER = ("-C", "--cwd")
_STACK = ("-s", "--stack")
_CONFIG_FILE = ("--config-file",)

_STACK_FILE_VERBS = frozenset(
    {"up", "update", "preview", "pre", "destroy", "down", "dn", "refresh", "import", "watch", "logs", "config"}
)
_STATE_VERBS = frozenset({"stack", "state", "cancel"})


@dataclass(frozen=True)
class Call:
    """One call: `arguments` are all but the name of the program."""

    arguments: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The arguments that are no flags: the verb, and for `stack` what follows it."""
        return tuple(self.arguments[index] for index in self._positions())

    @property
    def verb(self) -> str:
        """The first word; empty where there is none."""
        return next(iter(self.words), "")

    @property
    def folder(self) -> str:
        """Where the call works, from `-C`; empty where it does not say."""
        return self._value(_FOLDER)

    @property
    def stack(self) -> str:
        """The stack that `-s` names, or the argument of `stack init|select|rm`; empty where none is named."""
        named = self._value(_STACK)
        if not named and self.verb == "stack" and self.sub_verb in ("init", "new", "create", "select", "rm", "remove"):
            named = next(iter(self.words[2:]), "")
        return named.rsplit("/", 1)[-1]

    @property
    def sub_verb(self) -> str:
        """The second word of `pulumi stack ...`; empty elsewhere."""
        return self.words[1] if self.verb == "stack" and len(self.words) > 1 else ""

    @property
    def config_file(self) -> str:
        """The file that `--config-file` names; empty where it names none."""
        return self._value(_CONFIG_FILE)

    @property
    def reads_stack_file(self) -> bool:
        """Whether the verb reads the stack's file, and may write it."""
        return self.verb in _STACK_FILE_VERBS

    @property
    def needs_stack(self) -> bool:
        """Whether the verb works on a stack that must exist."""
        return self.reads_stack_file or (self.verb in _STATE_VERBS and self.sub_verb not in ("ls", "list"))

    @property
    def asks_for_help(self) -> bool:
        """Whether the call only prints how it is used."""
        return any(argument in ("-h", "--help") for argument in self._flags())

    def has(self, *flags: str) -> bool:
        """Say whether one of *flags* is given, with or without a value."""
        return any(argument.split("=", 1)[0] in flags for argument in self._flags())

    def with_option(self, *option: str) -> Call:
        """Return the call with *option* right behind its verb, or its sub-verb."""
        after = self._positions()[1 if self.sub_verb else 0] + 1
        return replace(self, arguments=(*self.arguments[:after], *option, *self.arguments[after:]))

    def with_config_file(self, file: str) -> Call:
        """Return the call with *file* as its stack file."""
        return Call(_without(self.arguments, _CONFIG_FILE)).with_option("--config-file", file)

    def without(self, flag: str) -> Call:
        """Return the call without *flag*, which takes no value."""
        return Call(tuple(argument for argument in self.arguments if argument.split("=", 1)[0] != flag))

    def with_plain_stack(self) -> Call:
        """Return the call with the stack's bare name: a file backend knows no organizations but its own."""
        arguments = list(self.arguments)
        for index, argument in enumerate(arguments):
            for flag in _STACK:
                if argument == flag and index + 1 < len(arguments):
                    arguments[index + 1] = self.stack
                elif argument.startswith(f"{flag}=") or (len(flag) == 2 and argument[:2] == flag and argument != flag):
                    arguments[index] = f"--stack={self.stack}"
        if self.verb == "stack" and not self._value(_STACK) and self.stack:
            arguments[self._positions()[2]] = self.stack
        return Call(tuple(arguments))

    def _flags(self) -> Sequence[str]:
        end = self.arguments.index("--") if "--" in self.arguments else len(self.arguments)
        return [argument for argument in self.arguments[:end] if argument.startswith("-")]

    def _value(self, flags: tuple[str, ...]) -> str:
        found = ""
        for index, argument in enumerate(self.arguments):
            if argument == "--":
                break
            for flag in flags:
                if argument == flag:
                    found = "".join(self.arguments[index + 1 : index + 2])
                elif argument.startswith(f"{flag}="):
                    found = argument.partition("=")[2]
                elif len(flag) == 2 and argument.startswith(flag):
                    found = argument[2:]
        return found

    def _positions(self) -> list[int]:
        positions: list[int] = []
        skip = False
        for index, argument in enumerate(self.arguments):
            if skip:
                skip = False
            elif argument in _EVERYWHERE or (positions and argument in _OF_STACK):
                skip = True
            elif not argument.startswith("-"):
                positions.append(index)
        return positions


def _without(arguments: tuple[str, ...], flags: tuple[str, ...]) -> tuple[str, ...]:
    kept: list[str] = []
    skip = False
    for argument in arguments:
        if skip or argument in flags:
            skip = not skip
        elif not any(argument.startswith(f"{flag}=") for flag in flags):
            kept.append(argument)
    return tuple(kept)
