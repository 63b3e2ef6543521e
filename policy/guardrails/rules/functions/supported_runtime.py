"""Functions run on a language that still gets security patches.

A container image brings its own: exempt. So is a function whose runtime is newer than the table of runtimes.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts
from ...lambda_runtimes import wrong_with


def _check(function: Item) -> Verdicts:
    if function["packageType"].value() == "Image":
        return
    runtime = function["runtime"]
    wrong = wrong_with(runtime.text())
    if wrong and runtime.secret:
        yield runtime.problem("must be a runtime that Lambda maintains")
    elif wrong:
        yield runtime.problem(
            f"must be a runtime that Lambda maintains{'' if runtime.absent else f', not one {wrong}'}"
        )


lambda_supported_runtime = Rule(
    id="lambda-supported-runtime",
    promise="Functions run on runtimes that get security patches.",
    fix='Set runtime to the current one of the language, for instance "python3.14", "nodejs24.x" or "java25".',
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("Lambda.2",), checkov=("CKV_AWS_363",)),
    looks_at=frozenset({"aws:lambda/function:Function"}),
    check=_check,
)
