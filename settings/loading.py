"""Loads the settings, or says everything that is wrong with the stack file at once."""

from __future__ import annotations

import pulumi
from pydantic import ValidationError

from .document import SECRETS, Document, read, set_command
from .problem import Problem, key_path, line, lookup
from .rules import contradictions
from .schema import example_at, keys_at
from .stack import StackSettings
from .translation import translated


def load() -> StackSettings:
    """Return the settings of the stack that runs.

    Raises pulumi.RunError, one line for each problem, sorted by key. To find contradictions next to wrong values,
    what is refused is taken out, or replaced by an example, and the rest is looked at again.
    """
    document, problems = _without_wrong_encryption(read())
    settings: StackSettings | None = None
    while settings is None:
        try:
            settings = StackSettings(**document.with_defaults())
        except ValidationError as error:
            before = document
            document, found = _without_errors(error, document)
            problems += found
            if document == before:
                raise
    problems += [
        problem
        for problem in contradictions(settings, document)
        if not any(document.doubts(path) for path in problem.about)
    ]
    if problems:
        raise pulumi.RunError(_told(problems, document))
    return settings


def _without_wrong_encryption(document: Document) -> tuple[Document, list[Problem]]:
    """Refuse encrypted values outside their section, and plain ones in it."""
    problems = []
    for key in sorted(document.encrypted - {SECRETS}):
        rule = f"holds an encrypted value, which only {SECRETS} may"
        fix = "set it again without --secret" if key in keys_at(()) else f"move it below {SECRETS}"
        problems.append(Problem(path=(key,), rule=rule, fix=fix, show=False))
        document = document.without((key,))
    if SECRETS in document.written and SECRETS not in document.encrypted:
        fix = f"take it out and run {set_command('<name>')}"
        problems.append(Problem(path=(SECRETS,), rule="is not encrypted", fix=fix))
        document = document.without((SECRETS,))
    return document, problems


def _without_errors(error: ValidationError, document: Document) -> tuple[Document, list[Problem]]:
    """Return the document without what *error* refuses, and what of that was not refused before."""
    problems, before = [], document
    # Backwards: taking an entry out of a list moves those behind it.
    for details in reversed(error.errors()):
        problem = translated(details, document)
        known = before.refused(problem.path)
        if not known:
            problems.append(problem)
        if known or lookup(document.usable, problem.path) is None:
            document = document.with_stand_in(problem.path, example_at(problem.path))
        else:
            document = document.without(problem.path)
    return document, problems


def _told(problems: list[Problem], document: Document) -> str:
    ordered = sorted(problems, key=lambda problem: (key_path(problem.path, document.namespace), problem.rule))
    lines = [line(problem, document.file, document.namespace, document.written) for problem in ordered]
    count = "1 problem" if len(lines) == 1 else f"{len(lines)} problems"
    return "\n".join([f"{document.file} has {count}:", *lines])
