"""A section of a stack file..."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from pydantic import ValidationError

from settings.section import Section, present


class Engine(Section):
    power_kw: int = 50
    """Power."""


class Car(Section):
    main_engine: Engine = Engine(powerKw=70)
    """What moves it."""

    seats: Mapping[str, Engine] = {}
    """A motor for each seat."""


def test_has_camel_case_keys_and_snake_case_attributes() -> None:
    assert Car.model_validate({"mainEngine": {"powerKw": 90}}).main_engine.power_kw == 90


def test_refuses_the_attributes_name_as_a_key() -> None:
    with pytest.raises(ValidationError, match="main_engine"):
        Car.model_validate({"main_engine": {}})


def test_takes_null_for_absent() -> None:
    car = Car.model_validate({"mainEngine": None, "seats": {"left": None}})

    assert car.main_engine.power_kw == 70
    assert car.seats["left"].power_kw == 50


def test_never_shows_a_value_in_pydantics_own_words() -> None:
    with pytest.raises(ValidationError) as refused:
        Engine.model_validate({"powerKw": "hunter2"})

    assert "hunter2" not in str(refused.value)


def test_is_documented_where_it_is_declared() -> None:
    assert Engine.model_fields["power_kw"].description == "Power."


@pytest.mark.parametrize(
    ("data", "expected"), [(None, {}), ({"a": None, "b": 1}, {"b": 1}), ("text", "text"), ([], [])]
)
def test_leaves_other_shapes_to_validation(data: object, expected: object) -> None:
    assert present(data) == expected
