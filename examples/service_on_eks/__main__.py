"""One service on a cluster of its own, with all that it takes to run it."""

import pulumi

from stackwright import components as sw

where = {"organization": "acme", "environment": "dev", "region": "eu-west-1", "account_id": "123456789012"}
scope = sw.Scope(**where, owner="shop@acme.example", cost_center="2077", repository="https://github.com/acme/shop")
key = sw.EncryptionKey("data", sw.EncryptionKeyArgs(scope=scope, covers=("images", "logs", "secrets", "storage")))
vpc = sw.VpcArgs(scope=scope, cidr="10.30.0.0/16", zones=("a", "b"), nat="single", kms_key_arn=key.key_arn)
network = sw.Vpc("network", vpc)
images = sw.EcrRepository("orders", sw.EcrRepositoryArgs(scope=scope, kms_key_arn=key.key_arn))
platform = sw.EksPlatform(
    "shop",
    sw.EksPlatformArgs(
        scope=scope,
        network=network,
        kms_key_arn=key.key_arn,
        log_kms_key_arn=key.key_arn,
        administrators={"deployer": "arn:aws:iam::123456789012:role/deployer"},
        pools=sw.default_pools(gpu_limit=0),
        namespaces={"orders": sw.NamespacePlan()},
    ),
)
image, scale = sw.Image(repository="orders", tag="1.4.0"), sw.Scale(min=2, max=6)
orders = sw.KubernetesService(
    "orders",
    sw.KubernetesServiceArgs(
        scope=scope,
        cluster=platform.cluster,
        network=network,
        namespace=platform.namespaces["orders"],
        spec=sw.ServiceSpec(cpu=0.5, memory=1024, port=8080, image=image, scale=scale),
        repository_url=images.repository_url,
        controllers_ready=platform.controllers_ready,
        nodes_ready=platform.nodes_ready,
    ),
)
pulumi.export("commands", {**platform.commands, "orders": orders.commands})
