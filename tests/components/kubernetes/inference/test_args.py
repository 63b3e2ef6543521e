"""An inference service's arguments"""

from __future__ import annotations

import re

import pytest

from components.compute.spec import Scale
from components.kubernetes.volumes import Volume
from tests.components.kubernetes.inference.conftest import model


def _refused(deploy, models, message, spec=None, **changes):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        deploy(lambda: models.inference_args(spec and models.inference_spec(**spec), **changes))


@pytest.mark.parametrize("gpus", [0, 9])
def test_are_refused_with_gpus_that_no_node_has(deploy, models, gpus):
    _refused(deploy, models, f"gpus must be 1 to 8, which one node has, got {gpus}", gpus=gpus)


def test_are_refused_on_spare_capacity(deploy, models):
    message = "spec.spot has no effect on a pool with GPUs, which are bought at the list price: drop it"
    _refused(deploy, models, message, {"spot": True})


def test_are_refused_where_the_process_would_write_over_its_model(deploy, models):
    message = "the model's path /work is read-only: write somewhere else, or move the model"
    _refused(deploy, models, message, {"writable_paths": ("/work",)}, model=model(path="/work"))


def test_are_refused_where_a_disk_would_hide_the_model(deploy, models):
    message = "the model's path /model is read-only: write somewhere else, or move the model"
    _refused(deploy, models, message, {"scale": Scale(min=0, max=1)}, volumes={"/model": Volume(size_gib=10)})


@pytest.mark.parametrize("variable", ["MODEL_PATH", "QUEUE_URL"])
def test_are_refused_with_a_variable_that_the_service_sets(deploy, models, variable):
    message = f"{variable} is set by the service itself: give another name"
    _refused(deploy, models, message, environment={variable: "x"})


def test_are_refused_as_those_of_any_service(deploy, models):
    _refused(
        deploy,
        models,
        "given more than once among spec.environment, environment and secrets: A",
        {"environment": {"A": "b"}},
        environment={"A": "b"},
    )
