"""A pod..."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.guardrails.authoring import must_be
from policy.guardrails.defaults import default
from policy.guardrails.item import Item
from policy.guardrails.kubernetes import (
    EPHEMERAL,
    INIT,
    LISTS,
    MAIN,
    PATCHES,
    POD,
    RUNS_TO_ITS_END,
    SERVERS,
    STATEFUL_SET,
    WORKLOADS,
    Container,
    each_container,
    has_probe,
    is_windows,
    label,
    pod_metadata,
    pod_spec,
    quantity,
    unless_windows,
    word,
)
from policy.guardrails.quantifiers import contains, some
from policy.guardrails.values import UNKNOWN, Secret
from policy.guardrails.verdicts import Problem, Undecided


def nested(path, value):
    for key in reversed(path.split(".")):
        value = {key: value}
    return value


def item(type_, spec, metadata=None):
    path = {POD: "spec", "kubernetes:core/v1:PodTemplate": "template.spec"}.get(type_.removesuffix("Patch"))
    if type_.removesuffix("Patch") == "kubernetes:batch/v1:CronJob":
        path = "spec.jobTemplate.spec.template.spec"
    path = path or "spec.template.spec"
    inputs = nested(path, spec)
    if metadata:
        inputs = nested(path.rpartition(".")[0], {"spec": spec, "metadata": metadata}) if "." in path else inputs
    return Item(urn=f"urn:pulumi:test::shop::{type_}::orders", type=type_, name="orders", inputs=inputs)


def pod(**spec):
    return pod_spec(item(POD, spec))


def container(pod_context=None, **properties):
    spec = pod(securityContext=pod_context, containers=[properties])
    return Container(spec[MAIN][0], spec, MAIN)


def test_is_started_by_these_kinds():
    kinds = {type_.rsplit(":", 1)[1] for type_ in WORKLOADS}
    assert kinds == {
        "CronJob", "DaemonSet", "Deployment", "Job", "Pod", "PodTemplate", "ReplicaSet", "ReplicationController",
        "StatefulSet",
    }  # fmt: skip
    assert SERVERS | RUNS_TO_ITS_END == WORKLOADS
    assert {type_.removesuffix("Patch") for type_ in PATCHES} == WORKLOADS


@pytest.mark.parametrize("type_", sorted(WORKLOADS | PATCHES))
def test_has_its_labels_beside_its_spec(type_):
    one = item(type_, {"hostPID": True}, metadata={"labels": {"app": "orders"}})
    assert pod_spec(one)["hostPID"].value() is True
    if type_.removesuffix("Patch") != POD:
        assert pod_metadata(one)["labels"].value() == {"app": "orders"}
    assert pod_metadata(one).path == f"{pod_spec(one).path}.".removesuffix("spec.") + "metadata"


@pytest.mark.parametrize("type_", sorted(WORKLOADS))
def test_takes_the_defaults_of_kubernetes(type_):
    path = pod_spec(Item(urn="", type=type_, name="")).path
    assert default(type_, f"{path}.automountServiceAccountToken") is True
    assert default(type_, f"{path}.hostNetwork") is False
    for kind in LISTS:
        assert default(type_, f"{path}.{kind}[3].securityContext.allowPrivilegeEscalation") is True
        assert default(type_, f"{path}.{kind}[3].securityContext.privileged") is False
        assert default(type_, f"{path}.{kind}[3].securityContext.readOnlyRootFilesystem") is False


@pytest.mark.parametrize(
    ("shared", "own", "key", "where"),
    [
        ({"runAsNonRoot": True}, None, "runAsNonRoot", "spec.securityContext.runAsNonRoot"),
        ({"runAsUser": 1}, {"runAsUser": 2}, "runAsUser", "spec.containers[0].securityContext.runAsUser"),
        (None, None, "runAsNonRoot", "spec.containers[0].securityContext.runAsNonRoot"),
        ({"privileged": True}, None, "privileged", "spec.containers[0].securityContext.privileged"),
        ({"runAsUser": 1}, UNKNOWN, "runAsUser", "spec.containers[0].securityContext.runAsUser"),
        (UNKNOWN, {}, "runAsUser", "spec.securityContext.runAsUser"),
        (
            {"windowsOptions": {"hostProcess": True}}, {"windowsOptions": {"runAsUserName": "app"}},
            "windowsOptions.hostProcess", "spec.securityContext.windowsOptions.hostProcess",
        ),
        (
            {"seccompProfile": {"type": "RuntimeDefault"}}, {"seccompProfile": {"localhostProfile": "a.json"}},
            "seccompProfile", "spec.containers[0].securityContext.seccompProfile",
        ),
    ],
)  # fmt: skip
def test_gives_its_containers_what_they_do_not_say_themselves(shared, own, key, where):
    assert container(shared, securityContext=own).security(key).path == where


@pytest.mark.parametrize(
    ("kind", "policy", "on"),
    [(MAIN, None, True), (INIT, "Always", True), (INIT, None, False), (EPHEMERAL, "Always", False)],
)
def test_runs_as_long_as_its_main_containers_and_sidecars(kind, policy, on):
    one = container(restartPolicy=policy)
    assert Container(one.node, one.pod, kind).runs_on() is on


def test_that_is_not_known_is_one_verdict():
    found = list(each_container(item(STATEFUL_SET, UNKNOWN), lambda one: must_be(one["tty"], True)))
    assert [(type(one), one.path) for one in found] == [(Undecided, "spec.template.spec")]


def test_with_a_list_that_is_not_known_has_the_others_judged():
    one = item(POD, {MAIN: UNKNOWN, INIT: [{"name": "a"}, UNKNOWN], EPHEMERAL: [{"name": "b"}]})
    found = list(each_container(one, lambda one: must_be(one["tty"], True)))
    assert [(type(verdict), verdict.path) for verdict in found] == [
        (Undecided, "spec.containers"),
        (Problem, "spec.initContainers[0].tty"),
        (Undecided, "spec.initContainers[1].tty"),
        (Problem, "spec.ephemeralContainers[0].tty"),
    ]


def test_marks_what_is_wrong_with_the_name_of_its_container():
    def refuse(one):
        yield one["tty"].problem("must not be", mark="tty")
        yield one["stdin"].problem("must not be")
        yield one.pod["hostPID"].problem("must not be")

    one = item(POD, {MAIN: [{"name": "app"}, {"name": Secret("hidden")}]})
    marks = [verdict.mark for verdict in each_container(one, refuse)]
    assert marks == ["app/tty", "app", "", "containers[1]/tty", "containers[1]", ""]


def test_names_a_container_by_its_place_where_it_must():
    assert label(container(name="app").node) == "app"
    assert label(container(name=UNKNOWN).node) == label(container().node) == "containers[0]"


def test_for_windows_is_told_by_its_system_or_its_nodes():
    assert is_windows(pod(os={"name": "windows"}))
    assert is_windows(pod(nodeSelector={"kubernetes.io/os": "windows"}))
    assert not is_windows(pod(os={"name": "linux"}, nodeSelector={"kubernetes.io/arch": "arm64"}))
    assert not is_windows(pod(os={"name": "linux"}, nodeSelector=UNKNOWN))


def test_for_windows_lacks_what_only_linux_has():
    broken = list(must_be(container()["tty"], True))
    assert list(unless_windows(pod(os={"name": "windows"}), broken)) == []
    assert list(unless_windows(pod(), broken)) == broken
    (unknown,) = unless_windows(pod(os={"name": UNKNOWN}), broken * 2)
    assert (type(unknown), unknown.path) == (Undecided, "spec.os.name")
    assert list(unless_windows(pod(os={"name": UNKNOWN}), [])) == []


@pytest.mark.parametrize(
    ("probe", "there"),
    [
        ({"httpGet": {"port": 80}}, True),
        ({"exec": {"command": ["/bin/alive"]}}, True),
        ({"grpc": {"port": 80}, "tcpSocket": UNKNOWN}, True),
        ({"periodSeconds": 10}, False),
        (None, False),
        (UNKNOWN, None),
        ({"tcpSocket": UNKNOWN}, None),
    ],
)
def test_has_a_probe_where_something_is_asked(probe, there):
    one = container(livenessProbe=probe)
    if there is None:
        with pytest.raises(Undecided) as raised:
            has_probe(one, "livenessProbe")
        assert raised.value.path == "spec.containers[0].livenessProbe"
    else:
        assert has_probe(one, "livenessProbe") is there


@given(st.lists(st.sampled_from([True, False, None])))
def test_answers_for_many_as_sure_as_it_can(answers):
    def ask(answer):
        if answer is None:
            raise Undecided(item(POD, {}))
        return answer

    if True not in answers and None in answers:
        with pytest.raises(Undecided):
            some(answers, ask)
    else:
        assert some(answers, ask) is (True in answers)


def test_finds_one_of_several_in_a_list():
    drop = container(securityContext={"capabilities": {"drop": [UNKNOWN, "ALL"]}})["securityContext"]["capabilities"][
        "drop"
    ]
    assert contains(drop, ("ALL", "all"))
    with pytest.raises(Undecided):
        contains(drop, ("NET_RAW",))


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("500m", "500"), ("1.5Gi", "1.5"), (2, "2"), (0.5, "0.5"), ("1e3", "1"), ("+1", "1"), (".5", ".5"), ("0", "0"),
        ("128MB", None), ("", None), ("-1", None), ("much", None), (True, None), (None, None), (["1"], None),
    ],
)  # fmt: skip
def test_asks_for_quantities(written, number):
    assert quantity(written) == (None if number is None else Decimal(number))


@given(st.integers(1, 10**6), st.sampled_from(["", "m", "k", "M", "G", "Ki", "Mi", "Gi", "Ti"]))
def test_asks_for_quantities_in_every_unit(number, unit):
    assert quantity(f"{number}{unit}") == number


def test_is_marked_with_words_that_are_no_secrets():
    words = [word(container(image=image)["image"]) for image in ("nginx", Secret("hidden"), UNKNOWN, None)]
    assert words == ["nginx", "[secret]", "[unknown]", ""]
