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
network = sw.Vpc.existing(
    "shared",
    sw.ExistingVpcArgs(
        scope=scope,
        vpc_id=shared.require_output("vpc_id"),
        cidr="10.20.0.0/16",
        private_subnet_ids={zone: shared.require_output("private_subnet_ids")[zone] for zone in "ab"},
        isolated_subnet_ids={zone: shared.require_output("isolated_subnet_ids")[zone] for zone in "ab"},
    ),
)
key = sw.EncryptionKey("data", sw.EncryptionKeyArgs(scope=scope, covers=("database", "logs")))
orders = sw.RdsDatabase(
    "orders",
    sw.RdsDatabaseArgs(
        scope=scope,
        network=network,
        kms_key_arn=key.key_arn,
        log_kms_key_arn=key.key_arn,
        version="17.6",
        instance_class="db.t4g.medium",
        storage_gib=20,
    ),
)
pulumi.export("database_endpoint", orders.database_endpoint)
