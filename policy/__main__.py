"""Starts the policy pack: the only file that makes a PolicyPack, because doing so starts a server."""

from __future__ import annotations

import os
from pathlib import Path

from guardrails import NAME
from guardrails.engine import policies
from pulumi_policy import PolicyPack

PolicyPack(NAME, policies(Path(__file__).resolve().parent, os.environ))
