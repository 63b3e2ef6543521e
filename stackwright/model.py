"""The one data structure everything passes through: a stack and the resources in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Origin = Literal["simulated", "context", "unknown"]
"""Where the answer to a look-up came from."""

REDACTED = "[secret]"
UNKNOWN_TEXT = "[unknown]"


class Unknown:
    """A value that only a deployment could tell, such as another stack's output."""

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __reduce__(self) -> str:
        return "UNKNOWN"  # the one there is, in another process too


UNKNOWN = Unknown()


@dataclass(frozen=True, repr=False)
class Secret:
    """A value that must not be shown: checks may read it, reports may not."""

    value: Any

    def __repr__(self) -> str:
        return f"Secret({REDACTED})"


@dataclass(frozen=True, kw_only=True)
class Options:
    """A resource's options, as the program gave them to the engine."""

    protect: bool | None = False
    """Refuses to be deleted. None only while a resource is read whose parent decides."""

    ignore_changes: tuple[str, ...] = ()
    delete_before_replace: bool = False
    retain_on_delete: bool | None = False
    """Stays in the cloud when it is deleted from the stack. None as above."""

    additional_secret_outputs: tuple[str, ...] = ()
    replace_on_changes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    deleted_with: str = ""
    import_id: str = ""
    version: str = ""


@dataclass(frozen=True)
class Source:
    """Where in the program a resource was written."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(kw_only=True)
class Resource:
    """One resource: what the program asked for, and what it would be given."""

    urn: str
    """Uniform resource name, as the engine writes it."""

    type: str
    """Type token, for instance `aws:ec2/vpc:Vpc`."""

    name: str
    """Logical name in the program."""

    parent: str = ""
    """URN of the parent; the stack's own URN for a top-level resource, empty for the stack itself."""

    provider: str = ""
    """Provider reference `urn::id`; empty for a component."""

    custom: bool = True
    """Managed by a provider. False for components and the stack."""

    read: bool = False
    """Read from the cloud (`Type.get`, a stack reference), not managed by the stack."""

    remote: bool = False
    """A component whose children are made by another process."""

    opaque: str = ""
    """Why what is inside is not seen, for instance a Helm release; empty where everything is."""

    id: str = ""
    """Physical id; simulated unless the source is a deployed stack."""

    inputs: dict[str, Any] = field(default_factory=dict)
    """Inputs by wire name. Plain JSON, with `Secret` around secret values and `Asset` markers as tables."""

    outputs: dict[str, Any] = field(default_factory=dict)
    """Outputs by wire name, as `inputs`."""

    dependencies: tuple[str, ...] = ()
    """URNs this resource waits for."""

    property_dependencies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Input -> URNs whose outputs it is made of."""

    options: Options = field(default_factory=Options)
    """Options such as `protect`."""

    source: Source | None = None
    """Where in the program it was written, where known."""


@dataclass(frozen=True, kw_only=True)
class LookUp:
    """A question that the program asked of a provider, and where the answer came from."""

    token: str
    """Function token, for instance `aws:ec2/getAmi:getAmi`."""

    args: Mapping[str, Any]
    """Arguments by wire name, as a resource's inputs."""

    region: str
    """Region that was asked."""

    origin: Origin
    """`context` where the project's context file has the answer; `unknown` where nothing could be said."""

    opaque: str = ""
    """Why resources may be missing with the answer, for instance a chart that was not rendered; empty otherwise."""


@dataclass(kw_only=True)
class Stack:
    """A stack: its identity, its resources in order of registration, its exports."""

    project: str
    name: str
    region: str = ""
    deployed: bool = False
    """Read from a deployment's state. False where a program was run and its cloud simulated."""

    resources: list[Resource] = field(default_factory=list)
    outputs: dict[str, Any] = field(default_factory=dict)
    look_ups: list[LookUp] = field(default_factory=list)
    """What the program asked of its providers: each question once, in the order of asking."""

    notes: list[str] = field(default_factory=list)
    """What the reader must know about how this was obtained, for instance a warning that the program logged."""

    simulated_config: dict[str, str] = field(default_factory=dict)
    """Configuration that was made up for the program: key -> text, objects and lists as JSON."""

    seconds: float = 0.0
    """Time it took to obtain, in seconds."""

    @property
    def urn(self) -> str:
        """URN of the stack's root resource."""
        return stack_urn(self.project, self.name)

    def managed(self) -> Iterator[Resource]:
        """Yield the resources a deployment would manage: all but the root, components, providers and reads."""
        for resource in self.resources:
            if resource.custom and not resource.read and not resource.type.startswith("pulumi:providers:"):
                yield resource

    def children(self) -> dict[str, list[Resource]]:
        """Return parent URN -> its children, in order of registration."""
        tree: dict[str, list[Resource]] = {}
        for resource in self.resources:
            tree.setdefault(resource.parent, []).append(resource)
        return tree


def stack_urn(project: str, stack: str) -> str:
    """Return the URN of the root resource of *stack*."""
    return f"urn:pulumi:{stack}::{project}::pulumi:pulumi:Stack::{project}-{stack}"


def make_urn(project: str, stack: str, parent: str, type_: str, name: str) -> str:
    """Return a resource's URN as the engine writes it: the whole chain of parent types, without the root stack.

    Source: `urn.New` in Pulumi's `sdk/go/common/resource/urn`.
    """
    qualified = parent.split("::")[2] if parent else ""
    chain = "" if qualified in ("", "pulumi:pulumi:Stack") else f"{qualified}$"
    return f"urn:pulumi:{stack}::{project}::{chain}{type_}::{name}"


def redact(value: Any) -> Any:
    """Return *value* with every secret replaced by the string `[secret]`, every unknown by `[unknown]`."""
    if isinstance(value, Secret):
        return REDACTED
    if isinstance(value, Unknown):
        return UNKNOWN_TEXT
    if isinstance(value, dict):
        return {key: redact(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [redact(item) for item in value]
    return value


def reveal(value: Any) -> Any:
    """Return *value* with every secret's content in place of its mark, for checks that must read it."""
    if isinstance(value, Secret):
        return reveal(value.value)
    if isinstance(value, dict):
        return {key: reveal(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [reveal(item) for item in value]
    return value
