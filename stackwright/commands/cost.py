"""`stackwright cost STACK...`: what each stack costs a month, how that changes, and whether it may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Literal, TextIO

from ..errors import UserError
from .costing import CostOptions, check_cost
from .source import SourceOptions, obtain

if TYPE_CHECKING:
    from ..checks.cost.report import CostReport
Form = Literal["text", "json", "markdown", "html"]


def cost(
    sources: Sequence[SourceOptions],
    options: CostOptions,
    *,
    by: str = "component",
    save: bool = False,
    form: Form = "text",
    out: TextIO,
) -> int:
    """Write the report on the cost of the stacks; return 1 where a gate of one of them says no.

    With *save* the estimates become the baselines, once all of them are made and compared with the ones before.
    """
    from ..checks.cost.grouping import check_by

    check_by(by)
    if save and any(source.state for source in sources):
        raise UserError("--save: a baseline is of the program, which --state does not run; leave one of the two out")
    reports = [_report(source, replace(options, save=save)) for source in sources]
    if save:
        reports = [_saved(report, source) for report, source in zip(reports, sources, strict=True)]
    _write(reports, by, form, out)
    return int(any(report.fails for report in reports))


def _report(source: SourceOptions, options: CostOptions) -> CostReport:
    from ..reports.caveats import caveats

    obtained = obtain(source)
    report = check_cost(obtained, options, source)
    return _noted(report, *caveats(obtained.stack))


def _saved(report: CostReport, source: SourceOptions) -> CostReport:
    """Write the estimate as the baseline of its stack, and return the report that says so."""
    from ..checks.cost import baseline
    from ..sources.project import find_project

    path = baseline.path_of(find_project(source.folder).root, report.estimate.stack)
    baseline.save(report.estimate, path, date.today())
    return _noted(report, f"{path.name} is written: what changes from now on is told from it; commit it")


def _noted(report: CostReport, *notes: str) -> CostReport:
    return replace(report, estimate=replace(report.estimate, notes=(*report.estimate.notes, *notes)))


def _write(reports: Sequence[CostReport], by: str, form: Form, out: TextIO) -> None:
    """Write the reports in one form; only that one's writer is loaded."""
    if form == "json":
        from ..reports.cost.json import write as write_json

        write_json(reports, out, by=by)
    elif form == "markdown":
        from ..reports.cost.markdown import write as write_markdown

        write_markdown(reports, out, by=by)
    elif form == "html":
        from ..reports.cost.html import write as write_html

        write_html(reports, out, by=by)
    else:
        from ..reports.cost.text import write as write_text

        write_text(reports, out, by=by)
