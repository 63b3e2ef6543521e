"""Answers in the cloud's place: a resource's id and outputs, a look-up's result."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from . import generated, identity, lookups, naming, provider, sdk
from .facts import Fact, fact
from .fields import Fields
from .place import Place


class UnknownLookup(Exception):  # noqa: N818 - an answer, not an error: the caller decides
    """A look-up that has no simulated answer."""


@dataclass(frozen=True, kw_only=True)
class Simulator(Place):
    """One account in one Region, whose answers depend on nothing but what is asked."""

    default_tags: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """Tags the provider puts on everything it makes; a resource's own come first."""

    namespace: str = "default"
    """Kubernetes namespace of objects that name none."""

    def create(self, type_: str, urn: str, inputs: Mapping[str, Any], id_: str = "") -> tuple[str, dict[str, Any]]:
        """Return the id and outputs of a resource with *inputs*: equal for equal arguments.

        A resource that exists already has *id_*, and its ARN, its name and all else follow from that, not from its URN.
        """
        known = fact(type_)
        digest = identity.existing(type_, id_) if id_ else identity.digest(type_, urn, inputs)
        seed = identity.varied(digest, self.variant)
        fields = naming.fields(type_, urn, inputs, known, seed).at(self._place(type_, inputs))
        if id_:
            naming.existing(fields, known, id_)
        else:
            _name(fields, known)
        outputs = sdk.template(type_).outputs(inputs, fields, read=bool(id_))
        outputs.update(generated.outputs(type_, inputs, fields, outputs, self))
        made = str(outputs.pop("id", fields["id"]))
        return id_ or made, outputs

    def invoke(self, token: str, args: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answer to look-up *token*. Raises UnknownLookup where there is none."""
        answer = lookups.answer(self, token, args)
        if answer is None:
            raise UnknownLookup(token)
        return answer

    def for_provider(self, inputs: Mapping[str, Any]) -> Simulator:
        """Return the simulator that an explicit provider with *inputs*, or the `aws:` configuration, speaks for.

        Nested inputs may be JSON text, as Pulumi passes them to providers.
        """
        changes = provider.changes(inputs)
        return dataclasses.replace(self, **changes) if changes else self

    def _place(self, type_: str, inputs: Mapping[str, Any]) -> Place:
        """Return where a resource is: since pulumi-aws 7 each may have a Region of its own."""
        region = inputs.get("region")
        if not isinstance(region, str) or region in ("", self.region) or not type_.startswith("aws:"):
            return self
        return Place(region=region, account_id=self.account_id)


def _name(fields: Fields, known: Fact) -> None:
    """Set the id and ARN, whichever the other is made of first; a policy may be given the ARN of what it is about."""
    given = fields.given("arn")
    if given or "{arn}" not in known.arn:
        fields["arn"] = given or known.arn.format_map(fields)
    fields["id"] = fields["arn"] if known.id == "{arn}" else known.id.format_map(fields)
    fields["arn"] = given or known.arn.format_map(fields)
