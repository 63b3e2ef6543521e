"""Lets a program look into a chart that was not rendered: an object it asks for by name is read as an existing one."""

from __future__ import annotations

import contextlib
import functools
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

import pulumi

from ..simulator import classes

# Components whose `resources` is a table of the objects that only Helm or Kustomize could make, by their module.
_UNRENDERED: Mapping[str, str] = {
    "pulumi_kubernetes.helm.v3.helm": "Chart",
    "pulumi_kubernetes.kustomize.kustomize": "Directory",
}


class _Objects(dict[str, Any]):
    """A chart's objects: those that were made, and any other as if it existed."""

    def __init__(self, made: Mapping[str, Any], chart: pulumi.Resource) -> None:
        super().__init__(made)
        self._chart = chart

    def __missing__(self, key: str) -> Any:
        """Read the object `apps/v1/Deployment:namespace/name`. Raises KeyError for a kind the SDK has no class of."""
        kind, _, id_ = str(key).partition(":")
        group, _, name = kind.rpartition("/")
        token = f"kubernetes:{group if '/' in group else f'core/{group}'}:{name}"
        cls: Any = classes.find(token)
        if cls is None:
            raise KeyError(key)
        self[key] = cls.get(f"{self._chart._name}-{key}", id_, opts=pulumi.ResourceOptions(parent=self._chart))
        return self[key]


class _Finder:
    """Finds the modules of such components, and has each prepared as it is loaded."""

    def __init__(self, prepare: Callable[[ModuleType], None]) -> None:
        self._prepare = prepare

    def find_spec(self, name: str, path: Sequence[str] | None, target: Any = None) -> ModuleSpec | None:
        """Return where a module is, as Python's import asks; nothing for any other module."""
        if name not in _UNRENDERED:
            return None
        finders = (finder for finder in sys.meta_path if finder is not self)
        specs = (finder.find_spec(name, path, target) for finder in finders)
        spec = next((found for found in specs if found is not None), None)
        if spec is not None and spec.loader is not None:
            load: Callable[[ModuleType], None] = spec.loader.exec_module

            def prepared(module: ModuleType) -> None:
                load(module)
                self._prepare(module)

            setattr(spec.loader, "exec_module", prepared)  # noqa: B010 - a loader's method, for this one module
        return spec


@contextlib.contextmanager
def readable() -> Iterator[None]:
    """Let the charts of the program that runs answer for objects nobody rendered."""
    before: list[tuple[Any, Any]] = []

    def prepare(module: ModuleType) -> None:
        cls = getattr(module, _UNRENDERED[module.__name__], None)
        if cls is not None:
            before.append((cls, cls.__init__))
            cls.__init__ = _opening(cls.__init__)

    finder: Any = _Finder(prepare)
    sys.meta_path.insert(0, finder)
    for name in _UNRENDERED:
        if name in sys.modules:
            prepare(sys.modules[name])
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        for cls, original in before:
            cls.__init__ = original


def _opening(construct: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(construct)
    def constructing(self: Any, *args: Any, **options: Any) -> None:
        construct(self, *args, **options)
        resources = getattr(self, "resources", None)
        if isinstance(resources, pulumi.Output):
            self.resources = resources.apply(lambda made: _Objects(made, self))

    return constructing
