"""A function run as a Pulumi program..."""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
import textwrap
import threading
import warnings

import pulumi
import pulumi_aws as aws
import pulumi_random as random
import pytest
from pulumi import ResourceOptions as Opts
from pulumi.runtime import resource as pulumi_resource

from stackwright.model import Secret
from stackwright.simulator import Simulator


def test_needs_neither_engine_nor_settings(record):
    stack = record(lambda: None)
    assert [(r.urn, r.type, r.name, r.custom) for r in stack.resources] == [
        ("urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev", "pulumi:pulumi:Stack", "shop-dev", False)
    ]


def test_knows_its_project_stack_organization_and_folder(record):
    def program():
        pulumi.export("it", [pulumi.get_project(), pulumi.get_stack(), pulumi.get_organization()])
        pulumi.export("root", pulumi.get_root_directory())
        pulumi.export("dry", pulumi.runtime.is_dry_run())

    assert record(program, organization="acme", root_directory="/shop").outputs == {
        "it": ["shop", "dev", "acme"],
        "root": "/shop",
        "dry": True,
    }


def test_reads_its_configuration_with_secrets_marked(record):
    def program():
        config = pulumi.Config()
        pulumi.export("size", config.require_int("size"))
        pulumi.export("key", config.require_secret("key"))
        pulumi.export("aws", pulumi.Config("aws").get("region"))

    config = {"shop:size": "3", "shop:key": "[secret]", "aws:region": "r"}
    stack = record(program, config=config, secret_keys=("shop:key",))
    assert stack.outputs == {"size": 3, "key": Secret("[secret]"), "aws": "r"}


def test_sees_simulated_outputs_through_chains_of_apply(record, find):
    def program():
        topic, key = aws.sns.Topic("t"), aws.kms.Key("k")
        both = pulumi.Output.all(topic.arn, "x", 3, [key.key_id], pulumi.Output.secret(1))
        pulumi.export("all", both.apply(lambda values: values[:4]))
        pulumi.export("chain", topic.arn.apply(lambda arn: arn.split(":")).apply(lambda parts: parts[2]))
        pulumi.export("text", pulumi.Output.concat("<", topic.name, ">"))
        pulumi.export("lifted", key.tags_all)
        topic.arn.apply(lambda arn: aws.sns.Topic("inner", display_name=arn[:3]))

    stack = record(program)
    arn, key_id = find(stack, "t").outputs["arn"], find(stack, "k").outputs["keyId"]
    assert stack.outputs["all"] == Secret([arn, "x", 3, [key_id]])
    assert stack.outputs["chain"] == "sns"
    assert stack.outputs["text"] == f"<{find(stack, 't').outputs['name']}>"
    assert find(stack, "inner").inputs == {"displayName": "arn"}


def test_exports_secrets_as_secrets(record):
    def program():
        pulumi.export("whole", pulumi.Output.secret("hush"))
        pulumi.export("part", {"open": 1, "shut": pulumi.Output.secret("hush")})
        pulumi.export("made", random.RandomPassword("p", length=9).result.apply(len))

    assert record(program).outputs == {
        "whole": Secret("hush"),
        "part": {"open": 1, "shut": Secret("hush")},
        "made": Secret(9),
    }


def test_may_be_asynchronous(record, find):
    async def main():
        await asyncio.sleep(0)
        topic = aws.sns.Topic("late")
        return {"arn": topic.arn}

    stack = record(lambda: pulumi.run(main))
    assert stack.outputs == {"arn": find(stack, "late").outputs["arn"]}


def test_may_send_work_to_threads_of_its_own(record):
    async def main():
        names = await asyncio.gather(*(asyncio.to_thread(lambda: threading.current_thread().name) for _ in range(3)))
        return {"elsewhere": all(name != threading.main_thread().name for name in names)}

    assert record(lambda: pulumi.run(main)).outputs == {"elsewhere": True}


def test_takes_inputs_that_are_still_awaited(record, find):
    async def name():
        await asyncio.sleep(0.001)
        return "slow"

    assert find(record(lambda: aws.sns.Topic("t", display_name=name())), "t").inputs == {"displayName": "slow"}


def test_registers_in_the_same_order_every_time(record):
    async def slow(seconds):
        await asyncio.sleep(seconds)
        return "x"

    def program():
        last = aws.sns.Topic("a", display_name=slow(0.003))
        aws.sns.Topic("b", display_name=last.arn)
        for number in range(20):
            aws.sqs.Queue(f"q{number}", name=slow(0.002 / (number + 1)))
        aws.ec2.Vpc.get("read", "vpc-1")
        aws.sns.Topic("z")

    names = ["shop-dev", "a", "b", *(f"q{number}" for number in range(20)), "read", "z"]
    assert [[r.name for r in record(program).resources] for _ in range(5)] == [names] * 5


def test_gives_equal_stacks_for_equal_programs(record):
    def program():
        key = aws.kms.Key("k")
        pulumi.export("arn", aws.sns.Topic("t", kms_master_key_id=key.arn).arn)
        pulumi.export("pw", random.RandomPassword("p", length=12).result)

    assert record(program) == record(program)


def test_sees_nothing_of_the_run_before(record):
    def first():
        aws.sns.Topic("t")
        pulumi.runtime.register_resource_transform(lambda _args: pytest.fail("the first run's transform ran"))
        pulumi.export("only", "first")

    record(lambda: pulumi.log.warn("first"), config={"shop:a": "1"})
    with pytest.raises(BaseException, match="the first run's transform ran"):
        record(lambda: (first(), aws.sns.Topic("u")))

    def second():
        aws.sns.Topic("t")
        pulumi.export("config", pulumi.Config().get("a", "none"))

    stack = record(second)
    assert [resource.name for resource in stack.resources] == ["shop-dev", "t"]
    assert (stack.outputs, stack.notes) == ({"config": "none"}, [])


def test_leaves_the_callers_own_settings_alone(record):
    pulumi.runtime.set_all_config({"shop:mine": "1"}, [])
    before = pulumi_resource._get_stack_trace
    record(lambda: None, config={"shop:mine": "2"})
    assert pulumi.Config("shop").get("mine") == "1"
    assert pulumi.runtime.get_root_resource() is None
    assert pulumi_resource._get_stack_trace is before


@pytest.mark.parametrize("error", [ValueError, SystemExit, KeyboardInterrupt])
def test_raises_what_the_program_raises(record, error):
    def program():
        aws.sns.Topic("t")
        raise error("mine")

    with pytest.raises(error, match="mine"):
        record(program)


def test_raises_what_fails_while_values_arrive(record):
    def fail(_value):
        raise LookupError("in apply")

    with pytest.raises(LookupError, match="in apply"):
        record(lambda: aws.sns.Topic("t").arn.apply(fail))


def test_closes_its_event_loop_when_the_program_fails(record):
    loops = []

    def program():
        loops.append(asyncio.get_running_loop())
        aws.sns.Topic("t").arn.apply(lambda _arn: 1 / 0)
        aws.sns.Topic("u")

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(ZeroDivisionError):
            record(program)
        gc.collect()
    assert loops[0].is_closed()
    with pytest.raises(RuntimeError, match="no running event loop"):
        asyncio.get_running_loop()


def test_lets_tasks_that_are_left_over_clean_up(record):
    cleaned = []

    async def forever():
        try:
            await asyncio.sleep(60)
        finally:
            cleaned.append(True)

    def program():
        program.task = asyncio.ensure_future(forever())

        async def fail():
            await asyncio.sleep(0)
            raise ValueError("mine")

        pulumi.run(fail)

    with pytest.raises(ValueError, match="mine"):
        record(program)
    assert cleaned == [True]


def test_is_silent_about_what_a_failed_program_leaves_behind():
    script = """
        import pulumi, pulumi_aws as aws
        from stackwright.sources.runtime import run_program

        def program():
            for _ in range(3):
                aws.sns.Topic("same")
            aws.sns.Topic("t").arn.apply(lambda _arn: aws.sns.Topic("same"))

        try:
            run_program(program, project="shop", stack="dev")
        except Exception as error:
            print(type(error).__name__)
    """
    command = [sys.executable, "-W", "error::ResourceWarning", "-c", textwrap.dedent(script)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("RecordingError\n", "")


def test_works_with_a_runtime_that_makes_its_traces_elsewhere(record, find, monkeypatch):
    monkeypatch.setattr("stackwright.sources.runtime.pulumi_resource", object())
    assert find(record(lambda: aws.sns.Topic("t")), "t").source.file == __file__


def test_simulates_in_the_account_and_region_it_is_told(record, find):
    simulator = Simulator(region="cn-north-1", account_id="210987654321")
    topic = find(record(lambda: aws.sns.Topic("t", name="x"), simulator=simulator), "t")
    assert topic.outputs["arn"] == "arn:aws-cn:sns:cn-north-1:210987654321:x"


def test_finds_the_line_of_a_resource_in_a_component_of_ones_own(record, find):
    class Box(pulumi.ComponentResource):
        def __init__(self) -> None:
            super().__init__("my:x:Box", "box")
            aws.sns.Topic("inner", opts=pulumi.ResourceOptions(parent=self))

    def program():
        Box()

    stack = record(program)
    first = Box.__init__.__code__.co_firstlineno
    assert find(stack, "inner").source.line == first + 2
    assert find(stack, "box").source.line == program.__code__.co_firstlineno + 1


def test_keeps_an_export_that_came_to_nothing_and_says_so(record):
    stack = record(lambda: [pulumi.export("there", 1), pulumi.export("gone", pulumi.Output.from_input(None))])

    assert stack.outputs == {"there": 1, "gone": None}
    assert stack.notes == ["export gone is null here: its value is not simulated, or there is none"]


def test_hands_down_what_a_parent_decides_where_a_child_says_nothing(record, find):
    def program():
        above = Opts(protect=True, retain_on_delete=True)
        group = pulumi.ComponentResource("my:x:Group", "group", opts=above)
        aws.sns.Topic("heir", opts=Opts(parent=group))
        aws.sns.Topic("free", opts=Opts(parent=group, protect=False, retain_on_delete=False))

    for quick in (True, False):
        stack = record(program, quick=quick)
        decided = {name: find(stack, name).options for name in ("heir", "free")}
        assert {name: (each.protect, each.retain_on_delete) for name, each in decided.items()} == {
            "heir": (True, True),
            "free": (False, False),
        }


def test_gives_a_component_its_resources_back(record):
    class Group(pulumi.ComponentResource):
        res: pulumi.Output[aws.sns.Topic]

        def __init__(self) -> None:
            super().__init__("my:x:Group", "group", {"res": aws.sns.Topic("t", name="t")})
            pulumi.export("arn", self.res.apply(lambda topic: topic.arn))

    assert record(Group).outputs["arn"].endswith(":t")


def test_does_not_settle_a_resource_before_its_neighbours_are_constructed(record):
    """A child made in an apply must not be among what a resource of the same statement waits for."""

    class Group(pulumi.ComponentResource):
        def __init__(self) -> None:
            super().__init__("my:x:Group", "group")
            key = aws.kms.Key("key", opts=Opts(parent=self))
            key.arn.apply(lambda _: aws.sns.Topic("late", opts=Opts(parent=self, depends_on=[after[0]])))

    after: list[pulumi.Resource] = []

    def program():
        group = Group()
        after.append(aws.sqs.Queue("after", opts=Opts(depends_on=[group])))

    assert {resource.name for resource in record(program).managed()} == {"key", "late", "after"}
