"""Answers Pulumi's mocks from the recorder, with what a stack transformation sees of each resource besides."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict, deque
from collections.abc import Iterable
from typing import Any, NamedTuple

import pulumi

from ...model import Options, Resource, Source, make_urn
from .. import position
from ..recorder import Recorder
from . import values as public_values

_ROOT = "pulumi:pulumi:Stack"


class _Seen(NamedTuple):
    """What a resource's construction shows and its mock does not."""

    number: int
    parent: str
    options: Any
    source: Source | None
    resource: Any


class SimulatedMocks(pulumi.runtime.Mocks):
    """What the program registers goes to *recorder*; it is answered with what that simulates."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._numbers = itertools.count(2)  # the stack itself is the first
        self._seen: dict[tuple[str, str], deque[_Seen]] = defaultdict(deque)
        self._urns: dict[int, str] = {}
        self._resources: list[Any] = []
        self._providers: dict[tuple[str, str], str] = {}

    def register_root(self) -> None:
        """Record the stack itself, which mocks are not asked about."""
        stack = self._recorder.stack
        name = f"{stack.project}-{stack.name}"
        self._recorder.register(Resource(urn=stack.urn, type=_ROOT, name=name, custom=False), 1)

    def constructed(self, args: pulumi.ResourceTransformationArgs) -> None:
        """Remember the parent and options of a resource; as a transformation, it changes nothing."""
        parent = self._urns.get(id(args.opts.parent), self._recorder.stack.urn)
        urn = self._recorder.urn(parent, args.type_, args.name)
        self._urns[id(args.resource)] = urn
        self._resources.append(args.resource)  # kept alive, so that no other one gets its identity
        source = position.caller(args.resource)
        self._seen[args.type_, args.name].append(_Seen(next(self._numbers), parent, args.opts, source, args.resource))
        if args.type_.startswith("pulumi:providers:"):
            self._providers[args.type_, args.name] = urn

    def new_resource(self, args: pulumi.runtime.MockResourceArgs) -> tuple[str | None, dict[str, Any]]:
        """Record a resource and answer with its simulated id and outputs."""
        queue = self._seen[args.typ, args.name]
        seen = queue.popleft() if queue else _Seen(0, self._recorder.stack.urn, pulumi.ResourceOptions(), None, None)
        resource = Resource(
            urn=self._recorder.urn(seen.parent, args.typ, args.name),
            type=args.typ,
            name=args.name,
            parent=seen.parent,
            custom=args.custom is not False,
            remote=args.custom is False and getattr(seen.resource, "_remote", False),
            provider=self._provider(args, seen.options.version or ""),
            inputs=public_values.decode(args.inputs),
            options=_options(seen.options),
            source=seen.source,
        )
        if args.custom is None:  # only a read says nothing about it
            resource.id = args.resource_id or ""
            self._recorder.read(resource, seen.number)
        else:
            self._recorder.register(resource, seen.number)
        return resource.id, public_values.encode(resource.outputs)

    def call(self, args: pulumi.runtime.MockCallArgs) -> Any:
        """Answer a look-up."""
        provider = self._known(args.provider) if args.provider else ""
        return public_values.encode(self._recorder.invoke(args.token, public_values.decode(args.args), provider))

    def _provider(self, args: pulumi.runtime.MockResourceArgs, version: str) -> str:
        """Return the reference of a resource's provider; of the one the engine would start where it names none."""
        if args.provider:
            return self._known(args.provider)
        if args.custom is False or args.typ.startswith("pulumi:"):
            return ""
        name = "_".join(["default", *re.findall(r"\w+", version)])
        stack = self._recorder.stack
        type_ = f"pulumi:providers:{args.typ.split(':')[0]}"
        return f"{make_urn(stack.project, stack.name, '', type_, name)}::simulated"

    def _known(self, reference: str) -> str:
        """Return a provider's reference with the URN that it was recorded under: mocks write URNs another way."""
        *_, types, name, id_ = reference.split("::")
        urn = self._providers.get((types.rpartition("$")[2], name))
        return f"{urn}::{id_}" if urn else reference


def _options(options: pulumi.ResourceOptions) -> Options:
    return Options(
        protect=options.protect,
        ignore_changes=_wire_names(options.ignore_changes),
        delete_before_replace=bool(options.delete_before_replace),
        retain_on_delete=options.retain_on_delete,
        additional_secret_outputs=_wire_names(options.additional_secret_outputs),
        replace_on_changes=_wire_names(options.replace_on_changes),
        import_id="" if options.import_ is None else str(options.import_),
        version=options.version or "",
    )


def _wire_names(names: Iterable[str] | None) -> tuple[str, ...]:
    """Return the names of properties as providers have them: the SDKs write `tags_all` for `tagsAll`."""
    return tuple(re.sub(r"_([a-z0-9])", lambda match: match[1].upper(), name) for name in names or ())
