"""A network and nothing else, for other stacks to stand on."""

import pulumi
from stackwright.components import EncryptionKey, EncryptionKeyArgs, Scope, Vpc, VpcArgs

scope = Scope(
    organization="acme",
    environment="dev",
    region="eu-west-1",
    account_id="123456789012",
    owner="platform@acme.example",
    cost_center="1042",
    repository="https://github.com/acme/network",
)
key = EncryptionKey("telemetry", EncryptionKeyArgs(scope=scope, covers=("logs",)))
network = Vpc(
    "network",
    VpcArgs(scope=scope, cidr="10.20.0.0/16", zones=("a", "b"), nat="single", kms_key_arn=key.key_arn),
)

pulumi.export("vpc_id", network.vpc_id)
pulumi.export("private_subnet_ids", network.private_subnet_ids)
pulumi.export("isolated_subnet_ids", network.isolated_subnet_ids)
