"""Each tool"""

from __future__ import annotations

from typing import get_args

import pytest

from components.kubernetes.charts import charts
from components.kubernetes.namespace.limits import check_fit
from components.kubernetes.tools.recipes import RECIPES, ToolName


def test_has_a_recipe_and_a_pinned_chart():
    assert set(RECIPES) == set(get_args(ToolName))
    assert set(RECIPES) <= set(charts())


@pytest.mark.parametrize("tool", sorted(RECIPES))
def test_fits_into_its_namespace(tool):
    check_fit(RECIPES[tool].quota, RECIPES[tool].container_limits)


@pytest.mark.parametrize("tool", sorted(RECIPES))
def test_names_each_secret_once(tool):
    recipe = RECIPES[tool]
    assert not set(recipe.generated_secrets) & set(recipe.manual_secrets)
    assert not {"DATABASE_USERNAME", "DATABASE_PASSWORD"} & {*recipe.generated_secrets, *recipe.manual_secrets}
