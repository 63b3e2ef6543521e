"""A database in the network of another stack, found through a stack reference."""

import pulumi

from stackwright import components as sw

scope = sw.Scope(
    organization="acme",
    environment="dev",
    region="eu-west-1",
    account_id="123456789012",
    owner="orders@acme.example",
    cost_center="3001",
    repository="https://github.com/acme/orders",
)
shared = pulumi.StackReference("organization/network/dev")
private, isolated = (shared.require_output(f"{tier}_subnet_ids") for tier in ("private", "isolated"))
network = sw.Vpc.existing(
    "shared",
    sw.ExistingVpcArgs(
        scope=scope,
        vpc_id=shared.require_output("vpc_id"),
        cidr="10.20.0.0/16",
        private_subnet_ids={zone: private[zone] for zone in "ab"},
        isolated_subnet_ids={zone: isolated[zone] for zone in "ab"},
    ),
)
key = sw.EncryptionKey("data", sw.EncryptionKeyArgs(scope=scope, covers=("database", "logs")))
keys = {"kms_key_arn": key.key_arn, "log_kms_key_arn": key.key_arn}
size = {"version": "17.6", "instance_class": "db.t4g.medium", "storage_gib": 20}
orders = sw.RdsDatabase("orders", sw.RdsDatabaseArgs(scope=scope, network=network, **keys, **size))
pulumi.export("database_endpoint", orders.database_endpoint)
