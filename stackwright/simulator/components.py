"""What a component of another language answers: outputs that name the resources inside it name the same ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .fields import Fields
from .template import is_reference, reference

if TYPE_CHECKING:
    from .simulator import Simulator

_ZONES = 3
_KINDS = ("Public", "Private", "Isolated")


def outputs(
    type_: str, inputs: Mapping[str, Any], fields: Fields, made: Mapping[str, Any], simulator: Simulator
) -> dict[str, Any]:
    """Return the outputs of a component of *type_* that its inputs decide, or that name what is inside it.

    *made* is what its class declares. `vpcId` is the id of what `vpc` refers to, `subnetIds` are those of `subnets`.
    """
    found = _vpc(inputs, fields) if type_ == "awsx:ec2:Vpc" else {}
    found |= _named(type_.partition(":")[0], {**made, **found}, simulator)
    return {wire: value for wire, value in found.items() if wire in made}


def _named(package: str, made: Mapping[str, Any], simulator: Simulator) -> dict[str, Any]:
    """Return the ids, ARNs and names among *made* of the resources of other packages that it refers to."""
    found: dict[str, Any] = {}
    for wire, value in made.items():
        several = isinstance(value, list)
        items = value if several else [value]
        if not all(is_reference(item) and not _type(item).startswith(f"{package}:") for item in items):
            continue
        for output in ("id", "arn", "name"):
            name = f"{wire[:-1]}{output.capitalize()}s" if several else wire + output.capitalize()
            if isinstance(made.get(name), list if several else str):
                told = [_output(item, output, simulator) for item in items]
                found[name] = told if several else told[0]
    return found


def _vpc(inputs: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    """Return what `awsx.ec2.Vpc` makes: a subnet for each specification in each zone, and its routes.

    Source: pulumi-awsx documentation of ec2.Vpc.
    """
    asked = inputs.get("numberOfAvailabilityZones")
    zones = len(_items(inputs, "availabilityZoneNames")) or (int(asked) if isinstance(asked, (int, float)) else _ZONES)
    kinds = [spec.get("type") for spec in _items(inputs, "subnetSpecs") if isinstance(spec, Mapping)]
    count = {kind: zones * (kinds or ["Public", "Private"]).count(kind) for kind in _KINDS}
    nat = inputs.get("natGateways")
    nat = nat if isinstance(nat, Mapping) else {}
    gateways = _gateways(nat, count, zones)
    subnets = {kind: _several(fields, "aws:ec2/subnet:Subnet", kind.lower(), count[kind]) for kind in _KINDS}
    every = [each for kind in _KINDS for each in subnets[kind]]
    routed = count["Public"] + (count["Private"] if gateways else 0)
    return {
        **{f"{kind.lower()}Subnets": subnets[kind] for kind in _KINDS},
        "subnets": every,
        "eips": _several(fields, "aws:ec2/eip:Eip", "eip", gateways if "elasticIpAllocationIds" not in nat else 0),
        "natGateways": _several(fields, "aws:ec2/natGateway:NatGateway", "nat", gateways),
        "routeTables": _several(fields, "aws:ec2/routeTable:RouteTable", "table", len(every)),
        "routeTableAssociations": _several(
            fields, "aws:ec2/routeTableAssociation:RouteTableAssociation", "association", len(every)
        ),
        "routes": _several(fields, "aws:ec2/route:Route", "route", routed),
        "vpcEndpoints": _several(
            fields, "aws:ec2/vpcEndpoint:VpcEndpoint", "endpoint", len(_items(inputs, "vpcEndpointSpecs"))
        ),
    }


def _items(inputs: Mapping[str, Any], wire: str) -> list[Any]:
    """Return a list among the inputs; empty where it is left out or not known."""
    found = inputs.get(wire)
    return found if isinstance(found, list) else []


def _gateways(nat: Mapping[str, Any], count: Mapping[str, int], zones: int) -> int:
    """Return how many NAT gateways there are: by default one a zone where private subnets need them."""
    default = "OnePerAz" if count["Public"] and count["Private"] else "None"
    return {"None": 0, "Single": 1}.get(str(nat.get("strategy") or default), zones)


def _several(fields: Fields, token: str, noun: str, count: int) -> list[dict[str, Any]]:
    return [reference(fields["urn"], token, f"{noun}-{number}") for number in range(1, count + 1)]


def _output(item: Mapping[str, Any], output: str, simulator: Simulator) -> Any:
    """Return an output of a resource that is referred to, as a program sees it that looks inside."""
    id_, found = simulator.create(_type(item), str(item["urn"]), {})
    return id_ if output == "id" else found.get(output, id_)


def _type(item: Mapping[str, Any]) -> str:
    return str(item["urn"]).split("::")[2].rpartition("$")[2]
