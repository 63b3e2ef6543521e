"""A pod that does not talk to the Kubernetes API holds no token for it.

Who gives a pod a service account of its own wants it to talk; the namespace's `default` one is nobody's choice. Where
that one is told not to mount its token, its pods need not be.
"""

from __future__ import annotations

import functools

from ...authoring import Controls, Inventory, Item, Level, Severity, StackRule, Verdicts, each
from ...kubernetes import WORKLOADS, pod_spec
from ...quantifiers import some
from ...selectors import same_namespace

_ACCOUNT = "kubernetes:core/v1:ServiceAccount"
_NOBODYS = (None, "", "default")


def _check(stack: Inventory) -> Verdicts:
    yield from each(stack.of(*sorted(WORKLOADS)), functools.partial(_judge, stack))


def _judge(stack: Inventory, workload: Item) -> Verdicts:
    token = pod_spec(workload)["automountServiceAccountToken"]
    if token.value() is False or _has_own_account(stack, workload):
        return
    accounts = stack.of(_ACCOUNT, f"{_ACCOUNT}Patch")
    if token.absent and some(accounts, functools.partial(_is_silent_default, workload)):
        return
    yield token.problem("must be false for a pod without a service account of its own")


def _has_own_account(stack: Inventory, workload: Item) -> bool:
    for key in ("serviceAccountName", "serviceAccount"):
        account = pod_spec(workload)[key]
        if account.unknown and any(one.urn in account.made_of for one in stack.of(_ACCOUNT)):
            return True
        if account.value() not in _NOBODYS:
            return True
    return False


def _is_silent_default(workload: Item, account: Item) -> bool:
    return (
        account.at("metadata.name").value() == "default"
        and account["automountServiceAccountToken"].value() is False
        and same_namespace(account, workload)
    )


k8s_sa_token_not_automounted = StackRule(
    id="k8s-sa-token-not-automounted",
    promise="Only pods with a service account of their own hold a token for the Kubernetes API.",
    fix="Set automount_service_account_token=False in the pod's spec, or service_account_name to an account made for"
    " it.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(checkov=("CKV_K8S_38",)),
    looks_at=WORKLOADS,
    check=_check,
)
