"""A VPC over three zones with one NAT gateway, a load balancer, an ARM64 service, a Multi-AZ database."""

from __future__ import annotations

import json

import pulumi_aws as aws

vpc = aws.ec2.Vpc("main", cidr_block="10.0.0.0/16")
aws.ec2.InternetGateway("main", vpc_id=vpc.id)


def subnet(tier: str, zone: str, number: int) -> aws.ec2.Subnet:
    """One subnet of a tier."""
    block = f"10.0.{number}.0/24"
    return aws.ec2.Subnet(f"{tier}-{zone}", vpc_id=vpc.id, availability_zone=f"us-east-1{zone}", cidr_block=block)


public = [subnet("public", zone, number) for number, zone in enumerate("abc")]
private = [subnet("private", zone, number) for number, zone in enumerate("abc", 16)]
address = aws.ec2.Eip("nat", domain="vpc")
aws.ec2.NatGateway("main", allocation_id=address.id, subnet_id=public[0].id)
aws.lb.LoadBalancer("web", load_balancer_type="application", subnets=[one.id for one in public])
task = aws.ecs.TaskDefinition(
    "web",
    family="web",
    cpu="512",
    memory="1024",
    network_mode="awsvpc",
    requires_compatibilities=["FARGATE"],
    runtime_platform={"cpu_architecture": "ARM64", "operating_system_family": "LINUX"},
    container_definitions=json.dumps([{"name": "web", "image": "web:1"}]),
)
cluster = aws.ecs.Cluster("main")
aws.ecs.Service(
    "web",
    cluster=cluster.arn,
    task_definition=task.arn,
    desired_count=2,
    launch_type="FARGATE",
    network_configuration={"subnets": [one.id for one in private]},
)

group = aws.rds.SubnetGroup("main", subnet_ids=[one.id for one in private])
aws.rds.Instance(
    "main",
    engine="postgres",
    instance_class="db.t4g.medium",
    multi_az=True,
    storage_type="gp3",
    allocated_storage=100,
    db_subnet_group_name=group.name,
)
for name in ("database", "signing"):
    aws.secretsmanager.Secret(name)
for metric in ("cpu", "memory", "errors", "latency", "storage", "connections"):
    alarm = {"namespace": "Reference", "metric_name": metric, "statistic": "Average", "threshold": 1}
    aws.cloudwatch.MetricAlarm(
        metric, comparison_operator="GreaterThanThreshold", evaluation_periods=1, period=60, **alarm
    )
