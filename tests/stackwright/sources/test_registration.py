"""A registered resource..."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws
import pulumi_random as random
from pulumi import ResourceOptions as Opts

from stackwright.model import Options, Secret, Source

DEFAULT = "urn:pulumi:dev::shop::pulumi:providers:aws::default_"


def test_has_its_secret_inputs_marked_and_the_outputs_of_their_name(record, find):
    def program():
        secret = pulumi.Output.secret("hush")
        aws.ssm.Parameter("key", type="SecureString", value=secret, tags={"a": secret, "b": "c"})

    key = find(record(program), "key")
    assert (key.inputs["value"], key.outputs["value"]) == (Secret("hush"), Secret("hush"))
    assert key.inputs["tags"] in (Secret({"a": "hush", "b": "c"}), {"a": Secret("hush"), "b": "c"})
    assert "hush" not in repr(key.outputs)


def test_has_its_additional_secret_outputs_marked(record, find):
    topic = find(record(lambda: aws.sns.Topic("t", opts=Opts(additional_secret_outputs=["arn", "none"]))), "t")
    assert isinstance(topic.outputs["arn"], Secret)
    assert "none" not in topic.outputs


def test_has_the_options_a_program_gives(record, find):
    def program():
        first = aws.sns.Topic("first")
        aws.sns.Topic(
            "t",
            opts=Opts(
                protect=True,
                ignore_changes=["displayName"],
                delete_before_replace=True,
                retain_on_delete=True,
                additional_secret_outputs=["owner"],
                replace_on_changes=["name"],
                aliases=[pulumi.Alias(name="old"), "urn:pulumi:dev::shop::aws:sns/topic:Topic::older"],
                deleted_with=first,
                import_="arn:aws:sns:eu-west-1:123456789012:t",
                version="7.1.2",
            ),
        )

    assert find(record(program), "t").options == Options(
        protect=True,
        ignore_changes=("displayName",),
        delete_before_replace=True,
        retain_on_delete=True,
        additional_secret_outputs=("owner",),
        replace_on_changes=("name",),
        aliases=("old", "urn:pulumi:dev::shop::aws:sns/topic:Topic::older"),
        deleted_with="urn:pulumi:dev::shop::aws:sns/topic:Topic::first",
        import_id="arn:aws:sns:eu-west-1:123456789012:t",
        version="7.1.2",
    )


def test_waits_for_what_it_is_made_of(record, find):
    def program():
        key, other = aws.kms.Key("key"), aws.sns.Topic("other")
        aws.sns.Topic("t", kms_master_key_id=key.id, display_name="plain", opts=Opts(depends_on=[other]))

    stack = record(program)
    topic, key, other = (find(stack, name).urn for name in ("t", "key", "other"))
    assert find(stack, "t").dependencies == (key, other)
    assert find(stack, "t").property_dependencies == {"kmsMasterKeyId": (key,)}
    assert topic.endswith("::t")


def test_has_the_default_provider_of_its_package(record, find):
    stack = record(lambda: (aws.sns.Topic("t", opts=Opts(version="7.1.2")), random.RandomId("r", byte_length=4)))
    assert find(stack, "t").provider == f"{DEFAULT}7_1_2::simulated"
    assert find(stack, "r").provider.startswith("urn:pulumi:dev::shop::pulumi:providers:random::default_4_")


def test_has_the_line_it_was_written_on(record, find):
    def program():
        aws.sns.Topic("orders")

    line = program.__code__.co_firstlineno + 1
    assert find(record(program), "orders").source == Source(__file__, line)


def test_has_no_provider_where_the_engine_makes_it(record, find):
    stack = record(lambda: pulumi.Stash("kept", input={"a": 1}))
    kept = find(stack, "kept")
    assert (kept.custom, kept.provider, kept.id, kept.inputs) == (True, "", "kept", {"input": {"a": 1}})


def test_of_the_stack_itself_has_no_line(record):
    assert record(lambda: None).resources[0].source is None
