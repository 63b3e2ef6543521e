"""A resource monitor that records what a program registers and answers it from the simulator."""

from __future__ import annotations

import threading
from typing import Any

from google.protobuf import empty_pb2  # type: ignore[import-untyped] # protobuf ships no types
from pulumi.runtime.proto import provider_pb2, resource_pb2

from ..model import UNKNOWN, Resource, Source, Stack, make_urn
from ..simulator import Simulator, UnknownLookup
from . import registration, transforms, wire

_STACK_REFERENCE = "pulumi:pulumi:StackReference"

# Everything the SDK may ask of an engine but output values, which would keep `Output` objects out of the inputs.
_FEATURES = (
    resource_pb2.RESOURCE_MONITOR_FEATURE_SECRETS,
    resource_pb2.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES,
    resource_pb2.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
    resource_pb2.RESOURCE_MONITOR_FEATURE_REPLACEMENT_TRIGGER,
    resource_pb2.RESOURCE_MONITOR_FEATURE_DELETED_WITH,
    resource_pb2.RESOURCE_MONITOR_FEATURE_REPLACE_WITH,
    resource_pb2.RESOURCE_MONITOR_FEATURE_TRANSFORMS,
    resource_pb2.RESOURCE_MONITOR_FEATURE_INVOKE_TRANSFORMS,
    resource_pb2.RESOURCE_MONITOR_FEATURE_PARAMETERIZATION,
    resource_pb2.RESOURCE_MONITOR_FEATURE_RESOURCE_HOOKS,
    resource_pb2.RESOURCE_MONITOR_FEATURE_ERROR_HOOKS,
)


class RecordingError(Exception):
    """The program asked for something the engine would refuse, or that cannot be simulated."""

    def __init__(self, message: str, source: Source | None = None) -> None:
        super().__init__(message)
        self.source = source
        """Where in the program it asked, where known."""


class RecordingMonitor:
    """Speaks the engine's side of the resource monitor protocol, in process."""

    def __init__(self, stack: Stack, simulator: Simulator) -> None:
        self.stack = stack
        self.simulator = simulator
        self._by_urn: dict[str, Resource] = {}
        self._provider_regions: dict[str, str] = {}
        self._numbers: dict[str, int] = {}
        self._lock = threading.Lock()
        self._transforms = transforms.Transforms()

    # The methods below carry the protocol's own names and shapes: Pulumi's runtime calls them.

    def RegisterResource(self, request: Any) -> Any:  # noqa: N802
        """Record a resource and answer with its simulated id and outputs."""
        own = [callback.token for callback in request.transforms]
        request = self._transforms.apply(request)
        urn = make_urn(self.stack.project, self.stack.name, request.parent, request.type, request.name)
        self._transforms.inherit(urn, request.parent, own)
        resource = registration.resource(self.stack, urn, request)
        if request.custom and not request.type.startswith("pulumi:"):
            resource.id, resource.outputs = self._simulator_of(request.provider).create(
                request.type, urn, resource.inputs
            )
        elif request.type.startswith("pulumi:providers:"):
            self._provider_regions[urn] = str(resource.inputs.get("region") or self.simulator.region)
            resource.id, resource.outputs = "simulated", dict(resource.inputs)
        elif request.custom:
            resource.id, resource.outputs = request.name, dict(resource.inputs)
        else:
            resource.outputs = dict(resource.inputs)  # as the engine answers for a component
        registration.mark_secret(resource)
        self._add(resource, request)
        return resource_pb2.RegisterResourceResponse(urn=urn, id=resource.id, object=wire.encode(resource.outputs))

    def RegisterResourceOutputs(self, request: Any) -> Any:  # noqa: N802
        """Record a component's outputs, or the stack's exports."""
        outputs = wire.decode(request.outputs)
        resource = self._by_urn.get(request.urn)
        if resource is not None:
            resource.outputs = outputs
        if request.urn == self.stack.urn:
            self.stack.outputs = outputs
        return empty_pb2.Empty()

    def ReadResource(self, request: Any) -> Any:  # noqa: N802
        """Record a resource that the program reads and does not manage."""
        urn = make_urn(self.stack.project, self.stack.name, request.parent, request.type, request.name)
        inputs = wire.decode(request.properties)
        resource = Resource(
            urn=urn,
            type=request.type,
            name=request.name,
            parent=request.parent,
            provider=request.provider,
            read=True,
            id=request.id,
            inputs=inputs,
            dependencies=tuple(request.dependencies),
            source=registration.source(request),
        )
        if request.type == _STACK_REFERENCE:
            resource.outputs = {"name": request.id, "outputs": UNKNOWN, "secretOutputNames": []}
            self._note(f"stack reference {request.id}: its outputs are unknown here")
        else:
            _, resource.outputs = self._simulator_of(request.provider).create(request.type, urn, inputs, request.id)
            self._note(f"read of {request.type} {request.id}: simulated")
        self._add(resource, request)
        return resource_pb2.ReadResourceResponse(urn=urn, id=request.id, properties=wire.encode(resource.outputs))

    def Invoke(self, request: Any) -> Any:  # noqa: N802
        """Answer a look-up, or fail with its name."""
        request = self._transforms.apply_invoke(request)
        args = wire.decode(request.args)
        if request.tok == "pulumi:pulumi:getResource":
            found = self._by_urn.get(str(args["urn"]))
            if found is None:
                raise RecordingError(f"no resource has the URN {args['urn']}")
            answer: dict[str, Any] = {"urn": found.urn, "id": found.id, "state": found.outputs}
        else:
            answer = self._look_up(request, args)
        return resource_pb2.ResourceInvokeResponse(**{"return": wire.encode(answer)})

    def Call(self, request: Any) -> Any:  # noqa: N802
        """Refuse a method call on a resource: only its provider could answer."""
        return provider_pb2.CallResponse(
            failures=[provider_pb2.CheckFailure(reason=f"the method {request.tok} cannot be simulated")]
        )

    def RegisterStackTransform(self, request: Any) -> Any:  # noqa: N802
        """Take a transform over every resource registered from now on."""
        self._transforms.resources.append(request.token)
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
        """Return the features this monitor has."""
        return resource_pb2.DeploymentInfo(supportedFeatures=_FEATURES)

    def SignalAndWaitForShutdown(self, _request: Any) -> Any:  # noqa: N802
        """Return at once: nothing is left to do."""
        return empty_pb2.Empty()

    def put_in_order(self) -> None:
        """Sort the recorded resources by their construction in the program, which is the same in every run."""
        self.stack.resources.sort(key=lambda resource: self._numbers[resource.urn])

    def _add(self, resource: Resource, request: Any) -> None:
        with self._lock:
            # Without a number of its own, a resource stays where it arrived.
            self._numbers.setdefault(resource.urn, request.sourcePosition.column or len(self._numbers))
            if resource.urn in self._by_urn:
                text = f"two resources have the URN {resource.urn}; give one of them another name"
                raise RecordingError(text, resource.source)
            self._by_urn[resource.urn] = resource
            self.stack.resources.append(resource)

    def _note(self, text: str) -> None:
        if text not in self.stack.notes:
            self.stack.notes.append(text)

    def _look_up(self, request: Any, args: dict[str, Any]) -> dict[str, Any]:
        try:
            answer = self._simulator_of(request.provider).invoke(request.tok, args)
        except UnknownLookup:
            text = f"the look-up {request.tok} has no simulated answer; read what it finds from configuration instead"
            raise RecordingError(text) from None
        self._note(f"look-up {request.tok}: simulated")
        return answer

    def _simulator_of(self, provider: str) -> Simulator:
        """Return the simulator for a provider reference `urn::id`: an explicit provider may be in another Region."""
        region = self._provider_regions.get(provider.rsplit("::", 1)[0], self.simulator.region)
        if region == self.simulator.region:
            return self.simulator
        return Simulator(region=region, account_id=self.simulator.account_id)
