"""The commands that reach a service's tasks: ready to paste, for whoever is called at night."""

from __future__ import annotations

import pulumi

from ..scope import Scope


def reach(
    scope: Scope,
    name: str,
    *,
    cluster_name: pulumi.Input[str],
    service_name: str,
    log_group_name: pulumi.Input[str],
    shell: bool,
) -> dict[str, pulumi.Output[str]]:
    """Return purpose -> AWS CLI command; `shell` only where the service lets people in."""
    region = f"--region {scope.region}"
    found = {
        "logs": pulumi.Output.concat("aws logs tail ", log_group_name, f" --follow {region}"),
        "tasks": pulumi.Output.concat(
            "aws ecs list-tasks --cluster ", cluster_name, f" --service-name {service_name} {region}"
        ),
    }
    if shell:
        found["shell"] = pulumi.Output.concat(
            "aws ecs execute-command --cluster ",
            cluster_name,
            f" --task TASK --container {name} --interactive --command /bin/sh {region}",
        )
    return found
