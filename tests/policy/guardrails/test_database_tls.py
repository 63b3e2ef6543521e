"""An engine's way to refuse connections without TLS..."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.guardrails.database_tls import TlsSwitch, numbers, of_engine, of_family, of_parameter

VERSIONS = st.lists(st.integers(0, 99), min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("engine", "parameter", "values"),
    [
        ("postgres", "rds.force_ssl", ("1",)),
        ("aurora-postgresql", "rds.force_ssl", ("1",)),
        ("sqlserver-web", "rds.force_ssl", ("1",)),
        ("mysql", "require_secure_transport", ("1", "on")),
        ("mariadb", "require_secure_transport", ("1", "on")),
        ("aurora-mysql", "require_secure_transport", ("1", "on")),
        ("db2-se", "db2comm", ("ssl",)),
        ("oracle-ee", "", ("",)),
    ],
)
def test_is_a_parameter_of_its_own(engine, parameter, values):
    switch = of_engine(engine)
    assert switch is not None
    assert (switch.parameter, switch.values) == (parameter, values)


@pytest.mark.parametrize("engine", ["", "postgres-next", "custom-oracle-ee"])
def test_is_not_known_of_every_engine(engine):
    assert of_engine(engine) is None


@pytest.mark.parametrize(
    ("family", "engine", "version"),
    [
        ("postgres17", "postgres", "17"),
        ("mysql8.4", "mysql", "8.4"),
        ("aurora-mysql8.0", "aurora-mysql", "8.0"),
        ("sqlserver-se-15.0", "sqlserver-se", "15.0"),
        ("oracle-ee-cdb-19", "oracle-ee-cdb", "19"),
        ("db2-ae-11.5", "db2-ae", "11.5"),
    ],
)
def test_is_told_by_the_family_of_a_parameter_group(family, engine, version):
    assert of_family(family) == (of_engine(engine), version)


@pytest.mark.parametrize("family", ["", "postgres", "postgres-next1", "xmysql8.0", "redis7"])
def test_is_not_told_by_any_other_text(family):
    assert of_family(family) == (None, "")


@pytest.mark.parametrize(
    ("engine", "off", "on"),
    [
        ("postgres", ["", "9.6", "14.19"], ["15", "15.1", "17.6"]),
        ("aurora-postgresql", ["", "15.4", "16.8"], ["17.5"]),
        ("mariadb", ["", "10.11", "11.4.5"], ["11.8", "11.8.3", "12"]),
        ("mysql", ["", "8.0.42", "8.4.5"], []),
        ("aurora-mysql", ["", "8.0.mysql_aurora.3.05.2"], ["8.4.mysql_aurora.8.4.7"]),
    ],
)
def test_is_the_default_from_some_version_on(engine, off, on):
    switch = of_engine(engine)
    assert switch is not None
    assert [version for version in off if switch.on_by_default(version)] == []
    assert [version for version in on if not switch.on_by_default(version)] == []


@pytest.mark.parametrize(
    ("name", "known"), [("db2comm", True), ("rds.force_ssl", True), ("timezone", False), ("", False)]
)
def test_is_told_by_the_name_of_a_parameter(name, known):
    switch = of_parameter(name)
    assert (switch is not None) is known
    assert switch is None or switch.parameter == name


@given(VERSIONS, st.sampled_from(["", ".mysql_aurora.3", "-rds", "."]))
def test_reads_a_version_up_to_its_first_word(parts, rest):
    assert numbers(".".join(map(str, parts)) + rest) == tuple(parts)


@given(st.text(st.characters(exclude_categories=["N"])))
def test_reads_nothing_from_a_version_without_a_number(text):
    assert numbers(text) == ()


@given(VERSIONS, VERSIONS)
def test_stays_on_in_every_later_version(first, version):
    switch = TlsSwitch(parameter="p", values=("1",), on_from=tuple(first))
    assert switch.on_by_default(".".join(map(str, version))) is (version >= first)
