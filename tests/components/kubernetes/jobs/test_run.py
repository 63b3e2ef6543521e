"""A run of a job"""

from __future__ import annotations

import re

import pulumi
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.access import SecretRef
from components.database.args import RdsDatabaseArgs
from components.database.rds_database import RdsDatabase
from components.kubernetes.jobs.run import LONGEST_NAME, check_name, run_name
from tests.components.compute.conftest import StandInNetwork
from tests.kubernetes.validation import problems

_JOB = "kubernetes:batch/v1:Job"
_PASSWORD = SecretRef(secret_arn="arn:secret", key="password", kms_key_arn="arn:key")
_WORDS = st.lists(st.text(max_size=5), max_size=3)


def _database(jobs):
    return RdsDatabase(
        "store",
        RdsDatabaseArgs(
            scope=jobs.scope,
            network=StandInNetwork(),
            kms_key_arn="arn:key",
            log_kms_key_arn="arn:log-key",
            version="17.6",
            instance_class="db.t4g.medium",
            storage_gib=20,
        ),
    )


def _needed(made, name):
    return {urn.rpartition("::")[2] for urn in made[name, _JOB].dependencies}


def test_waits_for_all_that_it_is_granted_wherever_in_the_program_that_is(deploy, jobs):
    def program():
        migration, store = jobs.job(), _database(jobs)
        store.allow_from(migration)
        store.grant_read(migration)

    made = deploy(program)
    assert _needed(made, "migration") >= {
        "store",
        "store-ingress-migration",
        "store-egress-migration",
        "store-read-migration",
        "migration-let-out-store",
    }
    assert made["store-read-migration"].inputs["role"] == made["migration-task-role"].outputs["name"]
    assert problems(made.stack) == []


def test_waits_for_whom_it_is_and_what_it_is_told(deploy, jobs):
    def program():
        pools, controllers, before = (pulumi.ComponentResource(f"test:{it}", it) for it in ("pools", "keda", "before"))
        for parent in (pools, controllers, before):
            jobs.marker(parent)
        jobs.job(
            environment={"A": "b"},
            secrets={"PASSWORD": _PASSWORD},
            nodes_ready=(pools,),
            controllers_ready=(controllers,),
            after=(before,),
        )

    made = deploy(program)
    assert _needed(made, "migration") >= {
        "core-api-quota",
        "migration-configuration",
        "migration-external-secret",
        "migration-security-group-policy",
        "migration-task-identity",
        "pools-marker",
        "keda-marker",
        "before-marker",
    }
    assert "keda-marker" in {urn.rpartition("::")[2] for urn in made["migration-secret-store"].dependencies}


def test_is_let_out_to_an_outsider_by_a_policy_alone(deploy, jobs):
    class Outsider:
        logical_name = "outsider"

    made = deploy(lambda: jobs.job().let_out(Outsider(), 5432))
    assert made["migration-let-out-outsider"].inputs["spec"] == {
        "podSelector": {"matchLabels": {"app.kubernetes.io/name": "migration"}},
        "policyTypes": ["Egress"],
        "egress": [{"to": [{"ipBlock": {"cidr": "10.0.0.0/16"}}], "ports": [{"protocol": "TCP", "port": 5432}]}],
    }


def test_can_not_be_reached(deploy, jobs):
    def program():
        migration = jobs.job()
        migration.admit(jobs.service(), 80)

    with pytest.raises(ValueError, match=r"^migration is a job, which orders can not reach on 80$"):
        deploy(program)


def test_is_known_by_its_labels_to_whom_it_calls(deploy, jobs):
    def program():
        called, migration = jobs.service(), jobs.job()
        called.allow_from(migration)

    made = deploy(program)
    (way,) = made["orders-admit-migration"].inputs["spec"]["ingress"]
    assert way["from"] == [
        {
            "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "core-api"}},
            "podSelector": {"matchLabels": {"app.kubernetes.io/name": "migration"}},
        }
    ]


def test_is_tried_again_by_a_new_pod_and_never_moved(migration):
    spec = migration(retries=2, timeout_seconds=60)["migration", _JOB].inputs["spec"]
    template = spec.pop("template")
    assert spec == {
        "backoffLimit": 2,
        "activeDeadlineSeconds": 60,
        "podFailurePolicy": {"rules": [{"action": "Ignore", "onPodConditions": [{"type": "DisruptionTarget"}]}]},
    }
    assert template["spec"]["restartPolicy"] == "Never"
    assert template["metadata"]["annotations"] == {"karpenter.sh/do-not-disrupt": "true"}


def test_runs_its_command_and_is_told_what_it_must_know(deploy, jobs):
    made = deploy(lambda: jobs.job(environment={"A": "b"}, secrets={"PASSWORD": _PASSWORD}))
    (container,) = made["migration", _JOB].inputs["spec"]["template"]["spec"]["containers"]
    assert container["args"] == ["migrate"]
    assert container["envFrom"] == [
        {"configMapRef": {"name": made["migration-configuration"].inputs["metadata"]["name"]}}
    ]
    assert container["env"] == [
        {"name": "PASSWORD", "valueFrom": {"secretKeyRef": {"name": "migration-secrets", "key": "PASSWORD"}}}
    ]


def test_tells_people_how_to_look_at_it(deploy, jobs):
    made = deploy(lambda: jobs.job().commands)
    kubectl = "kubectl --context acme-test-main --namespace core-api"
    pods = "--selector app.kubernetes.io/name=migration"
    assert {purpose: made.value(command) for purpose, command in made.result.items()} == {
        "runs": f"{kubectl} get pods {pods} --sort-by .metadata.creationTimestamp",
        "logs": f"{kubectl} logs {pods} --tail -1 --prefix --timestamps",
    }


@given(st.text(max_size=9), _WORDS, st.none() | st.text(max_size=9))
def test_has_a_name_that_is_what_it_runs(image, command, settings):
    name = run_name("migration", image, command, settings)
    assert re.fullmatch(r"migration-[0-9a-f]{8}", name)
    assert name == run_name("migration", image, command, settings)
    assert name != run_name("migration", f"{image}.", command, settings)
    assert name != run_name("migration", image, [*command, ""], settings)
    assert name != run_name("migration", image, command, f"{settings}.")


def test_leaves_room_in_its_name_for_the_hash():
    check_name("m" * LONGEST_NAME, LONGEST_NAME)
    assert len(run_name("m" * LONGEST_NAME, "image", (), None)) == 63
    message = f"a job's name must be at most 54 characters, as more is added to it, got {'m' * 55!r}"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        check_name("m" * 55, LONGEST_NAME)
