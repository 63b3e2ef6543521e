"""What one EC2 machine is made of, whether an instance, a launch template or a launch configuration declares it.

Each fact is read when it is asked for: what is not known of one does not hide the others.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ..item import Item
from ..values import Section
from ..world import World
from .disks import Disk

TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
CONFIGURATION = "aws:ec2/launchConfiguration:LaunchConfiguration"

# The size of Amazon Linux's and of Ubuntu's own disk: an image says it, and images are not read.
IMAGE_GB = 8
_ASSUMED = f"{IMAGE_GB} GB, as most images have"
_ROOTS = ("/dev/xvda", "/dev/sda1", "xvda", "sda1")


@dataclass(frozen=True, kw_only=True)
class Machine(ABC):
    """What one machine is made of. Every method raises Undecided."""

    source: Section
    """The properties that declare it."""

    chosen: tuple[str, ...] = ()
    """Instance types that go before its own: of several it may be any, and the first is the expected one."""

    weights: tuple[Decimal, ...] = ()
    """How many units of a group's capacity each chosen type is; empty where each is one."""

    free_choice: bool = False
    """Whether AWS chooses the instance type, by what it must have."""

    windows: bool = False

    def types(self) -> tuple[str, ...]:
        """Return its instance types; none where AWS chooses one when it starts."""
        if self.free_choice or self.chosen:
            return self.chosen
        kind = self.source.text("instanceType")
        return (kind,) if kind else ()

    @property
    def system(self) -> str:
        """Linux or Windows."""
        return "Windows" if self.windows else "Linux"

    @abstractmethod
    def spot(self) -> bool:
        """Return whether it is Spot capacity."""

    @abstractmethod
    def tenancy(self) -> str:
        """Return default, dedicated or host."""

    @abstractmethod
    def disks(self) -> Iterator[Disk]:
        """Yield its disks."""

    @abstractmethod
    def monitored(self) -> bool:
        """Return whether it has detailed monitoring."""

    @abstractmethod
    def public(self) -> bool | None:
        """Return whether it is given a public address; None where its subnet decides."""


@dataclass(frozen=True, kw_only=True)
class Templated(Machine):
    """A machine of a launch template."""

    image: Mapping[str, object] = field(default_factory=dict)
    """The image's own disk, as a block device, for where the template has no mapping of it."""

    def spot(self) -> bool:  # noqa: D102, its base says it
        return self.source.text("instanceMarketOptions.marketType") == "spot"

    def tenancy(self) -> str:  # noqa: D102
        return self.source.text("placement.tenancy", "default")

    def disks(self) -> Iterator[Disk]:  # noqa: D102
        yield _root(self.root())
        for device in self.others().values():
            yield Disk.of(device)

    def root(self) -> Section:
        """Return the mapping of the image's own disk; what the image is taken to have where there is none."""
        found = (one.section("ebs") for one in self._mappings() if one.text("deviceName") in _ROOTS)
        return next(found, Section(self.image))

    def others(self) -> dict[str, Section]:
        """Return device name -> further disk."""
        mappings = {one.text("deviceName"): one for one in self._mappings()}
        return {name: one.section("ebs") for name, one in mappings.items() if name not in _ROOTS}

    def _mappings(self) -> list[Section]:
        return [one for one in self.source.items("blockDeviceMappings") if one.has("ebs")]

    def monitored(self) -> bool:  # noqa: D102
        return self.source.flag("monitoring.enabled")

    def public(self) -> bool | None:  # noqa: D102
        stated = [one for one in self.source.items("networkInterfaces") if one.has("associatePublicIpAddress")]
        return any(one.flag("associatePublicIpAddress") for one in stated) if stated else None


_NO_TEMPLATE = Templated(source=Section({}))


@dataclass(frozen=True, kw_only=True)
class Declared(Machine):
    """A machine of an instance, a request or a launch configuration, which a launch template may complete."""

    template: Templated = _NO_TEMPLATE
    watched: bool = False
    """Whether it has detailed monitoring where nothing is said."""

    def types(self) -> tuple[str, ...]:  # noqa: D102
        return super().types() or (() if self.free_choice else self.template.types())

    def spot(self) -> bool:  # noqa: D102
        market = self.source.text("instanceMarketOptions.marketType")
        return market == "spot" or self.source.has("spotPrice") or (not market and self.template.spot())

    def tenancy(self) -> str:  # noqa: D102
        return self.source.text("tenancy") or self.source.text("placementTenancy") or self.template.tenancy()

    def disks(self) -> Iterator[Disk]:  # noqa: D102
        roots = self.source.items("rootBlockDevice") or self.source.items("rootBlockDevices")
        yield _root(roots[0] if roots else self.template.root())
        own = {one.text("deviceName"): one for one in self.source.items("ebsBlockDevices")}
        # A disk goes before the template's of the same name; the others are added.
        for device in {**self.template.others(), **own}.values():
            yield Disk.of(device)

    def monitored(self) -> bool:  # noqa: D102
        for key in ("monitoring", "enableMonitoring"):
            if self.source.has(key):
                return self.source.flag(key)
        return self.watched or self.template.monitored()

    def public(self) -> bool | None:  # noqa: D102
        if self.source.has("associatePublicIpAddress"):
            return self.source.flag("associatePublicIpAddress")
        return self.template.public()


def template_of(item: Item, world: World, path: str) -> Templated | None:
    """Return the launch template that the object at *path* names; None where it is not in this stack."""
    for key in ("id", "name", "launchTemplateId", "launchTemplateName"):
        found = world.target(item, f"{path}.{key}", TEMPLATE)
        if found:
            return Templated(source=found)
    return None


def _root(device: Section) -> Disk:
    return Disk.of(device, IMAGE_GB, _ASSUMED)
