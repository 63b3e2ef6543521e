"""Times `stackwright preview` on ever larger stacks, in turn with stock mocks and, on request, with `cdk synth`.

Usage: python benchmarks/scale.py [--sizes 1,10,100,400] [--runs 3] [--program FOLDER [--stack STACK]] [--cdk FOLDER]

The program is this repository's own, its prod stack with so many copies of one service, or the project in FOLDER,
which reads the number of services from the environment variable SERVICES. `--cdk` takes a CDK app that reads it as
well, made ready by `npm install`, and compares the whole of both commands.

Exits 1 where a bar is missed: at 100 services and more at most 0.55 of the mocks' wall time and no more memory; growth
beyond the second largest size linear within 15 %; less wall time than `cdk synth` at every size.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from measure import Cost, mocked, preview, report, run

ROOT = Path(__file__).resolve().parent.parent
RATIO, GROWTH = 0.55, 1.15
COUNTS_FROM = 100
"""Services from which the ratio and memory count: below, both mostly load modules."""


@dataclass(frozen=True)
class Measured:
    """The medians at one size."""

    services: int
    resources: int
    ours: Cost
    mocks: Cost
    cdk: Cost | None


def main() -> int:
    """Measure each size, print a row for each, then what is missed."""
    options = _options()
    print("services resources  preview  resources/s  memory |  mocks  memory  ratio |  cdk synth")
    found = []
    with tempfile.TemporaryDirectory() as temporary:
        for services in options.sizes:
            found.append(_measure(services, options, Path(temporary, str(services))))
            print(_row(found[-1]), flush=True)
    missed = list(_missed(found))
    print("\n".join(missed) if missed else "every bar holds")
    return int(bool(missed))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=lambda text: [int(each) for each in text.split(",")], default=[1, 10, 100, 400])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--program", type=Path)
    parser.add_argument("--stack", default="dev", help="stack of --program")
    parser.add_argument("--cdk", type=Path)
    return parser.parse_args()


def _measure(services: int, options: argparse.Namespace, scratch: Path) -> Measured:
    scratch.mkdir()
    folder = options.program or _copies(services, scratch / "project")
    stack = options.stack if options.program else "prod"
    environment = {"SERVICES": str(services)}
    whole = report(stack, folder, environment)
    under_mocks = mocked(stack, whole, scratch / "outputs.json")
    synth = [
        str((options.cdk or Path()).resolve() / "node_modules/.bin/cdk"),
        "synth",
        "--quiet",
        "--output",
        str(scratch / "cdk"),
    ]
    rounds = []
    for _ in range(options.runs):
        ours, mocks = run(preview(stack), folder, environment), run(under_mocks, folder, environment)
        rounds.append((ours, mocks, run(synth, options.cdk, environment) if options.cdk else None))
    ours_all, mocks_all, cdk_all = zip(*rounds, strict=True)
    resources = sum(each["custom"] and not each["type"].startswith("pulumi:") for each in whole["resources"])
    return Measured(
        services, resources, _median(ours_all), _median(mocks_all), _median(cdk_all) if options.cdk else None
    )


def _copies(services: int, folder: Path) -> Path:
    """Copy the repository's program into *folder*, with so many services in its prod stack.

    The dashboard stays behind: CloudWatch holds 500 widgets in one, too few for the alarms of so many services.
    """
    for name in ("components", "settings"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "Pulumi.yaml", folder)
    program = (ROOT / "__main__.py").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "__main__.py").write_text("".join(line for line in program if "dashboard" not in line), encoding="utf-8")
    stack: dict[str, Any] = yaml.safe_load((ROOT / "Pulumi.prod.yaml").read_text(encoding="utf-8"))
    model = stack["config"]["stackwright:services"]["api"] | {"needs": ["database"]}
    stack["config"]["stackwright:services"] = {
        f"svc{number:03}": model
        | {"image": {"repository": f"svc{number:03}", "tag": "1"}, "route": {"host": f"s{number}", "priority": number}}
        for number in range(1, services + 1)
    }
    (folder / "Pulumi.prod.yaml").write_text(yaml.safe_dump(stack), encoding="utf-8")
    return folder


def _median(costs: Iterable[Cost]) -> Cost:
    each = list(costs)
    return Cost(
        statistics.median(cost.seconds for cost in each),
        statistics.median(cost.processor for cost in each),
        max(cost.megabytes for cost in each),
    )


def _row(found: Measured) -> str:
    ours, mocks = found.ours, found.mocks
    row = (
        f"{found.services:8} {found.resources:9} {ours.seconds:6.2f} s {found.resources / ours.seconds:12.0f}"
        f" {ours.megabytes:4} MB | {mocks.seconds:5.1f} s {mocks.megabytes:4} MB {ours.seconds / mocks.seconds:6.2f}"
    )
    return row + (f" | {found.cdk.seconds:7.2f} s" if found.cdk else " |")


def _missed(found: list[Measured]) -> Iterable[str]:
    for each in found:
        place = f"{each.services} services"
        if each.services >= COUNTS_FROM:
            ratio = each.ours.seconds / each.mocks.seconds
            if ratio > RATIO:
                yield f"{place}: {ratio:.2f} of the mocks' wall time (bar: {RATIO})"
            if each.ours.megabytes > each.mocks.megabytes:
                yield f"{place}: {each.ours.megabytes} MB, the mocks {each.mocks.megabytes} MB"
        if each.cdk and each.ours.seconds >= each.cdk.seconds:
            yield f"{place}: {each.ours.seconds:.2f} s, cdk synth {each.cdk.seconds:.2f} s"
    if len(found) > 2:
        growth = _per_resource(found[-2], found[-1]) / _per_resource(found[0], found[-2])
        print(f"a resource beyond {found[-2].services} services takes {growth:.2f} of the time of one before")
        if growth > GROWTH:
            yield f"growth {growth:.2f} (bar: {GROWTH})"


def _per_resource(small: Measured, large: Measured) -> float:
    """Return the processor seconds that each resource more takes: other work on the machine does not change them."""
    return (large.ours.processor - small.ours.processor) / (large.resources - small.resources)


if __name__ == "__main__":
    sys.exit(main())
