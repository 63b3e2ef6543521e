"""Packs..."""

from __future__ import annotations

from stackwright.checks import analyzer
from stackwright.checks.findings import PackReport
from stackwright.checks.pack import Pack
from stackwright.checks.policy import Surroundings, check_policies
from stackwright.model import Stack

STACK = Stack(project="shop", name="dev")


def test_run_in_the_order_they_are_named(small_pack):
    packs = [Pack(folder=small_pack(name), named=f"./{name}", config={}) for name in ("b", "a")]
    report = check_policies(STACK, packs, Surroundings())
    assert [(one.name, one.folder) for one in report.packs] == [("b", "./b"), ("a", "./a")]
    assert all(one.seconds > 0 for one in report.packs)


def test_of_other_makers_run_in_their_own_process(tmp_path, monkeypatch):
    told = {}

    def run_pack(folder, stack, **more):
        told.update(more, folder=folder, stack=stack)
        return PackReport(name="theirs", folder=str(folder))

    monkeypatch.setattr(analyzer, "run_pack", run_pack)
    around = Surroundings(config={"a:b": "c"}, secret_keys=("a:b",))
    (one,) = check_policies(STACK, [Pack(folder=tmp_path, named="theirs", config={"all": "advisory"})], around).packs
    assert (one.name, one.folder) == ("theirs", "theirs")
    assert told == {
        "folder": tmp_path,
        "stack": STACK,
        "config": {"a:b": "c"},
        "secret_keys": ("a:b",),
        "policy_config": {"all": "advisory"},
    }
