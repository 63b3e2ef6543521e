"""What is simulated..."""

from __future__ import annotations

import base64
import hashlib

import pulumi_aws as aws
import pulumi_kubernetes as kubernetes

from stackwright.checks.manifests.objects import Manifest, Objects, objects
from stackwright.checks.manifests.simulated import marked
from stackwright.simulator import Simulator


def manifest(name="x", urn="u", **data):
    return Manifest(
        urn=urn, cluster="", body={"apiVersion": "v1", "kind": "C", "metadata": {"name": name}, "data": data}
    )


def paths(one, other):
    found = marked(Objects(stack="dev", manifests=tuple(one)), Objects(stack="dev", manifests=tuple(other)))
    return [each.simulated for each in found.manifests]


def test_is_what_differs_in_another_simulated_cloud():
    assert paths([manifest(a="1", b="2"), manifest(urn="v")], [manifest(a="1", b="3"), manifest(urn="v")]) == [
        (("data", "b"),),
        (),
    ]


def test_is_found_by_resource_whatever_its_name():
    one, other = [manifest("x-1", "u"), manifest("y", "v")], [manifest("y", "v"), manifest("x-2", "u")]
    assert paths(one, other) == [(("metadata", "name"),), ()]


def test_is_found_in_each_object_of_a_list():
    found = paths([manifest(a=each) for each in "122"], [manifest(a=each) for each in "123"])
    assert found == [(), (), (("data", "a"),)]


def test_is_all_of_what_is_not_there_at_all():
    assert paths([manifest()], []) == [((),)]


def test_is_found_however_it_was_made(record):
    """A digest, a part, an encoded text: nothing of the id itself is left in them."""

    def program():
        queue = aws.sqs.Queue("q", name="orders")
        account = aws.get_caller_identity().account_id
        kubernetes.core.v1.ConfigMap(
            "c",
            metadata={"name": queue.arn.apply(lambda arn: hashlib.sha256(arn.encode()).hexdigest()[:8])},
            data={
                "arn": queue.arn,
                "encoded": queue.arn.apply(lambda arn: base64.b64encode(arn.encode()).decode()),
                "part": queue.arn.apply(lambda arn: arn.split(":")[4]),
                "account": account,
                "name": queue.name,
                "length": queue.arn.apply(lambda arn: str(len(arn))),
            },
        )

    here, elsewhere = (
        objects(record(program, simulator=simulator))
        for simulator in (Simulator(), Simulator(variant="elsewhere", account_id="210987654321"))
    )
    assert set(marked(here, elsewhere).manifests[0].simulated) == {
        ("metadata", "name"),
        *(("data", key) for key in ("arn", "encoded", "part", "account")),
    }
