"""The master password of an RDS database is kept by RDS, made by a resource of the stack, or marked as a secret.

Replicas and secondaries of a global database have none of their own; a restored database keeps the one it had. The
Python SDK marks every `password` as a secret by itself, so a text that was written into the program is only seen where
a transform, or an SDK that does not mark it, put it there.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Node, Rule, Severity, Verdicts, must_be
from ...databases import CLUSTER, INSTANCE, is_replica, is_restored, is_secondary

_PASSWORDS = ("password", "passwordWo", "masterPassword", "masterPasswordWo")


def _check(database: Item) -> Verdicts:
    managed = database["manageMasterUserPassword"]
    own = [node for node in map(database.__getitem__, _PASSWORDS) if not node.absent]
    for password in own:
        yield from _must_be_hidden(password)
    if own or is_replica(database) or is_secondary(database):
        return
    if not (managed.absent and is_restored(database)):
        yield from must_be(managed, True)


def _must_be_hidden(password: Node) -> Verdicts:
    if password.secret or password.made_of:
        return
    if password.unknown:
        yield password.undecided()
    else:
        yield password.says(f"{password.path} is a plain text: whoever reads the program or its state reads it too")


rds_managed_password = Rule(
    id="rds-managed-password",
    promise="No master password of an RDS database is written down in plain text.",
    fix="Set manage_master_user_password=True; otherwise take the password from a random.RandomPassword or a secret of"
    " the stack's configuration.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    needs_secretness=True,
    controls=Controls(),
    looks_at=frozenset({INSTANCE, CLUSTER}),
    check=_check,
)
