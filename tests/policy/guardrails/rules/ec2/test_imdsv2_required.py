"""The rule about session tokens..."""

from __future__ import annotations

import pytest

from policy.guardrails.instances import CONFIGURATION, INSTANCE, TEMPLATE
from policy.guardrails.marks import UNKNOWN
from policy.guardrails.remedy import changes
from policy.guardrails.rule import Change
from policy.guardrails.rules.ec2.imdsv2_required import instance_imdsv2_required

REQUIRED = Change(keys=("metadataOptions", "httpTokens"), value="required")


@pytest.mark.parametrize("type_", [INSTANCE, TEMPLATE])
@pytest.mark.parametrize("options", [None, {"httpTokens": "optional"}, {"httpPutResponseHopLimit": 1}])
def test_asks_for_one_where_none_is_required(item, type_, options):
    found = changes(instance_imdsv2_required, item(type_, inputs={"metadataOptions": options}), ())
    assert found == [REQUIRED]


@pytest.mark.parametrize(
    "inputs",
    [
        {"metadataOptions": {"httpTokens": "required"}},
        {"metadataOptions": {"httpEndpoint": "disabled"}},
        {"metadataOptions": UNKNOWN},
        {"launchTemplate": {"id": "lt-1"}},
    ],
)
def test_changes_nothing_where_all_is_well_or_not_known(item, inputs):
    assert changes(instance_imdsv2_required, item(INSTANCE, inputs=inputs), ()) == []


def test_changes_no_launch_configuration_which_would_be_replaced(item):
    assert changes(instance_imdsv2_required, item(CONFIGURATION), ()) == []
