"""A chart that was not rendered..."""

from __future__ import annotations

import subprocess
import sys

import pulumi
import pytest
from pulumi_kubernetes.helm.v3 import Chart, ChartOpts
from pulumi_kubernetes.kustomize import Directory

from stackwright.sources.charts import readable

LOADED_LATE = """
from stackwright.sources.runtime import run_program

def program():
    import pulumi
    from pulumi_kubernetes.helm.v3 import Chart, LocalChartOpts
    chart = Chart("web", LocalChartOpts(path="charts/web"))
    pulumi.export("name", chart.get_resource("v1/Service", "front").metadata.name)

print(run_program(program, project="shop", stack="dev").outputs)
"""


def test_answers_for_an_object_the_program_asks_for(record, find):
    def program():
        chart = Chart("web", ChartOpts(chart="nginx", namespace="shop"))
        service = chart.get_resource("v1/Service", "front", "shop")
        pulumi.export("address", service.status.load_balancer.ingress[0].hostname)
        pulumi.export("again", chart.get_resource("v1/Service", "front", "shop").metadata.name)

    stack = record(program)
    service = find(stack, "web-v1/Service:shop/front")
    assert (service.type, service.id, service.read) == ("kubernetes:core/v1:Service", "shop/front", True)
    assert service.parent == find(stack, "web").urn
    assert stack.outputs["again"] == "front"
    assert stack.outputs["address"].endswith(".elb.amazonaws.com")


def test_answers_for_kinds_of_any_group(record, find):
    def program():
        folder = Directory("site", "overlays/dev")
        folder.get_resource("networking.k8s.io/v1/Ingress", "front")

    assert find(record(program), "site-networking.k8s.io/v1/Ingress:front").id == "front"


def test_does_not_answer_for_a_kind_that_the_sdk_has_no_class_of(record):
    def program():
        pulumi.export("no", Chart("web", ChartOpts(chart="nginx")).get_resource("acme.io/v1/Widget", "w"))

    with pytest.raises(KeyError, match=r"acme\.io/v1/Widget:w"):
        record(program)


def test_is_left_as_it_was_after_the_run():
    before = Chart.__init__
    with readable():
        assert Chart.__init__ is not before
    assert Chart.__init__ is before


def test_answers_where_the_program_loads_its_module():
    done = subprocess.run([sys.executable, "-c", LOADED_LATE], capture_output=True, text=True, check=True)
    assert done.stdout == "{'name': 'front'}\n"
