"""Starts a policy pack, asks it about a stack, and ends it."""

from __future__ import annotations

import dataclasses
import os
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ...model import Stack
from ..findings import PackReport


def run_pack(
    folder: Path,
    stack: Stack,
    *,
    config: Mapping[str, str],
    policy_config: Mapping[str, Any] | None,
    secret_keys: Sequence[str] = (),
    organization: str = "organization",
) -> PackReport:
    """Return what the policy pack in *folder* finds in *stack*.

    *config* is the stack's configuration, every value a text, those of *secret_keys* secret; *policy_config* holds
    levels and parameters as the file of `--policy-pack-config` does. Raises UserError where the pack is not there,
    does not start, or does not take the configuration. The default *organization* is the one that the CLI gives to
    stacks without one. The process has ended when this returns or raises.
    """
    # Only who names a pack of another maker pays for gRPC.
    from ...sources import masking
    from . import command, diagnostics, engine, launch, project, session
    from .words import Words

    started = time.perf_counter()
    pack = project.read(folder)
    found = command.find(pack)
    secrets = [config[key] for key in secret_keys if key in config]
    values = [each for one in stack.resources for each in (one.inputs, one.outputs)]
    secrets += [text for value in (*values, stack.outputs) for text in diagnostics.secret_texts(value)]
    words = Words(masking.Mask(secrets))
    subject = session.Subject(
        stack=stack, organization=organization, config=config, secret_keys=secret_keys, policy_config=policy_config
    )
    variables = launch.environment(os.environ, stack, organization, config, found.variables)
    with engine.serving(words) as address, launch.started(pack, found, address, variables, words) as process:
        report = session.judge(pack, subject, process, address, words)
    notes = (found.note,) if found.note else ()
    return dataclasses.replace(report, notes=(*notes, *report.notes), seconds=time.perf_counter() - started)
