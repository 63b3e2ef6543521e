"""What every component of the library shares: its children's options, its escape hatch, its outputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from typing import Any, ClassVar, Literal, get_args

import pulumi

from .observability.spec import AlarmSpec

Removal = Literal["retain", "destroy"]
"""What happens to things with data when their stack goes: kept and protected, or removed without trace."""

Transform = Mapping[str, Callable[[dict[str, Any]], dict[str, Any]]]
"""Child role (or a glob over roles; `primary` is the child with the component's own name) -> new arguments."""

PRIMARY = "primary"


class Component(pulumi.ComponentResource):
    """A ComponentResource whose children are parented to it and may be altered by role."""

    LATER_ROLES: ClassVar[tuple[str, ...]] = ("ingress-", "egress-", "read-")
    """How the roles of children begin that come after the constructor, with the first grant."""

    logical_name: str
    """The component's name in the program; what its children's names start with."""

    def __init__(
        self,
        type_: str,
        name: str,
        inputs: Mapping[str, Any],
        opts: pulumi.ResourceOptions | None,
        transform: Transform | None = None,
    ) -> None:
        # Pulumi makes an attribute of each input: a component sets its own plain attributes after this call.
        super().__init__(type_, name, {key: value for key, value in inputs.items() if value is not None}, opts)
        self.logical_name = name
        self._transform = dict(transform or {})
        self._unused = set(self._transform)

    @property
    def alarms(self) -> tuple[AlarmSpec, ...]:
        """Default alarms of the component, for `Alarms` and `Dashboard`."""
        return ()

    def child(self, **options: Any) -> pulumi.ResourceOptions:
        """Return the options of a child: parented here, open to the escape hatch, plus *options*."""
        hatch: list[pulumi.ResourceTransformation] | None = [self._apply_transform] if self._transform else None
        return pulumi.ResourceOptions(parent=self, transformations=hatch, **options)

    def keeping(self, removal: Removal, **options: Any) -> pulumi.ResourceOptions:
        """Return the options of a child with data: protected from deletion where *removal* is `retain`.

        Raises ValueError for any other word than the two: a misspelt one must not remove protection.
        """
        if removal not in get_args(Removal):
            words = " or ".join(map(repr, get_args(Removal)))
            raise ValueError(f"{self.logical_name}: removal must be {words}, got {removal!r}")
        return self.child(protect=removal == "retain", **options)

    def finish(self) -> None:
        """Register every documented `Output` attribute; refuse a transform that matched no child."""
        unused = sorted(role for role in self._unused if not role.startswith(self.LATER_ROLES))
        if unused:
            roles = ", ".join(unused)
            raise ValueError(f"{self.logical_name}: transform names no child of this component: {roles}")
        self.register_outputs({key: getattr(self, key) for key in output_names(type(self))})

    def _apply_transform(self, args: pulumi.ResourceTransformationArgs) -> pulumi.ResourceTransformationResult | None:
        role = PRIMARY if args.name == self.logical_name else args.name.removeprefix(f"{self.logical_name}-")
        props = dict(args.props)
        matched = [pattern for pattern in self._transform if fnmatchcase(role, pattern)]
        for pattern in matched:
            self._unused.discard(pattern)
            props = self._transform[pattern](props)
        return pulumi.ResourceTransformationResult(props, args.opts) if matched else None


def output_names(cls: type) -> list[str]:
    """Return the class's documented outputs: public attributes annotated as an `Output` or a mapping of them."""
    return [
        key
        for base in reversed(cls.__mro__)
        if base.__module__ != pulumi.ComponentResource.__module__
        for key, hint in vars(base).get("__annotations__", {}).items()
        if "Output[" in str(hint) and not key.startswith("_")
    ]
