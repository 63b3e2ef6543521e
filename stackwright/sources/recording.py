"""A resource monitor in Pulumi's own protocol: turns messages into plain values for the recorder and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from google.protobuf import empty_pb2  # type: ignore[import-untyped] # protobuf ships no types
from pulumi.runtime.proto import provider_pb2, resource_pb2

from . import registration, transforms, wire
from .recorder import Recorder

# Before 3.24x a look-up was answered with the provider's own message.
_INVOKE_RESPONSE = getattr(resource_pb2, "ResourceInvokeResponse", None) or provider_pb2.InvokeResponse

# Everything the SDK may ask of an engine but output values, which would keep `Output` objects out of the inputs.
_FEATURES = (
    "SECRETS",
    "RESOURCE_REFERENCES",
    "ALIAS_SPECS",
    "REPLACEMENT_TRIGGER",
    "DELETED_WITH",
    "REPLACE_WITH",
    "TRANSFORMS",
    "INVOKE_TRANSFORMS",
    "PARAMETERIZATION",
    "RESOURCE_HOOKS",
    "ERROR_HOOKS",
)


def _nothing() -> None:
    """Do nothing."""


class RecordingMonitor:
    """Speaks the engine's side of the resource monitor protocol, in process."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder
        self.on_stack_transform: Callable[[], None] = _nothing
        """Called with the first transform over the whole stack, and each after it."""

        self._transforms = transforms.Transforms()

    # The methods below carry the protocol's own names and shapes: Pulumi's runtime calls them.

    def RegisterResource(self, request: Any) -> Any:  # noqa: N802
        """Record a resource and answer with its simulated id and outputs."""
        own = [callback.token for callback in getattr(request, "transforms", ())]
        request = self._transforms.apply(request)
        urn = self.recorder.urn(request.parent, request.type, request.name)
        self._transforms.inherit(urn, request.parent, own)
        resource = registration.resource(self.recorder.stack, urn, request)
        self.recorder.register(resource, request.sourcePosition.column)
        # A component is answered with what it gave: references to resources in it stay references.
        answer = wire.encode(resource.outputs) if resource.custom or resource.remote else request.object
        return resource_pb2.RegisterResourceResponse(urn=urn, id=resource.id, object=answer)

    def RegisterResourceOutputs(self, request: Any) -> Any:  # noqa: N802
        """Record a component's outputs, or the stack's exports."""
        self.recorder.set_outputs(request.urn, wire.decode(request.outputs))
        return empty_pb2.Empty()

    def ReadResource(self, request: Any) -> Any:  # noqa: N802
        """Record a resource that the program reads and does not manage."""
        urn = self.recorder.urn(request.parent, request.type, request.name)
        resource = registration.read(self.recorder.stack, urn, request)
        self.recorder.read(resource, request.sourcePosition.column)
        return _message(
            resource_pb2.ReadResourceResponse, urn=urn, id=request.id, properties=wire.encode(resource.outputs)
        )

    def Invoke(self, request: Any) -> Any:  # noqa: N802
        """Answer a look-up."""
        request = self._transforms.apply_invoke(request)
        answer = self.recorder.invoke(request.tok, wire.decode(request.args), request.provider)
        return _INVOKE_RESPONSE(**{"return": wire.encode(answer)})

    def Call(self, request: Any) -> Any:  # noqa: N802
        """Answer a method call on a resource."""
        return provider_pb2.CallResponse(**{"return": wire.encode(self.recorder.call(request.tok))})

    def RegisterStackTransform(self, request: Any) -> Any:  # noqa: N802
        """Take a transform over every resource registered from now on."""
        self._transforms.resources.append(request.token)
        self.on_stack_transform()
        return empty_pb2.Empty()

    def RegisterStackInvokeTransform(self, request: Any) -> Any:  # noqa: N802
        """Take a transform over every look-up made from now on."""
        self._transforms.invokes.append(request.token)
        return empty_pb2.Empty()

    def RegisterResourceHook(self, _request: Any) -> Any:  # noqa: N802
        """Accept a hook: hooks run while something is really deployed."""
        return empty_pb2.Empty()

    def RegisterErrorHook(self, _request: Any) -> Any:  # noqa: N802
        """Accept an error hook: nothing is deployed that could fail."""
        return empty_pb2.Empty()

    def RegisterPackage(self, request: Any) -> Any:  # noqa: N802
        """Accept a parameterised package under its own name."""
        return resource_pb2.RegisterPackageResponse(ref=request.name)

    def SupportsFeature(self, request: Any) -> Any:  # noqa: N802
        """Say yes to every feature by its old name but output values."""
        return resource_pb2.SupportsFeatureResponse(hasSupport=request.id != "outputValues")

    def GetDeploymentInfo(self, _request: Any) -> Any:  # noqa: N802
        """Return the features this monitor has, of those that the installed SDK has a number for."""
        known = (getattr(resource_pb2, f"RESOURCE_MONITOR_FEATURE_{name}", None) for name in _FEATURES)
        return resource_pb2.DeploymentInfo(supportedFeatures=[feature for feature in known if feature is not None])

    def SignalAndWaitForShutdown(self, _request: Any) -> Any:  # noqa: N802
        """Return at once: nothing is left to do."""
        return empty_pb2.Empty()


def _message(type_: Any, **fields: Any) -> Any:
    """Return a message of *type_* with the *fields* that this SDK's protocol has."""
    return type_(**{name: value for name, value in fields.items() if name in type_.DESCRIPTOR.fields_by_name})
