"""Evaluates the resource schemas of terraform-provider-aws from a tree of its declarations, one a file.

The tree is `index/` of the public repository lonegunmanb/terraform-provider-aws-index, made from a released version:
`index/resources/<type>.json` names a resource's schema function, `index/internal/**/func.<name>.goindex` holds it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from attribute import Attribute, plain
from go_literal import Call, Composite, Function, Name, Node, Text, declaration
from go_tokens import imports

_PROVIDER = "github.com/hashicorp/terraform-provider-aws/"
_DEEPEST = 60


@dataclass(frozen=True)
class _Bound:
    """An expression together with the scope it is read in."""

    node: Node
    scope: _Scope


@dataclass
class _Scope:
    """What names mean at a place of the source: its package, its imports, its variables."""

    package: str
    imports: Mapping[str, str]
    variables: dict[str, _Bound] = field(default_factory=dict)
    updates: dict[str, list[tuple[str, _Bound]]] = field(default_factory=dict)


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Name | Text) else ""


class Provider:
    """The provider's declarations, read as they are needed."""

    def __init__(self, index: Path) -> None:
        self._index = index
        self._declared: dict[tuple[str, str], _Bound | None] = {}
        self._factories: dict[str, dict[str, str]] = {}
        self._called: dict[str, dict[str, Attribute]] = {}
        self._depth = 0
        self.unresolved: list[str] = []

    def version(self) -> str:
        """Return the release the tree was made from, for instance `v6.58.0`."""
        return str(json.loads((self._index / "terraform-provider-aws-index.json").read_text())["version"])

    def resources(self) -> Iterator[tuple[str, str, dict[str, Attribute]]]:
        """Yield (type, where it is declared, arguments) of every resource: (`aws_box`, `box boxResource`, ...)."""
        for path in sorted((self._index / "resources").glob("*.json")):
            facts = json.loads(path.read_text())
            package, struct = facts["namespace"], facts["struct_type"]
            name = f"method.{struct}.Schema" if struct else f"func.{self._factory(package, facts['terraform_type'])}"
            bound = self._declaration(package, name)
            returned = self._run(bound, ()) if bound else None
            if returned:
                yield facts["terraform_type"], f"{package.rsplit('/', 1)[-1]} {struct or name}", self._members(returned)

    def _factory(self, package: str, type_: str) -> str:
        """Return the function that makes an SDKv2 resource, from the service's list of them."""
        if package not in self._factories:
            listed = self._declaration(package, "method.servicePackage.SDKResources")
            found = self._run(listed, ()) if listed else None
            made = self._factories.setdefault(package, {})
            for _, entry in found.node.items if found and isinstance(found.node, Composite) else ():
                facts = dict(entry.items) if isinstance(entry, Composite) else {}
                made[_text(facts.get(Name("TypeName")))] = _text(facts.get(Name("Factory")))
        return self._factories[package].get(type_, "")

    def _declaration(self, package: str, *names: str) -> _Bound | None:
        for name in names:
            if (package, name) not in self._declared:
                path = self._index / package.removeprefix(_PROVIDER) / f"{name}.goindex"
                text = path.read_text() if package.startswith(_PROVIDER) and path.is_file() else ""
                found = _Bound(declaration(text), _Scope(package, imports(text))) if text else None
                self._declared[package, name] = found
            if bound := self._declared[package, name]:
                return bound
        return None

    def _run(self, function: _Bound, arguments: tuple[_Bound, ...]) -> _Bound | None:
        """Return what the function returns or, for a method of the plugin framework, assigns to the schema."""
        if not isinstance(function.node, Function):
            return None
        scope = _Scope(function.scope.package, function.scope.imports, dict(function.scope.variables))
        scope.variables.update(zip(function.node.parameters, arguments, strict=False))
        result: _Bound | None = None
        for target, node in function.node.body.statements:
            if target == "return" or target.endswith(".Schema"):
                result = _Bound(node, scope)
            elif target.endswith("]"):
                variable, key = target[:-1].split("[", 1)
                scope.updates.setdefault(variable, []).append((key.strip('"'), _Bound(node, scope)))
            elif target not in scope.variables:
                scope.variables[target] = _Bound(node, scope)
        return result

    def _resolve(self, bound: _Bound) -> _Bound:
        """Follow names and calls to a literal or a function; where that fails, return what could not be followed."""
        self._depth += 1
        try:
            if self._depth > _DEEPEST:
                return bound
            if isinstance(bound.node, Name):
                found = self._named(bound.node.text, bound.scope)
                return self._resolve(found) if found else bound
            if isinstance(bound.node, Call):
                return self._returned(bound.node, bound.scope) or bound
            return bound
        finally:
            self._depth -= 1

    def _named(self, name: str, scope: _Scope) -> _Bound | None:
        if name in scope.variables:
            return scope.variables[name]
        package, _, member = name.rpartition(".")
        path = scope.imports.get(package, "") if package else scope.package
        return self._declaration(path, f"func.{member}", f"var.{member}", f"const.{member}")

    def _returned(self, call: Call, scope: _Scope) -> _Bound | None:
        arguments = tuple(_Bound(argument, scope) for argument in call.arguments)
        if call.function in ("maps.Clone", "sync.OnceValue") and arguments:
            return self._resolve(arguments[0])
        function = self._resolve(_Bound(Name(call.function), scope))
        result = self._run(function, arguments)
        return self._resolve(result) if result else None

    def _members(self, bound: _Bound) -> dict[str, Attribute]:
        """Return the arguments a resource, a nested object or a map of attributes holds; a call is made once."""
        key = f"{bound.scope.package} {bound.node}" if isinstance(bound.node, Call) else ""
        if key and key in self._called:
            return self._called[key]
        made: dict[str, Attribute] = {}
        if key:
            # A schema that holds itself ends here.
            self._called[key] = made
        found = self._resolve(bound)
        if isinstance(found.node, Function):
            returned = self._run(found, ())
            made.update(self._members(returned) if returned else {})
        elif isinstance(found.node, Composite):
            made.update(self._composite(found.node, found.scope))
        else:
            self.unresolved.append(f"{bound.scope.package}: {bound.node}")
        variable = bound.node.text if isinstance(bound.node, Name) else ""
        for name, value in bound.scope.updates.get(variable, ()):
            made[self._key(Name(name) if name.startswith("names.") else Text(name), value.scope)] = self._attribute(
                value
            )
        return made

    def _composite(self, node: Composite, scope: _Scope) -> dict[str, Attribute]:
        if node.type.startswith("map["):
            return {
                self._key(key, scope): self._attribute(_Bound(value, scope))
                for key, value in node.items
                if key is not None
            }
        members: dict[str, Attribute] = {}
        for key, value in node.items:
            if isinstance(key, Name) and key.text in ("Schema", "SchemaFunc", "Attributes", "Blocks"):
                members.update(self._members(_Bound(value, scope)))
        return members

    def _key(self, node: Node, scope: _Scope) -> str:
        if isinstance(node, Name) and not node.text.startswith("names.Attr"):
            found = self._resolve(_Bound(node, scope)).node
            node = found if isinstance(found, Text) else node
        return plain(node.text) if isinstance(node, Name | Text) else ""

    def _attribute(self, bound: _Bound) -> Attribute:
        found = self._resolve(bound)
        if not isinstance(found.node, Composite):
            return Attribute()
        facts = {key.text: _Bound(value, found.scope) for key, value in found.node.items if isinstance(key, Name)}
        kind = found.node.type.rpartition(".")[2]
        made = Attribute(
            computed=self._true(facts.get("Computed")),
            given=self._true(facts.get("Optional")) or self._true(facts.get("Required")) or kind.endswith("Block"),
        )
        if kind in ("", "Schema"):
            made.forces, made.default = self._true(facts.get("ForceNew")), self._literal(facts.get("Default"))
            self._element(made, facts.get("Elem"))
        else:
            self._modifiers(made, facts.get("PlanModifiers"))
            inside = [facts[key] for key in ("NestedObject", "Attributes", "Blocks") if key in facts]
            made.fields = {name: one for nested in inside for name, one in self._members(nested).items()}
            if "NestedObject" in facts and isinstance(nested := self._resolve(facts["NestedObject"]).node, Composite):
                modifiers = [value for key, value in nested.items if key == Name("PlanModifiers")]
                self._modifiers(made, _Bound(modifiers[0], facts["NestedObject"].scope) if modifiers else None)
        return made

    def _element(self, made: Attribute, element: _Bound | None) -> None:
        found = self._resolve(element) if element else None
        if element and found and isinstance(found.node, Composite):
            if found.node.type.endswith("schema.Schema"):
                made.forces = made.forces or self._attribute(found).forces
            else:
                made.fields = self._members(element)

    def _modifiers(self, made: Attribute, modifiers: _Bound | None) -> None:
        found = self._resolve(modifiers) if modifiers else None
        items = found.node.items if found and isinstance(found.node, Composite) else ()
        for _, modifier in items:
            name = modifier.function.rpartition(".")[2] if isinstance(modifier, Call) else ""
            if name in ("RequiresReplace", "RequiresReplaceWO", "RequiresReplaceIfConfigured"):
                made.forces = made.whole = True
                made.computed = made.computed or name.endswith("Configured")
            elif name.startswith("RequiresReplace"):
                made.conditional = True

    def _true(self, bound: _Bound | None) -> bool:
        return bound is not None and self._resolve(bound).node == Name("true")

    def _literal(self, bound: _Bound | None) -> str:
        node = self._resolve(bound).node if bound else None
        if isinstance(node, Text):
            number = node.text.replace("_", "").replace(".", "", 1).isdigit()
            return node.text.replace("_", "") if number and bound else json.dumps(node.text)
        return node.text if isinstance(node, Name) and node.text in ("true", "false") else ""
