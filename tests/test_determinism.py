"""A preview says the same whatever it must not depend on: hash seeds, the clock, the order of statements."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pulumi
import pulumi_aws as aws
import pulumi_kubernetes as kubernetes
import pulumi_random as random
import pytest

from stackwright.model import Resource
from stackwright.simulator import Simulator
from stackwright.sources.runtime import run_program

ROOT = Path(__file__).resolve().parent.parent


def report(seed: str, folder: Path) -> dict[str, Any]:
    """Return the JSON report on dev, from a process with this hash seed, started in *folder*."""
    command = [sys.executable, "-m", "stackwright", "preview", "dev", "--cwd", str(ROOT), "--format", "json"]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def without_seconds(value: Any) -> Any:
    """Return a document without how long anything took: the run, or a policy pack."""
    if isinstance(value, dict):
        return {key: without_seconds(item) for key, item in value.items() if key != "seconds"}
    return [without_seconds(item) for item in value] if isinstance(value, list) else value


def test_two_processes_write_the_same_but_for_the_seconds(tmp_path: Path) -> None:
    one, other = report("1", ROOT), report("2", tmp_path)
    assert one["seconds"] > 0
    assert other["seconds"] > 0
    assert json.dumps(without_seconds(one)) == json.dumps(without_seconds(other))


def vpc() -> None:
    network = aws.ec2.Vpc("vpc", cidr_block="10.0.0.0/16")
    aws.ec2.Subnet("subnet", vpc_id=network.id, cidr_block="10.0.1.0/24")


def password() -> None:
    made = random.RandomPassword("password", length=20)
    aws.ssm.Parameter("parameter", type="SecureString", value=made.result)


def service() -> None:
    kubernetes.core.v1.Service("service", spec={"ports": [{"port": 80}]})
    aws.ec2.Instance("instance", ami=aws.ec2.get_ami(owners=["self"]).id, instance_type="t4g.nano")


def answers(order: tuple[Any, ...]) -> dict[str, Resource]:
    stack = run_program(lambda: [part() for part in order], project="shop", stack="dev", simulator=Simulator())
    return {resource.urn: resource for resource in stack.resources}


@pytest.mark.parametrize("order", list(itertools.permutations((vpc, password, service)))[1:])
def test_the_order_of_independent_statements_changes_no_id_and_no_output(order: tuple[Any, ...]) -> None:
    first, second = answers((vpc, password, service)), answers(order)
    assert first.keys() == second.keys()
    for urn, resource in first.items():
        assert (resource.id, resource.outputs) == (second[urn].id, second[urn].outputs), urn


def test_an_update_keeps_the_id_and_a_replacement_changes_it() -> None:
    def made(**inputs: Any) -> dict[str, str]:
        def program() -> None:
            aws.ec2.Subnet("s", **{"vpc_id": "vpc-1", "cidr_block": "10.0.1.0/24", **inputs})

        stack = run_program(program, project="shop", stack="dev", simulator=Simulator())
        return {resource.name: resource.id for resource in stack.managed()}

    assert made() == made(tags={"a": "b"}) == made(map_public_ip_on_launch=True)
    assert len({made()["s"], made(cidr_block="10.0.2.0/24")["s"], made(vpc_id="vpc-2")["s"]}) == 3


def test_secrets_reach_no_id() -> None:
    def made(secret: str) -> str:
        def program() -> None:
            aws.rds.Instance(
                "d", username=pulumi.Output.secret(secret), instance_class="db.t4g.micro", engine="postgres"
            )

        stack = run_program(program, project="shop", stack="dev", simulator=Simulator())
        return next(resource.id for resource in stack.managed())

    assert made("one") == made("two")
