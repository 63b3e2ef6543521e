"""The marks of Pulumi's protocol..."""

from __future__ import annotations

from pulumi.runtime import rpc

from stackwright import marks


def test_are_those_of_the_installed_sdk():
    assert rpc._special_sig_key == marks.SIGNATURE
    assert (rpc._special_secret_sig, rpc._special_output_value_sig) == (marks.SECRET, marks.OUTPUT)
    assert (rpc._special_asset_sig, rpc._special_archive_sig) == (marks.ASSET, marks.ARCHIVE)
    assert rpc._special_resource_sig == marks.RESOURCE
