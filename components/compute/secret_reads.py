"""What a role must be allowed so that a service gets the secrets it is given: the same on every compute."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pulumi

from ..access import SecretRef
from ..scope import Scope
from ..secret import use_key

Statement = dict[str, Any]


def secret_statements(scope: Scope, secrets: Sequence[SecretRef]) -> pulumi.Output[list[Statement]]:
    """Return the statements that let a role read *secrets*, and decrypt them through Secrets Manager only."""
    arns = pulumi.Output.all(*(secret.secret_arn for secret in secrets))
    keys = pulumi.Output.all(*(secret.kms_key_arn for secret in secrets if secret.kms_key_arn is not None))

    def statements(parts: list[list[str]]) -> list[Statement]:
        read, decrypt = (sorted(set(part)) for part in parts)
        return [
            *([{"Effect": "Allow", "Action": ["secretsmanager:GetSecretValue"], "Resource": read}] if read else []),
            *([use_key(scope, decrypt, "kms:Decrypt")] if decrypt else []),
        ]

    return pulumi.Output.all(arns, keys).apply(statements)
