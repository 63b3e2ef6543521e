"""Plays the engine for a running program: keeps what it registers, and answers from the simulator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol

from ..errors import ProgramError
from ..model import UNKNOWN, LookUp, Options, Origin, Resource, Secret, Source, Stack, make_urn
from ..simulator import Simulator, UnknownLookup
from . import opaque

STACK_REFERENCE = "pulumi:pulumi:StackReference"
_GET_RESOURCE = "pulumi:pulumi:getResource"
_PROVIDER = "pulumi:providers:"

# A dynamic resource's own code, pickled: nobody reads it, and it differs between machines.
_PICKLED = "__provider"


class RecordingError(Exception):
    """The program asked for something the engine would refuse."""

    def __init__(self, message: str, source: Source | None = None) -> None:
        super().__init__(message)
        self.source = source
        """Where in the program it asked, where known."""


class Answers(Protocol):
    """Real answers to look-ups that the user has written down."""

    def answer(self, token: str, args: Mapping[str, Any], region: str, stack: str) -> dict[str, Any] | None:
        """Return the fields of the answer that are known, or nothing."""

    def unused(self) -> list[str]:
        """Return a line for each that answered nothing so far."""


class OtherStacks(Protocol):
    """The outputs of other stacks that the user has given."""

    def find(self, reference: str) -> dict[str, Any] | None:
        """Return the outputs of the stack called *reference*, or nothing."""

    def is_whole(self, reference: str) -> bool:
        """Say whether the stack called *reference* has no outputs but those."""

    def unused(self) -> list[str]:
        """Return a line for each that no reference asked for so far."""


class Recorder:
    """The engine's side of a run, in plain Python values. Everything reaches it on one thread, the event loop's."""

    def __init__(
        self,
        stack: Stack,
        simulator: Simulator,
        *,
        answers: Answers | None = None,
        other_stacks: OtherStacks | None = None,
    ) -> None:
        self.stack = stack
        self.simulator = simulator
        self._answers = answers
        self._other_stacks = other_stacks
        self._by_urn: dict[str, Resource] = {}
        self._simulators: dict[str, Simulator] = {}
        self._numbers: dict[str, int] = {}
        self._asked: dict[str, None] = {}
        self._read_of: dict[str, dict[str, None]] = {}

    def urn(self, parent: str, type_: str, name: str) -> str:
        """Return the URN a resource of this stack has."""
        return make_urn(self.stack.project, self.stack.name, parent, type_, name)

    def register(self, resource: Resource, number: int) -> None:
        """Keep *resource* and give it its id and outputs.

        *number* is its place in the order of construction, 0 where that is not known. Raises RecordingError where
        its URN is taken.
        """
        type_ = resource.type
        resource.outputs = dict(resource.inputs)  # as the engine answers for a component
        if resource.remote or (resource.custom and not type_.startswith("pulumi")):
            simulator = self._simulator_of(resource.provider)
            id_, resource.outputs = simulator.create(type_, resource.urn, resource.inputs, resource.options.import_id)
            resource.id = id_ if resource.custom else ""
        elif type_.startswith(_PROVIDER):
            self._simulators[resource.urn] = self.simulator.for_provider(resource.inputs)
            resource.id = "simulated"
        elif type_.startswith(opaque.DYNAMIC):
            resource.inputs.pop(_PICKLED, None)
            resource.outputs.pop(_PICKLED, None)
            resource.id, _ = self.simulator.create(type_, resource.urn, resource.inputs)
        elif resource.custom:
            resource.id = resource.name
        resource.opaque = opaque.reason(resource)
        _mark_secret(resource)
        self._add(resource, number)

    def read(self, resource: Resource, number: int) -> None:
        """Keep a *resource* that the program reads by its id and does not manage, and give it its outputs."""
        resource.read = True
        if resource.type == STACK_REFERENCE:
            resource.outputs = self._other_stack(resource)
        else:
            simulator = self._simulator_of(resource.provider)
            _, resource.outputs = simulator.create(resource.type, resource.urn, resource.inputs, resource.id)
        _mark_secret(resource)
        self._add(resource, number)

    def set_outputs(self, urn: str, outputs: dict[str, Any]) -> None:
        """Take a component's outputs, or the stack's exports."""
        resource = self._by_urn.get(urn)
        if resource is not None:
            resource.outputs = outputs
        if urn == self.stack.urn:
            self.stack.outputs = outputs

    def invoke(self, token: str, args: dict[str, Any], provider: str) -> dict[str, Any]:
        """Return the answer to a look-up. Raises RecordingError where it names a URN that nothing has."""
        if token == _GET_RESOURCE:
            return self._by_its_urn(str(args["urn"]))
        simulator = self._simulator_of(provider)
        known = self._answers.answer(token, args, simulator.region, self.stack.name) if self._answers else None
        simulated = self._simulated(simulator, token, args)
        origin: Origin = "context" if known is not None else "simulated" if simulated is not None else "unknown"
        self._asked_for(
            LookUp(token=token, args=args, region=simulator.region, origin=origin, opaque=opaque.of_look_up(token))
        )
        return {**(simulated or {}), **(known or {})}

    def call(self, token: str) -> dict[str, Any]:
        """Return the answer to a method of a resource: unknown, as only its provider could tell."""
        self._note(f"method {token}: its answer is unknown here")
        return {"result": UNKNOWN}

    def output(self, reference: str, name: str, *, required: bool = False) -> Any:
        """Return output *name* of the stack called *reference*: unknown where nobody gave it, None where it has none.

        Raises ProgramError where it has none and the program cannot do without.
        """
        self._read_of.setdefault(reference, {})[name] = None
        known, whole = self._known(reference)
        if required and whole and name not in known:
            text = f"stack {reference} has no output {name} (it has: {', '.join(sorted(known)) or 'none'})"
            raise ProgramError(f"{text}; give it with --stack-output {reference}.{name}=VALUE")
        return known.get(name, None if whole else UNKNOWN)

    def finish(self) -> None:
        """Put the resources in the order of their construction, which is the same in every run, and close the notes."""
        self.stack.resources.sort(key=lambda resource: self._numbers[resource.urn])
        for resource in self.stack.resources:
            if resource.read and resource.type != STACK_REFERENCE:
                self._note(f"read of {resource.type} {resource.id}: simulated")
        for reference, names in self._read_of.items():
            self._note_reference(reference, names)
        for written in (self._answers, self._other_stacks):
            self.stack.notes += written.unused() if written else []

    def _note_reference(self, reference: str, names: dict[str, None]) -> None:
        """Say which outputs of another stack the program went without."""
        known, whole = self._known(reference)
        missing = sorted(names.keys() - known.keys())
        if missing and whole:
            self._note(f"stack reference {reference}: no output {', '.join(missing)} was given")
        elif missing or not (known or whole):
            text = f"stack reference {reference}: {', '.join(missing) or 'its outputs'} simulated as unknown"
            option = f"--stack-output {reference}.{min(missing, default='KEY')}=VALUE"
            self._note(f"{text}; pass {option}, or --stack-state {reference}=FILE")

    def _known(self, reference: str) -> tuple[dict[str, Any], bool]:
        """Return the outputs of another stack that the user has given, and whether it has no others."""
        others = self._other_stacks
        return ((others.find(reference) or {}), others.is_whole(reference)) if others else ({}, False)

    def _add(self, resource: Resource, number: int) -> None:
        resource.options = _inherited(resource.options, self._by_urn.get(resource.parent))
        # Without a number of its own, a resource stays where it arrived.
        self._numbers.setdefault(resource.urn, number or len(self._numbers))
        if resource.urn in self._by_urn:
            text = f"two resources have the URN {resource.urn}; give one of them another name"
            raise RecordingError(text, resource.source)
        self._by_urn[resource.urn] = resource
        self.stack.resources.append(resource)

    def _note(self, text: str) -> None:
        if text not in self.stack.notes:
            self.stack.notes.append(text)

    def _other_stack(self, resource: Resource) -> dict[str, Any]:
        self._read_of.setdefault(resource.id, {})
        known, whole = self._known(resource.id)
        secret = [key for key, value in known.items() if isinstance(value, Secret)]
        return {"name": resource.id, "outputs": known if known or whole else UNKNOWN, "secretOutputNames": secret}

    def _by_its_urn(self, urn: str) -> dict[str, Any]:
        """Return a resource's state; a child of a remote component is simulated, as nobody registers it here."""
        found = self._by_urn.get(urn)
        if found is not None:
            return {"urn": urn, "id": found.id, "state": found.outputs}
        above = (each for each in self.stack.resources if each.remote)
        owner = next((each for each in above if urn.startswith(f"{each.urn.rpartition('::')[0]}$")), None)
        if owner is None:
            raise RecordingError(f"no resource has the URN {urn}")
        type_ = urn.split("::")[2].rpartition("$")[2]
        id_, state = self._simulator_of(owner.provider).create(type_, urn, {})
        return {"urn": urn, "id": id_, "state": state}

    @staticmethod
    def _simulated(simulator: Simulator, token: str, args: dict[str, Any]) -> dict[str, Any] | None:
        try:
            return simulator.invoke(token, args)
        except UnknownLookup:
            return None

    def _asked_for(self, look_up: LookUp) -> None:
        key = repr(look_up)
        if key not in self._asked:
            self._asked[key] = None
            self.stack.look_ups.append(look_up)

    def _simulator_of(self, provider: str) -> Simulator:
        """Return the simulator for a provider reference `urn::id`: an explicit provider may be in another Region."""
        return self._simulators.get(provider.rpartition("::")[0], self.simulator)


def _inherited(options: Options, parent: Resource | None) -> Options:
    """Return *options* with what the engine hands down from the parent where the resource says nothing itself."""
    above = parent.options if parent is not None else Options()
    found = replace(
        options,
        protect=above.protect if options.protect is None else options.protect,
        retain_on_delete=above.retain_on_delete if options.retain_on_delete is None else options.retain_on_delete,
        deleted_with=options.deleted_with or above.deleted_with,
    )
    return options if found == options else found


def _mark_secret(resource: Resource) -> None:
    """Mark the outputs that the program or a secret input makes secret, as the engine does."""
    secret = {key for key, value in resource.inputs.items() if isinstance(value, Secret)}
    for key in secret.union(resource.options.additional_secret_outputs):
        value = resource.outputs.get(key)
        if value is not None and not isinstance(value, Secret):
            resource.outputs[key] = Secret(value)
