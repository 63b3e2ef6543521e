"""Answers in the cloud's place: a resource's id and outputs, a look-up's result."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from . import generated, sdk
from .facts import Fact, facts
from .place import Place

# What names a resource to people, in order of preference.
_NAMES = ("name", "bucket", "identifier", "clusterIdentifier", "family", "dashboardName", "namePrefix")

_UNKNOWN_FACT = Fact("{physical}", "arn:{partition}:{service}:{region}:{account}:{resource}/{physical}", {})


class UnknownLookup(Exception):  # noqa: N818 - an answer, not an error: the caller decides
    """A look-up that has no simulated answer."""


@dataclass(frozen=True, kw_only=True)
class Simulator(Place):
    """One account in one Region, whose answers depend on nothing but what is asked."""

    def create(self, type_: str, urn: str, inputs: Mapping[str, Any], id_: str = "") -> tuple[str, dict[str, Any]]:
        """Return the id and outputs of a resource with *inputs*: equal for equal arguments.

        A resource that exists already has *id_*, and its ARN and name follow from that.
        """
        fields = self._fields(type_, urn, inputs)
        fact = facts().get(type_, _UNKNOWN_FACT)
        if id_:
            return id_, self._existing(type_, fact, id_, fields) | dict(inputs)
        if "{arn}" not in fact.arn:
            fields["arn"] = fact.arn.format_map(fields)
        fields["id"] = fields["arn"] if fact.id == "{arn}" else fact.id.format_map(fields)
        fields["arn"] = fact.arn.format_map(fields)
        outputs = self._declared(type_, fields)
        outputs.update(inputs)
        outputs.update({key: pattern.format_map(fields) for key, pattern in fact.outputs.items() if key not in inputs})
        outputs.update(generated.outputs(type_, inputs, fields))
        return str(outputs.pop("id", fields["id"])), outputs

    def _existing(self, type_: str, fact: Fact, id_: str, fields: dict[str, str]) -> dict[str, Any]:
        fields.update({fact.id.strip("{}"): id_, "id": id_})  # most ids are one field: an ARN or a name
        if fact.id != "{arn}":
            fields["arn"] = fact.arn.format_map(fields)
        return self._declared(type_, fields) | {key: text.format_map(fields) for key, text in fact.outputs.items()}

    def invoke(self, token: str, args: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answer to look-up *token*. Raises UnknownLookup where there is none."""
        if token not in LOOK_UPS:
            raise UnknownLookup(token)
        return {**args, **LOOK_UPS[token](self)}

    def region_answer(self) -> dict[str, Any]:
        """Return what `get_region` answers."""
        return {"name": self.region, "region": self.region, "id": self.region}

    def partition_answer(self) -> dict[str, Any]:
        """Return what `get_partition` answers."""
        return {"partition": self.partition, "dnsSuffix": self.dns_suffix, "id": self.partition}

    def caller_answer(self) -> dict[str, Any]:
        """Return what `get_caller_identity` answers."""
        arn = f"arn:{self.partition}:iam::{self.account_id}:root"
        return {"accountId": self.account_id, "arn": arn, "userId": self.account_id, "id": self.account_id}

    def zones_answer(self) -> dict[str, Any]:
        """Return what `get_availability_zones` answers: zones a to c, which most Regions have."""
        names = [f"{self.region}{letter}" for letter in "abc"]
        return {"names": names, "zoneIds": [f"{name}-id" for name in names], "id": self.region}

    def _declared(self, type_: str, fields: Mapping[str, str]) -> dict[str, Any]:
        """Return a value for each output the SDK declares as always present."""

        def text(prop: str) -> str:
            if prop == "arn" or prop.endswith("Arn"):
                return fields["arn"]
            return places.get(prop) or f"{fields['physical']}-{prop}"

        places = {
            "region": self.region,
            "ownerId": self.account_id,
            "accountId": self.account_id,
            "registryId": self.account_id,
            "availabilityZone": f"{self.region}a",
        }

        found = {prop: sdk.synthesise(hint, text, prop) for prop, hint in sdk.computed(type_).items()}
        return {prop: value for prop, value in found.items() if value is not None}

    def _fields(self, type_: str, urn: str, inputs: Mapping[str, Any]) -> dict[str, str]:
        """Return what a pattern may name: place, names, hexadecimal and decimal digits of the URN, and each input."""
        package, module, resource = [*type_.split(":"), "", ""][:3]
        digest = hashlib.sha256(urn.encode()).hexdigest()
        logical = urn.rsplit("::", 1)[-1]
        plain = generated.public(inputs)
        named = next((str(plain[key]) for key in _NAMES if plain.get(key)), None)
        fields: dict[str, str] = defaultdict(str)
        fields.update({key: str(value) for key, value in plain.items() if isinstance(value, (str, int))})
        fields.update(_digits(digest))
        fields.update(
            partition=self.partition,
            dns=self.dns_suffix,
            region=self.region,
            account=self.account_id,
            service=module.split("/", 1)[0] or package,
            resource=resource.lower(),
            logical=logical,
            physical=named or f"{logical}-{digest[:7]}",
        )
        fields.setdefault("bucket", fields["physical"])
        fields.setdefault("identifier", fields["physical"])
        fields["clusterName"] = fields["cluster"].rsplit("/", 1)[-1]
        return fields


def _digits(digest: str) -> dict[str, str]:
    numbers = str(int(digest, 16))
    upper = digest.upper()
    return {
        "uuid": f"{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-a{digest[17:20]}-{digest[20:32]}",
        "octet": str(int(digest[:4], 16) % 254 + 1),
        "digits10": numbers[:10],
        **{f"hex{size}": digest[:size] for size in (4, 6, 8, 12, 16, 17)},
        **{f"upper{size}": upper[:size] for size in (13, 16, 24)},
    }


LOOK_UPS: Mapping[str, Callable[[Simulator], dict[str, Any]]] = {
    "aws:index/getAvailabilityZones:getAvailabilityZones": Simulator.zones_answer,
    "aws:index/getCallerIdentity:getCallerIdentity": Simulator.caller_answer,
    "aws:index/getPartition:getPartition": Simulator.partition_answer,
    "aws:index/getRegion:getRegion": Simulator.region_answer,
}
"""Token -> what answers it."""
