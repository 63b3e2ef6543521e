"""The secrets that a tool has besides its database's: made here, or put by a person."""

from __future__ import annotations

import pulumi

from ...component import Component, Removal
from ...scope import Scope
from ...secret import Secret, SecretArgs, Source
from .recipe import Recipe


def tool_secrets(
    owner: Component, scope: Scope, kms_key_arn: pulumi.Input[str], removal: Removal, recipe: Recipe
) -> dict[str, Secret]:
    """Create a `Secret` for each that *recipe* names, called `{owner}-{name}`; return name -> secret."""

    def secret(name: str, description: str, source: Source) -> Secret:
        args = SecretArgs(scope=scope, kms_key_arn=kms_key_arn, description=description, source=source, removal=removal)
        return Secret(f"{owner.logical_name}-{name.lower().replace('_', '-')}", args, owner.child())

    made = {name: secret(name, text, "generated") for name, text in recipe.generated_secrets.items()}
    put = {name: secret(name, text, "manual") for name, text in recipe.manual_secrets.items()}
    return {**made, **put}
