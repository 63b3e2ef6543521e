"""The commands that reach a service's pods: ready to paste, for whoever is called at night."""

from __future__ import annotations

import pulumi

from ...eks.contract import Cluster
from ...scope import Scope
from ..labels import selector

# Source: KEDA documentation, "Pause autoscaling with ScaledObjects".
_PAUSED = "autoscaling.keda.sh/paused-replicas"


def reach(
    scope: Scope, cluster: Cluster, name: str, namespace: str, *, shell: bool, awake: int | None
) -> dict[str, pulumi.Output[str]]:
    """Return purpose -> command; `kubeconfig` is for the first time, `shell` only where the service lets people in.

    *awake* is how many pods `wake` starts out of working hours, until `sleep` takes that back; none where the service
    has no working hours. Who may do what is for the access levels of the namespace to say. Each command names its
    cluster, so that it never runs on the one that happens to be current.
    """
    pods = " ".join(f"--selector {key}={value}" for key, value in selector(name).items())
    words = {
        "logs": f"logs {pods} --container {name} --follow --tail 100 --prefix",
        "tasks": f"get pods {pods} --output wide",
        "rollout": f"rollout status deployment/{name}",
        "rollback": f"rollout undo deployment/{name}",
        **({} if awake is None else _at_night(name, awake)),
        **({"shell": f"exec --stdin --tty deployment/{name} --container {name} -- /bin/sh"} if shell else {}),
    }
    known, logs, region = cluster.cluster_name, cluster.pod_log_group_name, f"--region {scope.region}"
    own = f'{{ $.kubernetes.namespace_name = "{namespace}" && $.kubernetes.container_name = "{name}" }}'
    return {
        "kubeconfig": known.apply(lambda it: f"aws eks update-kubeconfig --name {it} --alias {it} {region}"),
        # Of pods that are gone as well, which `kubectl logs` knows nothing of.
        "history": pulumi.Output.concat("aws logs tail ", logs, f" --since 1h --filter-pattern '{own}' {region}"),
        **{purpose: _kubectl(known, namespace, rest) for purpose, rest in words.items()},
    }


def _at_night(name: str, pods: int) -> dict[str, str]:
    scaler = f"annotate scaledobject {name} {_PAUSED}"
    return {"wake": f"{scaler}={pods} --overwrite", "sleep": f"{scaler}-"}


def _kubectl(cluster_name: pulumi.Output[str], namespace: str, rest: str) -> pulumi.Output[str]:
    return pulumi.Output.concat("kubectl --context ", cluster_name, f" --namespace {namespace} {rest}")
