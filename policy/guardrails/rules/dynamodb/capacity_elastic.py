"""DynamoDB tables take the capacity they need: on demand, or provisioned and scaled by a policy, with their indexes."""

from __future__ import annotations

from collections.abc import Iterator

from ...authoring import Controls, Inventory, Item, Level, Severity, StackRule, Verdicts, each
from ...wording import listed

_TABLE = "aws:dynamodb/table:Table"
_INDEX = "aws:dynamodb/globalSecondaryIndex:GlobalSecondaryIndex"
_TARGET = "aws:appautoscaling/target:Target"
_POLICY = "aws:appautoscaling/policy:Policy"


def _check(stack: Inventory) -> Verdicts:
    yield from each(stack.of(_TABLE), lambda table: _judge(stack, table))


def _judge(stack: Inventory, table: Item) -> Verdicts:
    billing = table["billingMode"]
    if billing.text() == "PAY_PER_REQUEST":
        return
    answers = [
        (f"{way} of {shown}", _is_scaled(stack, table, part, f"dynamodb:{kind}:{way}"))
        for kind, part, shown in _parts(stack, table)
        for way in ("ReadCapacityUnits", "WriteCapacityUnits")
    ]
    missing = [what for what, answer in answers if answer is False]
    if missing:
        yield billing.says(f"billingMode is {billing.shown}, and no policy scales {listed(missing)}")
    elif any(answer is None for _, answer in answers):
        yield billing.undecided()


def _parts(stack: Inventory, table: Item) -> Iterator[tuple[str, str, str]]:
    """Yield what has capacity of its own, the table and each global index: kind, end of its resource id, shown text."""
    yield "table", "", "the table"
    inside = [index["name"] for index in table["globalSecondaryIndexes"].items()]
    apart = [index["indexName"] for index in stack.pointing_at(table, _INDEX, "tableName").certain]
    for name in (*inside, *apart):
        yield "index", f"/index/{name.text()}", f"the index {name.shown}"


def _is_scaled(stack: Inventory, table: Item, part: str, way: str) -> bool | None:
    """Return whether a target and a policy scale this part of the table; None where that is not known yet."""
    answers = []
    for type_ in (_TARGET, _POLICY):
        aimed = [_aims(stack, one, table, part) for one in stack.of(type_) if one["scalableDimension"].text() == way]
        answers.append(True if True in aimed else None if None in aimed else False)
    return False if False in answers else None if None in answers else True


def _aims(stack: Inventory, scaler: Item, table: Item, part: str) -> bool | None:
    resource = scaler["resourceId"]
    if not resource.unknown:
        return resource.text() in {f"table/{name}{part}" for name in table.identities()}
    made_of = [stack.find(urn) for urn in resource.made_of]
    through = {urn for one in made_of if one and one.type == _TARGET for urn in one["resourceId"].made_of}
    if table.urn in {*resource.made_of, *through}:
        return None if part else True
    return False if made_of else None


dynamodb_capacity_elastic = StackRule(
    id="dynamodb-capacity-elastic",
    promise="DynamoDB tables take the capacity that the traffic needs.",
    fix='Set billing_mode="PAY_PER_REQUEST", or add an aws.appautoscaling.Target and Policy for the read and the write'
    " capacity of the table and of each global index.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"development": Level.DISABLED, "ephemeral": Level.DISABLED},
    controls=Controls(fsbp=("DynamoDB.1",), checkov=("CKV2_AWS_16",)),
    looks_at=frozenset({_TABLE}),
    check=_check,
)
