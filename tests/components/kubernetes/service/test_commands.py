"""The commands of a service in a cluster are ready to paste."""

from __future__ import annotations

from components.kubernetes.service.commands import reach


def _commands(deploy, making, *, shell=False, awake=None):
    made = deploy(lambda: reach(making.scope, making.cluster, "orders", "core-api", shell=shell, awake=awake))
    return {purpose: made.value(command) for purpose, command in made.result.items()}


def test_and_name_their_cluster(deploy, making):
    kubectl = "kubectl --context acme-test-main --namespace core-api"
    pods = "--selector app.kubernetes.io/name=orders"
    own = '{ $.kubernetes.namespace_name = "core-api" && $.kubernetes.container_name = "orders" }'
    group = "/aws/containerinsights/acme-test-main/application"
    assert _commands(deploy, making, shell=True) == {
        "kubeconfig": "aws eks update-kubeconfig --name acme-test-main --alias acme-test-main --region eu-west-1",
        "history": f"aws logs tail {group} --since 1h --filter-pattern '{own}' --region eu-west-1",
        "logs": f"{kubectl} logs {pods} --container orders --follow --tail 100 --prefix",
        "tasks": f"{kubectl} get pods {pods} --output wide",
        "rollout": f"{kubectl} rollout status deployment/orders",
        "rollback": f"{kubectl} rollout undo deployment/orders",
        "shell": f"{kubectl} exec --stdin --tty deployment/orders --container orders -- /bin/sh",
    }


def test_and_open_no_shell_where_nobody_is_let_in(deploy, making):
    assert "shell" not in _commands(deploy, making)


def test_and_wake_a_service_that_sleeps_at_night(deploy, making):
    found = _commands(deploy, making, awake=2)
    scaler = "kubectl --context acme-test-main --namespace core-api annotate scaledobject orders"
    assert found["wake"] == f"{scaler} autoscaling.keda.sh/paused-replicas=2 --overwrite"
    assert found["sleep"] == f"{scaler} autoscaling.keda.sh/paused-replicas-"


def test_and_wake_no_service_that_never_sleeps(deploy, making):
    assert not {"wake", "sleep"} & set(_commands(deploy, making))
