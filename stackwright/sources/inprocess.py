"""Runs a project's program for one stack in this process and returns what it registered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pulumi

from ..errors import ProgramError, UserError
from ..model import Stack
from ..simulator import Continuing, Simulator
from . import hints, masking, short_paths, surroundings
from .configuration import declared
from .configuration.simulated import Collector, collecting, template_default
from .failure import explain, is_surroundings, remembered
from .interpreter import versions
from .program import Run
from .project import Project

_REGION = "aws:region"
_DEFAULT_REGION = "us-east-1"
_AWS_PROVIDER = "pulumi:providers:aws"

# Configuration that providers read by themselves, and that decides where and as whom they work.
_OF_PROVIDERS = ("aws:", "kubernetes:")


def record(run: Run) -> Stack:
    """Run the unmodified program and return what it registered.

    Raises ProgramError with the user's own line where the program fails, or with the program's own text where it
    raises `pulumi.RunError`; UserError with all keys of the configuration that are missing.
    """
    entry = _entry(run.project)
    simulator = _simulator(run)
    collector = Collector(run.project, run.config, simulator.region)
    try:
        recorded = _attempt(run, entry, simulator, collector)
    except ProgramError as error:
        if collector.missing and not run.simulate_config:
            raise _refusal(run, collector) from error
        if is_surroundings(error.__cause__) or not (run.simulate_config and collector.unset):
            raise
        collector = Collector(run.project, run.config, simulator.region, fill=frozenset(collector.unset))
        recorded = _attempt(run, entry, simulator, collector)
    if collector.missing and not run.simulate_config:
        raise _refusal(run, collector)
    recorded.region = simulator.region if _REGION in run.config.values or _uses_aws(recorded) else ""
    recorded.notes[:0] = _notes(run, collector, recorded)
    recorded.simulated_config = dict(collector.made_up)
    recorded.notes += short_paths.missing(recorded, entry.parent)
    short_paths.shorten(recorded, run.project.root)
    masking.Mask([*collector.secret_texts, *masking.texts(recorded)]).on(recorded)
    return recorded


def _attempt(run: Run, entry: Path, simulator: Simulator, collector: Collector) -> Stack:
    """Run the program once. Raises ProgramError where it fails, whatever it raises itself."""
    run_program = versions.run_program()
    asked = hints.Asked(run.answers)
    with surroundings.of(entry, _variables(run, simulator)), collecting(collector), remembered():
        try:
            return run_program(
                lambda: surroundings.run(entry),
                project=run.project.name,
                stack=run.stack,
                config=run.config.values,
                secret_keys=run.config.secret_keys,
                organization=run.organization,
                root_directory=str(run.project.root),
                simulator=simulator,
                answers=asked,
                other_stacks=run.other_stacks,
            )
        except (KeyboardInterrupt, UserError):
            raise
        except pulumi.RunError as error:
            raise ProgramError(str(error)) from error
        except BaseException as error:
            raise _failure(error, run, collector, asked) from error


def _failure(error: BaseException, run: Run, collector: Collector, asked: hints.Asked) -> ProgramError:
    """Return what failed and where, with what was made up for the program before."""
    text = explain(error, run.project, run.environment)
    if is_surroundings(error):
        return ProgramError(text)
    simulated = collector.missing if run.simulate_config else {}
    of_keys = hints.of_configuration(text, simulated, collector.unset)
    said = hints.added(text, of_keys, hints.of_look_ups(error, asked))
    return ProgramError(masking.Mask(collector.secret_texts).of(said))


def _variables(run: Run, simulator: Simulator) -> dict[str, str]:
    """Return the environment variables that are made up with the configuration: programs read the Region from both."""
    if not run.simulate_config:
        return {}
    return {"AWS_REGION": simulator.region, "AWS_DEFAULT_REGION": simulator.region}


def _refusal(run: Run, collector: Collector) -> UserError:
    return UserError(declared.missing_message(run.config.file, collector.missing, collector.secret, run.config.values))


def _notes(run: Run, collector: Collector, recorded: Stack) -> Iterator[str]:
    yield from run.config.notes
    if run.environment.problem:
        yield f"run in {run.environment.label}: {run.environment.problem}"
    if collector.missing:
        yield f"configuration simulated: {', '.join(sorted(collector.missing))}"
    yield from versions.notes()
    if _REGION not in run.config.values and recorded.region:
        yield f"aws:region is not configured: simulated in {recorded.region}"


def _uses_aws(recorded: Stack) -> bool:
    """Say whether a Region means anything here."""
    tokens = [*(resource.type for resource in recorded.resources), *(asked.token for asked in recorded.look_ups)]
    return any(token.partition(":")[0].startswith("aws") or token.startswith(_AWS_PROVIDER) for token in tokens)


def _entry(project: Project) -> Path:
    """Return the file to run: `main` may name a file, or a folder with a `__main__.py`."""
    entry = project.program if project.program.is_file() else project.program / "__main__.py"
    if not entry.is_file():
        raise UserError(f"Pulumi.yaml: main: {entry} does not exist; point main at the program's file or folder")
    return entry.resolve()


def _simulator(run: Run) -> Simulator:
    """Return what answers for the default providers: for AWS in the configured Region, account and with default tags.

    Where no Region is configured and values are made up, it is the one that the project's template suggests.
    """
    suggested = template_default(run.project, _REGION) if run.simulate_config else None
    simulator: Simulator = Continuing(
        region=str(suggested or _DEFAULT_REGION),
        account_id=run.account_id,
        variant=run.variant,
        deployed={each.urn: each for each in run.deployed.resources} if run.deployed else {},
    )
    values = run.config.values
    for package in _OF_PROVIDERS:
        settings = {key.removeprefix(package): value for key, value in values.items() if key.startswith(package)}
        simulator = simulator.for_provider(settings)
    return simulator
