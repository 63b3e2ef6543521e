"""A Grafana in the cluster, beside the Prometheus it asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pulumi

from ...component import Component
from ...eks.contract import Cluster
from ...scope import Scope
from ..charts import release
from ..placement import on_system_nodes
from .namespaces import own_namespace
from .server_access import let_call_server, way_to_server
from .values import RESTRICTED, resources

_NAMESPACE = "grafana"


def in_cluster(
    owner: Component,
    scope: Scope,
    cluster: Cluster,
    prometheus_url: pulumi.Output[str],
    *,
    depends_on: Sequence[pulumi.Resource],
) -> tuple[pulumi.Output[str], tuple[pulumi.Resource, ...]]:
    """Create the namespace `grafana`, its access to the server, and the release `{owner}-release` in it.

    Return its URL and the release.

    Nobody signs in and nobody may change anything: data sources and dashboards come with the release.
    """
    place = own_namespace(
        owner,
        scope,
        cluster,
        _NAMESPACE,
        calls=[way_to_server()],
        depends_on=depends_on,
    )
    admitted = let_call_server(owner, scope, cluster, _NAMESPACE, depends_on=depends_on)
    made = release(
        owner,
        cluster,
        "grafana",
        role="release",
        namespace=_NAMESPACE,
        values=_values(prometheus_url),
        depends_on=[*place, admitted],
    )
    return pulumi.Output.from_input(f"http://grafana.{_NAMESPACE}"), (made,)


def _values(prometheus_url: pulumi.Output[str]) -> dict[str, Any]:
    source = {"name": "Prometheus", "type": "prometheus", "url": prometheus_url, "isDefault": True, "editable": False}
    return {
        "datasources": {"datasources.yaml": {"apiVersion": 1, "datasources": [source]}},
        # Without an administrator there is no password, neither in a Secret nor in state.
        "env": {"GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION": "true"},
        "grafana.ini": {
            "analytics": {"check_for_updates": False, "check_for_plugin_updates": False, "reporting_enabled": False},
            "auth": {"disable_login_form": True},
            "auth.anonymous": {"enabled": True, "org_role": "Viewer"},
            # Else each start would fetch newer plugins, the one for Prometheus among them, at versions nobody pinned:
            # it unloads what the image has, cannot write the new to the read-only root, and has none.
            "plugins": {"preinstall_disabled": True, "plugin_admin_enabled": False},
        },
        # It asks nothing of the Kubernetes API.
        "rbac": {"create": False},
        "automountServiceAccountToken": False,
        "testFramework": {"enabled": False},
        "containerSecurityContext": RESTRICTED,
        "extraEmptyDirMounts": [{"name": "tmp", "mountPath": "/tmp"}],  # noqa: S108 - in the container
        "resources": resources("100m", "512Mi"),
        **on_system_nodes(),
    }
