"""The tags that costs are told apart by, activated in the account that pays.

Deployed with that account's credentials, the day after the first environment: AWS knows a tag key only up to 24 hours
after it first was on a resource.
"""

import pulumi

from stackwright import components as sw

scope = sw.Scope(
    organization="acme",
    environment="billing",
    region="us-east-1",
    account_id="999988887777",
    owner="finance@acme.example",
    cost_center="1000",
    repository="https://github.com/acme/billing",
)
tags = sw.CostAllocationTags("tags", sw.CostAllocationTagsArgs(scope=scope, payer_account_id="999988887777"))

pulumi.export("tag_statuses", tags.tag_statuses)
