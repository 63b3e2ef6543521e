"""One internal service in a network that somebody else made."""

import pulumi

from stackwright import components as sw

scope = sw.Scope(
    organization="acme",
    environment="dev",
    region="eu-west-1",
    account_id="123456789012",
    owner="search@acme.example",
    cost_center="2077",
    repository="https://github.com/acme/search",
)
subnets = {"a": "subnet-0a1b2c3d4e5f60718", "b": "subnet-0b1c2d3e4f5061728"}
network = sw.Vpc.existing(
    "shared",
    sw.ExistingVpcArgs(scope=scope, vpc_id="vpc-0123456789abcdef0", cidr="10.8.0.0/16", private_subnet_ids=subnets),
)
key = sw.EncryptionKey("data", sw.EncryptionKeyArgs(scope=scope, covers=("logs", "images")))
images = sw.EcrRepository("search", sw.EcrRepositoryArgs(scope=scope, kms_key_arn=key.key_arn))
cluster = sw.EcsCluster("services", sw.EcsClusterArgs(scope=scope, kms_key_arn=key.key_arn))
size = {"cpu": 0.5, "memory": 1024, "port": 9200, "scale": sw.Scale(min=1, max=3)}
search = sw.FargateService(
    "search",
    sw.FargateServiceArgs(
        scope=scope,
        cluster=cluster,
        network=network,
        spec=sw.ServiceSpec(image=sw.Image(repository="search", tag="1.4.0"), **size),
        repository_url=images.repository_url,
        repository_arn=images.repository_arn,
        log_kms_key_arn=key.key_arn,
    ),
)
pulumi.export("search_url", search.internal_url)
