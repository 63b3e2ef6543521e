"""The master password of an RDS database is kept by RDS, made by a resource, or given by the stack's configuration.

A password that comes from none of these was written into the program, or read from where it runs; that the SDK marks
every password as a secret does not change it. Replicas and secondaries of a global database have no password of their
own; a restored database keeps the one it had.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Node, Rule, Severity, Verdicts, must_be
from ...databases import CLUSTER, INSTANCE, is_replica, is_restored, is_secondary

_PASSWORDS = ("password", "passwordWo", "masterPassword", "masterPasswordWo")

# Shorter texts of a configuration are part of any password by accident; RDS takes none that is shorter.
# Source: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html, MasterUserPassword.
_SHORTEST = 8


def _check(database: Item) -> Verdicts:
    managed = database["manageMasterUserPassword"]
    own = [node for node in map(database.__getitem__, _PASSWORDS) if not node.absent]
    for password in own:
        yield from _must_be_given(password)
    if own or is_replica(database) or is_secondary(database):
        return
    if not (managed.absent and is_restored(database)):
        yield from must_be(managed, True)


def _must_be_given(password: Node) -> Verdicts:
    # Another stack's output counts as well: it is no text of this program.
    given = password.item.property_dependencies.get(password.root)
    if given or (password.unknown and password.secret):
        return
    text = password.text()
    if not any(given == text or (len(given) >= _SHORTEST and given in text) for given in password.item.configuration):
        yield password.says(
            f"{password.path} is a text of the program's own: neither a resource nor the stack's configuration gave it"
        )


rds_managed_password = Rule(
    id="rds-managed-password",
    promise="No master password of an RDS database is written into a program.",
    fix="Set manage_master_user_password=True; otherwise take the password from a random.RandomPassword or a secret of"
    " the stack's configuration.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(),
    looks_at=frozenset({INSTANCE, CLUSTER}),
    check=_check,
)
