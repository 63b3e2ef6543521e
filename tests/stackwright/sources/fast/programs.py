"""Programs that use what the SDK offers, piece by piece."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pulumi
import pulumi_aws as aws
import pulumi_kubernetes as kubernetes
import pulumi_random as random
from pulumi.dynamic import CreateResult, Resource, ResourceProvider

Opts = pulumi.ResourceOptions


class Group(pulumi.ComponentResource):
    def __init__(self, name: str, inputs: Any = None, opts: Opts | None = None, size: int = 2) -> None:
        super().__init__("test:index:Group", name, inputs or {}, opts)
        self.topics = [aws.sns.Topic(f"{name}-{n}", opts=Opts(parent=self)) for n in range(size)]
        self.first = self.topics[0].arn
        self.register_outputs({"first": self.first, "all": [t.name for t in self.topics], "none": None})


class Provider(ResourceProvider):
    def create(self, props: Any) -> CreateResult:
        return CreateResult("n", props)


class Dynamic(Resource):
    a: pulumi.Output[str]

    def __init__(self, name: str, a: pulumi.Input[str]) -> None:
        super().__init__(Provider(), name, {"a": a, "b": None})


def options_of_every_kind():
    vpc = aws.ec2.Vpc("vpc", cidr_block="10.0.0.0/16", opts=Opts(protect=True, retain_on_delete=True))
    aws.ec2.Subnet(
        "a",
        vpc_id=vpc.id,
        cidr_block="10.0.0.0/24",
        opts=Opts(
            ignore_changes=["tags", "cidr_block"],
            replace_on_changes=["cidr_block"],
            additional_secret_outputs=["availability_zone_id"],
            delete_before_replace=True,
            depends_on=[vpc],
            aliases=["urn:pulumi:dev::shop::aws:ec2/subnet:Subnet::b", pulumi.Alias(name="c"), pulumi.Alias(type_="d")],
            custom_timeouts=pulumi.CustomTimeouts(create="5m"),
            version="7.0.0",
        ),
    )
    aws.ec2.Vpc("taken", opts=Opts(import_="vpc-0123456789abcdef0"))
    aws.sns.Topic("gone", opts=Opts(deleted_with=vpc, aliases=[pulumi.Alias(parent=vpc), pulumi.Alias(stack=vpc.id)]))
    pulumi.export("zone", vpc.main_route_table_id)


def values_of_every_kind():
    async def late(value: Any) -> Any:
        await asyncio.sleep(0)
        return value

    queue = aws.sqs.Queue("q", fifo_queue=True, delay_seconds=3)
    table = aws.dynamodb.Table(
        "t",
        attributes=[{"name": "id", "type": "S"}, aws.dynamodb.TableAttributeArgs(name=queue.name, type="N")],
        hash_key=late("id"),
        point_in_time_recovery={"enabled": True},
        tags=pulumi.Output.all(a=queue.arn, b="x").apply(lambda v: v),
        read_capacity=late(5),
    )
    aws.lambda_.Function(
        "f",
        role="arn:aws:iam::1:role/r",
        code=pulumi.AssetArchive({"a": pulumi.StringAsset("x"), "b": pulumi.FileArchive("x.zip")}),
        environment=aws.lambda_.FunctionEnvironmentArgs(variables={"Q": queue.url, "K": pulumi.Output.secret("k")}),
        architectures=("arm64",),
        memory_size=queue.delay_seconds.apply(lambda d: d * 128),
        runtime=aws.lambda_.Runtime.PYTHON3D12,
        layers=None,
    )
    aws.s3.BucketObject("o", bucket="b", source=pulumi.FileAsset("x.txt"), acl=aws.s3.CannedAcl.PRIVATE)
    aws.cloudwatch.MetricAlarm("m", comparison_operator="x", evaluation_periods=1, threshold=2**60 + 1)
    pulumi.export("table", {"name": table.name, "nested": [table.attributes, table.stream_arn, {"none": None}]})
    pulumi.export("number", queue.delay_seconds.apply(lambda d: [type(d).__name__, d]))
    pulumi.export("typed", table.attributes.apply(lambda found: [type(each).__name__ for each in found]))
    pulumi.export("lifted", table.attributes[0].name)
    pulumi.export("role", pulumi.Output.json_dumps({"arn": table.arn, "n": [queue.id, 1.5]}))
    pulumi.export("text", [pulumi.Output.format("<{q}>", q=queue.name), pulumi.Output.concat("<", queue.name, ">")])


def secrets_and_unknowns():
    other = pulumi.StackReference("org/net/dev")
    password = random.RandomPassword("p", length=8, opts=Opts(additional_secret_outputs=["length"]))
    aws.ssm.Parameter("s", type="SecureString", value=password.result, tags={"a": password.result, "b": "open"})
    aws.sns.Topic("u", display_name=other.get_output("x"), tags={"deep": other.get_output("y"), "k": "v"})
    both = pulumi.Output.all(password.result, other.get_output("x"), [1, {"a": password.length}])
    aws.ssm.Parameter(
        "b", type="String", value=both.apply(json.dumps), description=pulumi.Output.unsecret(both)[2].apply(json.dumps)
    )
    pulumi.export("both", both)
    pulumi.export("inner", {"p": password.result, "l": [password.length]})
    pulumi.export("known", both.apply(lambda _: "ran"))
    pulumi.export("secret", pulumi.Output.secret({"a": [1, None]}))


def components_and_dependencies():
    first = Group("first", {"size": 2, "name": "x", "nothing": None, "nested": {"b_c": 1}})
    second = Group("second", opts=Opts(depends_on=[first], protect=True))
    topic = aws.sns.Topic("after", display_name=second.first, opts=Opts(depends_on=second))
    aws.sns.Topic("through", opts=Opts(depends_on=pulumi.Output.from_input([topic, first])))
    aws.sns.Topic("listed", opts=Opts(depends_on=[topic.arn.apply(lambda _: first), first.topics[0]]))
    third = Group("third", {"topic": topic, "group": first, "urn": first.urn}, Opts(depends_on=[topic]))
    pulumi.Output.all(third.first, topic.id).apply(lambda v: aws.sns.Topic("inner", display_name=v[0]))
    aws.sns.Topic("late", opts=Opts(parent=third, aliases=[pulumi.Alias(parent=first)]))
    pulumi.export("component", third)
    pulumi.export("topic", topic)


def providers_of_every_kind():
    west = aws.Provider("west", region="us-west-2", default_tags={"tags": {"a": "b"}})
    east = aws.Provider("east", region="us-east-1")
    aws.sns.Topic("w", opts=Opts(provider=west))
    aws.sns.Topic("e", opts=Opts(providers={"aws": east}))
    Group("inherits", opts=Opts(providers=[west]))
    Group("given", opts=Opts(provider=east))
    cluster = kubernetes.Provider("k", kubeconfig=pulumi.Output.secret("{}"))
    app = kubernetes.apps.v1.Deployment(
        "app",
        spec={
            "selector": {"match_labels": {"app": "x"}},
            "template": {
                "metadata": {"labels": {"app": "x"}},
                "spec": {"containers": [{"name": "c", "image": "i", "ports": [{"container_port": 80}]}]},
            },
        },
        opts=Opts(provider=cluster),
    )
    kubernetes.core.v1.Service("svc", spec={"ports": [{"port": 80, "target_port": 80}], "selector": {"app": "x"}})
    pulumi.export("name", app.metadata.name)
    pulumi.export("image", app.spec.template.spec.containers[0].image)


def what_only_the_sdk_knows():
    aws.sns.Topic("before")
    pulumi.export("dynamic", Dynamic("dynamic", aws.sns.Topic("given").arn).a)
    aws.ec2.Vpc.get("got", "vpc-1")
    aws.sns.Topic(
        "own", opts=Opts(transforms=[lambda a: pulumi.ResourceTransformResult({**a.props, "tags": {}}, a.opts)])
    )
    Group("below", opts=Opts(transforms=[lambda a: pulumi.ResourceTransformResult(a.props, a.opts)]))
    pulumi.runtime.register_resource_transform(
        lambda a: pulumi.ResourceTransformResult({**a.props, "tags": {"all": "yes"}}, a.opts)
    )
    aws.sns.Topic("transformed")
    aws.sns.Topic("hooked", opts=Opts(hooks=pulumi.ResourceHookBinding(before_create=[lambda _args: None])))


def outputs_of_outputs():
    topic = aws.sns.Topic("t")
    deferred, settle = pulumi.deferred_output()
    pulumi.export("deferred", deferred)
    settle(topic.name)
    inner = topic.arn.apply(lambda arn: pulumi.Output.all(arn, topic.name, {"k": [topic.id, (1, topic.id)]}))
    pulumi.export("nested", inner)
    pulumi.export("args", pulumi.Output.from_input(aws.s3.BucketVersioningArgs(enabled=topic.fifo_topic)))
    pulumi.export("keys", pulumi.Output.from_input({topic.name: 1}))
    pulumi.export("tuple", pulumi.Output.from_input((topic.name, [])))
    pulumi.export("empty", pulumi.Output.all())
    pulumi.export("nothing", pulumi.Output.from_input(None))
    pulumi.export("recovered", topic.arn.apply(lambda _: 1 / 0).recover(lambda error: type(error).__name__))
    pulumi.export("plain", pulumi.Output.from_input({"a": [1, {"b": "c"}], "d": ()}).apply(lambda v: [v, v["d"]]))
    aws.sqs.Queue("q", name=topic.name.apply(lambda name: pulumi.Output.secret(name)))


PROGRAMS = [
    options_of_every_kind,
    values_of_every_kind,
    secrets_and_unknowns,
    components_and_dependencies,
    providers_of_every_kind,
    what_only_the_sdk_knows,
    outputs_of_outputs,
]
