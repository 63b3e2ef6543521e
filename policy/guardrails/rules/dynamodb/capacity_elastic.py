"""DynamoDB tables take the capacity they need: on demand, or provisioned and scaled by a policy, with their indexes."""

from __future__ import annotations

from collections.abc import Iterator

from ...authoring import Controls, Inventory, Item, Level, Severity, StackRule, Undecided, Verdicts, each

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
    answers = {(part, way): _is_scaled(stack, table, part, way) for part in _parts(stack, table) for way in _ways(part)}
    missing = [
        f"{way.split(':')[2]} of {part or 'the table'}" for (part, way), answer in answers.items() if answer is False
    ]
    if missing:
        yield billing.says(f"billingMode is {billing.shown}, and no policy scales the {', '.join(missing)}")
    elif None in answers.values():
        yield Undecided(table, billing.path)


def _parts(stack: Inventory, table: Item) -> Iterator[str]:
    """Yield what has capacity of its own: the table (empty) and `index/NAME` of each global index."""
    yield ""
    for index in table["globalSecondaryIndexes"].items():
        yield f"index/{index['name'].text()}"
    for apart in stack.pointing_at(table, _INDEX, "tableName").certain:
        yield f"index/{apart['indexName'].text()}"


def _ways(part: str) -> tuple[str, str]:
    kind = "index" if part else "table"
    return f"dynamodb:{kind}:ReadCapacityUnits", f"dynamodb:{kind}:WriteCapacityUnits"


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
        suffix = f"/{part}" if part else ""
        return resource.text() in {f"table/{name}{suffix}" for name in table.identities()}
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
