"""Times the policy pack: all its rules on many resources, its slowest rules, and what it adds to a preview.

Usage: python benchmarks/policy.py [--resources 1000] [--bar 0.5] [--preview-bar 0.4] [--runs 5] [--stack dev]

The resources are those of the rules' own fixtures, good and bad ones mixed, again and again under other names until
there are enough. The preview runs with the pack and without it in turn, each time in a process of its own. Every rule
counts in both, those too that no profile turns on. Seconds are of the processor: other work on the machine does not
change them, and neither rules nor previews wait for anything.

Exits 1 where judging the resources, or the pack in the preview, takes more seconds than its bar.
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from measure import preview, run

from stackwright.checks import own_pack
from stackwright.model import UNKNOWN, Resource, Secret

ROOT = Path(__file__).resolve().parent.parent
PACK = ROOT / "policy"
EVERY_RULE = {"all": "advisory"}
SEED = 1


def main() -> int:
    """Measure both, print a row for each and the slowest rules; return 1 where a bar is missed."""
    options = _options()
    offline = own_pack.load(PACK)
    stack = list(itertools.islice(_resources(), options.resources))
    answer, seconds = _judge(offline, stack, options.runs)
    print(f"{answer.rules} rules on {len(stack)} resources, {len(answer.findings)} findings")
    print(f"all rules            median {seconds:.2f} s (bar: under {options.bar})")
    nothing = _judge(offline, stack, options.runs, rules=[])[1]
    print(f"no rule              median {nothing:.2f} s")
    for taken, id_ in _slowest(offline, stack, nothing)[:5]:
        print(f"  {id_:34} {taken * 1000:6.1f} ms")
    added = _preview(options.stack, options.runs)
    print(f"added to the preview median {added:.2f} s (bar: under {options.preview_bar})")
    return int(seconds >= options.bar or added >= options.preview_bar)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--resources", type=int, default=1000)
    parser.add_argument("--bar", type=float, default=0.5, help="seconds for the resources")
    parser.add_argument("--preview-bar", type=float, default=0.4, help="seconds that the pack may add to the preview")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--stack", default="dev")
    return parser.parse_args()


def _judge(offline: Any, stack: list[Resource], runs: int, **rules: Any) -> tuple[Any, float]:
    """Return what the pack answers, and the median seconds it takes when its data are loaded."""
    start = offline.Start(project="fixtures", stack="test", config={}, pack=PACK, root=PACK, today=date(2026, 11, 21))
    marks = offline.Marks(secret=Secret, unknown=UNKNOWN)

    def once() -> Any:
        return offline.run(stack, start=start, marks=marks, given=EVERY_RULE, **rules)

    once()
    timed = [_timed(once) for _ in range(runs)]
    return timed[0][0], statistics.median(seconds for _, seconds in timed)


def _slowest(offline: Any, stack: list[Resource], nothing: float) -> list[tuple[float, str]]:
    """Return the seconds that each rule takes by itself beyond what none takes, the slowest first."""
    rules = own_pack.load(PACK, "catalogue").RULES
    taken = [(_judge(offline, stack, 3, rules=[rule])[1] - nothing, rule.id) for rule in rules]
    return sorted(taken, reverse=True)


def _timed(what: Callable[[], Any]) -> tuple[Any, float]:
    started = time.process_time()
    made = what()
    return made, time.process_time() - started


def _preview(stack: str, runs: int) -> float:
    """Return the median seconds that the pack adds to a preview, and print the medians of both and their ratio."""
    with tempfile.TemporaryDirectory() as temporary:
        config = Path(temporary, "config.yaml")
        config.write_text("all: advisory\n", encoding="utf-8")
        guarded = preview(stack, "--policy-pack", str(PACK), "--policy-pack-config", str(config))
        plain = preview(stack, "--no-policy")
        both = [(run(guarded, ROOT), run(plain, ROOT)) for _ in range(runs + 1)][1:]
    for name, costs in zip(("preview with pack", "preview without"), zip(*both, strict=True), strict=True):
        print(f"{name:20} median {statistics.median(cost.processor for cost in costs):.2f} s")
    print(f"ratio                {statistics.median(one.processor / other.processor for one, other in both):.2f}")
    return statistics.median(one.processor - other.processor for one, other in both)


def _resources() -> Iterator[Resource]:
    """Yield the resources of the fixtures' good and bad cases in a random order, again and again."""
    catalogue, render = own_pack.load(PACK, "catalogue"), own_pack.load(PACK, "kit.render")
    fixtures = [found for rule in catalogue.RULES if (found := catalogue.fixture(rule))]
    cases = [case for found in fixtures for case in found.cases if case.kind in ("good", "bad")]
    order = random.Random(SEED)  # noqa: S311, a sample and no secret
    for number in itertools.count():
        if number % len(cases) == 0:
            order.shuffle(cases)
        for item in render.inventory(_renamed(cases[number % len(cases)], f"n{number}-")):
            if item.type != "pulumi:pulumi:Stack":
                yield _recorded(item)


def _renamed(case: Any, prefix: str) -> Any:
    """Return *case* with another name for each of its resources, wherever it stands."""

    def renamed(value: Any) -> Any:
        if isinstance(value, str):
            return re.sub(r"\$\{(?=[a-z])", f"${{{prefix}", value)
        if isinstance(value, dict):
            return {key: renamed(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [renamed(inner) for inner in value]
        return type(value)(renamed(value.content)) if hasattr(value, "content") else value

    resources = [
        dataclasses.replace(
            one,
            name=prefix + one.name,
            parent=one.parent and prefix + one.parent,
            provider=one.provider and prefix + one.provider,
            properties=renamed(one.properties),
        )
        for one in case.resources
    ]
    return dataclasses.replace(case, resources=resources)


def _recorded(item: Any) -> Resource:
    """Return a resource as the tool records it."""

    def marked(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: marked(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [marked(inner) for inner in value]
        return Secret(marked(value.content)) if hasattr(value, "content") else value

    return Resource(
        urn=item.urn,
        type=item.type,
        name=item.name,
        parent=item.parent,
        provider=f"{item.provider.urn}::id" if item.provider else "",
        custom=item.custom,
        read=item.read,
        id=item.id,
        inputs=marked(item.inputs),
        outputs=marked(item.outputs),
        property_dependencies=item.property_dependencies,
    )


if __name__ == "__main__":
    sys.exit(main())
