"""A model on GPUs that are there only while a queue has work for it."""

from decimal import Decimal

import pulumi
import pulumi_aws as aws

from stackwright import components as sw

where = {"organization": "acme", "environment": "dev", "region": "eu-west-1", "account_id": "123456789012"}
scope = sw.Scope(**where, owner="ml@acme.example", cost_center="2077", repository="https://github.com/acme/summaries")
key = sw.EncryptionKey("data", sw.EncryptionKeyArgs(scope=scope, covers=("images", "logs", "secrets", "storage")))
vpc = sw.VpcArgs(scope=scope, cidr="10.40.0.0/16", zones=("a", "b"), nat="single", kms_key_arn=key.key_arn)
ground = {"scope": scope, "network": sw.Vpc("network", vpc)}
images = sw.EcrRepository("summaries", sw.EcrRepositoryArgs(scope=scope, kms_key_arn=key.key_arn))
roles = {"administrators": {"deployer": "arn:aws:iam::123456789012:role/deployer"}}
room = {"namespaces": {"ml": sw.NamespacePlan(container_limits=sw.ContainerLimits(max_memory_mib=16384))}}
keys = {"kms_key_arn": key.key_arn, "log_kms_key_arn": key.key_arn}
eks = sw.EksPlatformArgs(**ground, **keys, **roles, **room, pools=sw.default_pools(gpu_limit=3))
platform = sw.EksPlatform("ml", eks)
pods = {"cluster": platform.cluster, "namespace": platform.namespaces["ml"], "nodes_ready": platform.nodes_ready}
work = aws.sqs.Queue("work", sqs_managed_sse_enabled=True, tags=scope.tags(scope.physical_name("work")))
counted = platform.keda.grant_queue("work", work.arn)
bucket = {"bucket_name": "acme-models", "bucket_arn": "arn:aws:s3:::acme-models"}
loader = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/aws-cli:2.31.0"
size = {"cpu": 4, "memory": 16384, "architecture": "x86_64", "scale": sw.Scale(min=0, max=2)}
args = sw.InferenceServiceArgs(
    **ground,
    **pods,
    controllers_ready=(*platform.controllers_ready, counted),
    spec=sw.ServiceSpec(image=sw.Image(repository="summaries", tag="2.0.0"), **size),
    repository_url=images.repository_url,
    queue=sw.QueueDepth(queue_url=work.url, queue_arn=work.arn, messages_per_pod=5),
    model=sw.Model(**bucket, prefix="summaries/2026-01-10", size_gib=20, loader_image=loader),
    budget=sw.MonthlyBudget(usd=Decimal(500), emails=("ml@acme.example",)),
)
pulumi.export("commands", {"summaries": sw.InferenceService("summaries", args).commands})
