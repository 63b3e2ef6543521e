"""Systems Manager parameters: AWS's own public ones by what they are, the account's as text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from ...model import Secret
from .images import image_id
from .question import Question
from .regions import zone_names

# The public parameters whose value is an image; source: AWS Systems Manager User Guide, public parameters.
_IMAGES = re.compile(
    r"^/aws/service/(ami-|ecs/optimized-ami/|eks/optimized-ami/|bottlerocket/|canonical/|debian/|freebsd/|suse/|marketplace/|deeplearning/ami/|neuron/)"
)


def value(question: Question, name: str) -> str:
    """Return a parameter's value in clear."""
    if name.startswith("/aws/reference/secretsmanager/"):
        return _plain(question, name)
    if not _IMAGES.match(name):
        return _public(question, name) if name.startswith("/aws/service/") else _plain(question, name)
    if name.endswith("/recommended"):
        return _recommended(question, name)
    if name.endswith(("/image_version", "/image_name", "/release_version")):
        return "1.0.0-20260101"
    # `.../recommended/image_id` names the same image as its table does.
    return image_id(question, re.sub(r"/(image_id|ami-id|ami_id)$", "", name))


def _recommended(question: Question, name: str) -> str:
    """Return the table of an image and its agent; source: Amazon ECS Developer Guide, retrieving AMI metadata."""
    family = name.split("/")[5] if name.count("/") > 5 else "amazon-linux-2023"
    table = {
        "ecs_agent_version": "1.89.0",
        "ecs_runtime_version": "Docker version 25.0.6",
        "image_id": image_id(question, name),
        "image_name": f"{family}-20260101",
        "image_version": "2023.0.20260101",
        "os": family,
        "schema_version": 1,
        "source_image_name": f"{family}-minimal-20260101",
    }
    return json.dumps(table, separators=(",", ":"))


def _public(question: Question, name: str) -> str:
    """Return what a public parameter says about a Region, a zone or a service; source as above."""
    last = name.rsplit("/", 1)[-1]
    if "/availability-zones/" in name:
        return zone_names(question.place.region)[0]
    known = {"domain": question.place.dns_suffix, "partition": question.place.partition}
    return known.get(last, last)


def _plain(question: Question, name: str) -> str:
    """Return text named after the parameter; an empty table where the name says that it holds JSON."""
    last = name.rstrip("/").rsplit("/", 1)[-1]
    if "json" in last.lower():
        return "{}"
    return f"{last}-{question.fields_of(name)['hex8']}"


def _parameter(question: Question) -> dict[str, Any]:
    asked = question.given("name")
    arn = asked if asked.startswith("arn:") else question.arn("ssm", f"parameter/{asked.lstrip('/')}")
    if asked.startswith("/aws/service/"):
        arn = question.arn("ssm", f"parameter{asked}", account="")
    name = "/" + asked.split(":parameter/", 1)[1] if asked.startswith("arn:") else asked
    found = value(question, name)
    shown = name.startswith("/aws/service/")
    secure = question.args.get("withDecryption") is True and not shown
    return {
        "id": asked,
        "arn": arn,
        "name": asked,
        "type": "SecureString" if secure else "String",
        # The provider marks every value, and shows a plain one once more; what AWS publishes needs no mark.
        "value": found if shown else Secret(found),
        "insecureValue": "" if secure else found,
        "version": 1,
        "withDecryption": question.args.get("withDecryption") is not False,
    }


def _by_path(question: Question) -> dict[str, Any]:
    path = question.given("path").rstrip("/")
    names = [f"{path}/simulated"]
    return {
        "id": path,
        "names": names,
        "arns": [question.arn("ssm", f"parameter/{name.lstrip('/')}") for name in names],
        "types": ["SecureString"] * len(names),
        "values": Secret([value(question, name) for name in names]),
    }


ANSWERS: Mapping[str, Callable[[Question], dict[str, Any]]] = {
    "aws:ssm/getParameter:getParameter": _parameter,
    "aws:ssm/getParametersByPath:getParametersByPath": _by_path,
}
"""Token -> what answers it."""
