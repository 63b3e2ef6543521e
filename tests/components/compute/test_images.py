"""A service runs from the image repository that it names, or says which there are."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from components.compute.images import repository_of
from components.compute.spec import Image, Scale, ServiceSpec

SPEC = ServiceSpec(cpu=0.25, memory=512, image=Image(repository="shop", tag="v1"), scale=Scale(min=1, max=2))


def test_is_the_one_of_its_name() -> None:
    shop, other = (cast(Any, SimpleNamespace()) for _ in range(2))
    assert repository_of("web", SPEC, {"other": other, "shop": shop}) is shop


@pytest.mark.parametrize(("images", "known"), [({}, "none"), ({"b": None, "a": None}, "a, b")])
def test_is_refused_with_those_that_there_are(images: Any, known: str) -> None:
    with pytest.raises(ValueError, match=f"service 'web': no image repository 'shop'; there are: {known}$"):
        repository_of("web", SPEC, images)
