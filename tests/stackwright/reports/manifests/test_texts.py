"""The files of manifests..."""

from __future__ import annotations

from stackwright.checks.manifests.objects import LeftOut, Manifest, Objects
from stackwright.checks.manifests.tree import tree
from stackwright.reports.manifests.texts import said, texts

BODY = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "a"}}
DEV = Objects(stack="dev", manifests=(Manifest(urn="u", cluster="", body=BODY, simulated=(("metadata", "name"),)),))


def test_are_yaml_below_what_must_be_known():
    found = texts(tree([DEV]), [DEV])
    assert list(found) == ["base/kustomization.yaml", "base/namespace-a.yaml", "overlays/dev/kustomization.yaml"]
    assert found["base/namespace-a.yaml"] == (
        "# Simulated, not what is deployed: metadata.name\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n"
    )


def test_hold_a_page_on_what_is_left_out_where_anything_is():
    left_out = (
        LeftOut(what="Release a", reason="a release", urn="u"),
        LeftOut(what="Secret b", reason="secret", urn="v"),
    )
    prod = Objects(stack="prod", left_out=left_out)
    test = Objects(stack="test", left_out=left_out[1:])
    assert texts(tree([DEV]), [DEV, prod, test])["NOT-RENDERED.md"] == (
        "# Not rendered\n\nThese are not in the overlays: a diff with a cluster does not show them.\n\n"
        "## prod\n\n- Release a: a release\n- Secret b: secret\n\n## test\n\n- Secret b: secret\n"
    )


def test_show_no_character_that_a_terminal_acts_on():
    assert said(LeftOut(what="Release \x1b[1m", reason="r", urn="u")) == r"Release \x1b[1m: r"
