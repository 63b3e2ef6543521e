"""Runs a program's transforms over its registrations, in engine order: the resource's, its parents', the stack's."""

from __future__ import annotations

from typing import Any

from google.protobuf.message import Message  # type: ignore[import-untyped] # protobuf ships no types
from pulumi.runtime.proto import resource_pb2
from pulumi.runtime.sync_await import _sync_await

try:
    from pulumi.runtime._callbacks import _CallbackServicer
except ImportError:  # an SDK older than transforms
    _CallbackServicer = None  # type: ignore[assignment, misc] # nothing asks for it there

# Options that a transform may change, under the request's name and the transform's.
_SCALARS = (
    ("protect", "protect"),
    ("retainOnDelete", "retain_on_delete"),
    ("deleteBeforeReplace", "delete_before_replace"),
    ("deletedWith", "deleted_with"),
    ("version", "version"),
    ("provider", "provider"),
    ("importId", "import"),
)
_LISTS = (
    ("dependencies", "depends_on"),
    ("ignoreChanges", "ignore_changes"),
    ("replaceOnChanges", "replace_on_changes"),
    ("additionalSecretOutputs", "additional_secret_outputs"),
    ("aliases", "aliases"),
)


class Transforms:
    """The transforms registered so far, by callback token."""

    def __init__(self) -> None:
        self.resources: list[str] = []
        self.invokes: list[str] = []
        self._by_urn: dict[str, list[str]] = {}
        self._parents: dict[str, str] = {}

    def inherit(self, urn: str, parent: str, tokens: list[str]) -> None:
        """Remember the transforms of a resource: they apply to its children as well."""
        self._by_urn[urn] = tokens
        self._parents[urn] = parent

    def apply(self, request: Any) -> Any:
        """Return a registration as its transforms leave it."""
        tokens = [callback.token for callback in getattr(request, "transforms", ())]
        parent = request.parent
        while parent:
            tokens += self._by_urn.get(parent, [])
            parent = self._parents.get(parent, "")
        tokens += self.resources
        for token in tokens:
            _change(request, _run(token, _transform_request(request), resource_pb2.TransformResponse))
        return request

    def apply_invoke(self, request: Any) -> Any:
        """Return a look-up as its transforms leave it."""
        for token in self.invokes:
            question = resource_pb2.TransformInvokeRequest(token=request.tok, args=request.args)
            response = _run(token, question, resource_pb2.TransformInvokeResponse)
            request.args.CopyFrom(response.args)
        return request


def _run(token: str, request: Message, response: type[Any]) -> Any:
    for servicer in _CallbackServicer._servicers:
        callback = servicer._callbacks.get(token)
        if callback is not None:
            answer = _sync_await(callback(request.SerializeToString()))
            return answer if isinstance(answer, response) else response()
    raise RuntimeError(f"no transform has the token {token}")


def _transform_request(request: Any) -> Message:
    options = resource_pb2.TransformResourceOptions()
    for ours, theirs in _SCALARS:
        value = getattr(request, ours)
        if value:
            setattr(options, theirs, value)
    for ours, theirs in _LISTS:
        getattr(options, theirs).extend(getattr(request, ours))
    return resource_pb2.TransformRequest(
        type=request.type,
        name=request.name,
        custom=request.custom,
        parent=request.parent,
        properties=request.object,
        options=options,
    )


def _change(request: Any, response: Any) -> None:
    request.object.CopyFrom(response.properties)
    if not response.HasField("options"):
        return
    for ours, theirs in _SCALARS:
        setattr(request, ours, getattr(response.options, theirs))
    for ours, theirs in _LISTS:
        del getattr(request, ours)[:]
        getattr(request, ours).extend(getattr(response.options, theirs))
