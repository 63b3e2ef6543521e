"""A Grafana"""

from __future__ import annotations

import pytest

from components.kubernetes.controllers.grafana import Grafana, GrafanaArgs


@pytest.mark.parametrize(
    ("mode", "primary"),
    [("managed", "aws:grafana/workspace:Workspace"), ("in-cluster", "kubernetes:helm.sh/v3:Release")],
)
def test_is_where_its_metrics_are(make, metrics, mode, primary):
    made = make(Grafana, GrafanaArgs, "view", prometheus=metrics(mode))
    component = made["view", "stackwright:kubernetes:Grafana"]
    assert component.inputs == {"mode": mode}
    assert primary in made.named("stackwright:kubernetes:Grafana$").values()


def test_refuses_groups_that_a_grafana_in_the_cluster_never_asks(make, metrics):
    with pytest.raises(
        Exception, match=r"admin_group_ids are groups of IAM Identity Center, .* got g-1: leave them out"
    ):
        make(Grafana, GrafanaArgs, "view", prometheus=metrics("in-cluster"), admin_group_ids=("g-1",))
