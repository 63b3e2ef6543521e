"""An image's name..."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.guardrails.images import is_from, is_pinned, repository

DIGEST = "sha256:4c0fdaa8b6341bfdeca5f18f7837462c80cff90527ee35ef185571e1c327beac"
REPOSITORIES = [
    ("nginx", "docker.io/library/nginx"),
    ("nginx:1.29", "docker.io/library/nginx"),
    ("acme/web", "docker.io/acme/web"),
    ("acme/team/web:2", "docker.io/acme/team/web"),
    ("docker.io/acme/web:2", "docker.io/acme/web"),
    ("index.docker.io/acme/web", "docker.io/acme/web"),
    ("localhost/web:dev", "localhost/web"),
    ("registry:5000/web", "registry:5000/web"),
    ("registry.example.com:5000/shop/web:1.4.2", "registry.example.com:5000/shop/web"),
    (f"public.ecr.aws/nginx/nginx:1.29@{DIGEST}", "public.ecr.aws/nginx/nginx"),
    (f"nginx@{DIGEST}", "docker.io/library/nginx"),
]


@pytest.mark.parametrize(("image", "where"), REPOSITORIES)
def test_says_where_it_is_from(image, where):
    assert repository(image) == where


@pytest.mark.parametrize(
    "image",
    [
        "nginx:1.29",
        f"nginx@{DIGEST}",
        f"nginx:latest@{DIGEST}",
        "r:5000/web:v1",
        "nginx:1.29-alpine",
        "a/b:main-3f2a9c1",
    ],
)
def test_pins_a_version(image):
    assert is_pinned(image)


@pytest.mark.parametrize(
    "image",
    [
        "",
        "nginx",
        "nginx:latest",
        "nginx:",
        "r:5000/web",
        "r:5000/web:latest",
        "a/b:main",
        "nginx:stable-alpine",
        "w:Prod",
    ],
)
def test_leaves_the_version_open(image):
    assert not is_pinned(image)


@pytest.mark.parametrize(
    ("image", "registry", "is_there"),
    [
        ("nginx:1.29", "docker.io", True),
        ("nginx:1.29", "docker.io/library", True),
        ("nginx:1.29", "docker.io/library/nginx", True),
        ("nginx:1.29", "docker.io/lib", False),
        ("acme/web", "docker.io/acme", True),
        ("acmefork/web", "docker.io/acme", False),
        ("123456789012.dkr.ecr.eu-west-1.amazonaws.com/a/b:1", "*.dkr.ecr.*.amazonaws.com", True),
        ("evil.example/a.dkr.ecr.eu-west-1.amazonaws.com/b:1", "*.dkr.ecr.*.amazonaws.com", False),
        ("registry.example.com/team-a/web", "registry.example.com/team-*", True),
    ],
)
def test_is_from_a_registry_by_host_and_path(image, registry, is_there):
    assert is_from(image, registry) is is_there


@given(st.sampled_from([image for image, _ in REPOSITORIES]), st.from_regex(r"\A[0-9][\w.-]{0,20}\Z"))
def test_is_from_the_same_place_in_every_version(image, tag):
    name = repository(image)
    assert repository(f"{name}:{tag}") == repository(f"{name}@{DIGEST}") == name
    assert is_pinned(f"{name}:{tag}")
