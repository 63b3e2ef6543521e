"""A subscription..."""

from __future__ import annotations

import pulumi
import pytest

from components.observability.subscription import Subscription


def test_is_told_apart_by_a_hash_of_its_plain_endpoint_which_never_moves():
    assert Subscription(protocol="email", endpoint="ops@acme.example").identity == "368ba384"


def test_is_told_apart_by_its_key_where_it_has_one():
    assert Subscription(protocol="email", endpoint="ops@acme.example", key="ops").identity == "ops"


def test_of_another_endpoint_has_another_identity():
    ours, theirs = (Subscription(protocol="email", endpoint=f"{who}@acme.example").identity for who in ("ops", "dev"))
    assert ours != theirs


def secret() -> pulumi.Output[str]:
    return pulumi.Output.secret("not an address, which only the provider will know")


def test_refuses_an_output_without_a_key(deploy):
    with pytest.raises(ValueError, match="whose endpoint is an output must be given a key"):
        deploy(lambda: Subscription(protocol="https", endpoint=secret()))


def test_takes_an_output_with_a_key_and_never_looks_into_it(deploy):
    made = deploy(lambda: Subscription(protocol="https", endpoint=secret(), key="pager"))
    assert made.result.identity == "pager"


@pytest.mark.parametrize("key", ["", "Pager", "-pager", "pager-", "pa_ger"])
def test_refuses_a_key_that_could_not_be_part_of_a_name(key):
    with pytest.raises(ValueError, match=f"lower-case letters, digits and inner hyphens, got '{key}'"):
        Subscription(protocol="email", endpoint="ops@acme.example", key=key)


def test_refuses_an_https_endpoint_of_another_scheme_without_showing_it():
    with pytest.raises(ValueError, match="must start with 'https://', and this one does not") as refusal:
        Subscription(protocol="https", endpoint="http://pager.example/token-1234")
    assert "token-1234" not in str(refusal.value)


def test_refuses_an_email_endpoint_that_is_no_address_without_showing_it():
    with pytest.raises(ValueError, match="must be an address, and this one has no '@'") as refusal:
        Subscription(protocol="email", endpoint="token-1234")
    assert "token-1234" not in str(refusal.value)


def test_does_not_show_its_endpoint_when_printed():
    assert "token-1234" not in repr(Subscription(protocol="https", endpoint="https://pager.example/token-1234"))
