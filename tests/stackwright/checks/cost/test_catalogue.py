"""Of every type it is known whether it is priced, free, or neither."""

from __future__ import annotations

import importlib
import pkgutil

from stackwright.checks.cost import catalogue, pricers
from stackwright.checks.cost.item import canonical
from stackwright.data import tables


def modules():
    return {
        found.name: importlib.import_module(f"{pricers.__name__}.{found.name}")
        for found in pkgutil.iter_modules(pricers.__path__)
    }


def test_a_type_is_priced_by_its_own_row_or_that_of_its_module():
    assert [part.__name__ for part in catalogue.parts("aws:kms/key:Key") or ()] == ["_key", "_calls"]
    assert catalogue.parts("aws:kms/alias:Alias") is None
    assert catalogue.parts("acme:a:B") is None


def test_a_type_is_free_by_its_own_row_its_modules_or_its_packages():
    assert catalogue.why_free("random:index/randomId:RandomId") == "made on the machine that deploys"
    assert catalogue.why_free("aws:iam/role:Role")
    assert catalogue.why_free("acme:a:B") == ""


def test_the_table_names_modules_that_price_something():
    named = {row["pricers"] for row in tables.rows("pricers")}
    priced = {name for name, module in modules().items() if hasattr(module, "PRICERS")}
    assert named == priced


def test_every_type_that_is_priced_is_found_by_its_canonical_name():
    for module in modules().values():
        for type_, parts in getattr(module, "PRICERS", {}).items():
            assert type_ == canonical(type_)
            assert catalogue.parts(type_) == parts, type_


def test_nothing_that_is_priced_is_called_free():
    free = {row["type"] for row in tables.rows("free_types")}
    for module in modules().values():
        assert not free & set(getattr(module, "PRICERS", {}))
