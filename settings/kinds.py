"""The kinds of value that several sections of a stack file share."""

from __future__ import annotations

import difflib
import zoneinfo
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from components.compute.cron import check_timezone
from components.log_retention import retention_days
from components.network.plan import check_range
from components.scope import check_tag

from .checks import agreed, matching, refuse, whole


def _retention(days: int) -> int:
    if days not in retention_days():
        closest = min(retention_days(), key=lambda offered: abs(offered - days))
        raise refuse("must be a number of days that CloudWatch Logs offers", f"the nearest is {closest}")
    return days


def _text(value: Any) -> str:
    if isinstance(value, float):
        raise refuse("must be text, and YAML drops digits of a number (17.10 becomes 17.1)", "quote it")
    if isinstance(value, int):
        raise refuse("must be text", "quote it")
    if not isinstance(value, str):
        raise refuse("must be one text", "write a single value here")
    if value != value.strip() or not value.isprintable():
        raise refuse("must be one line without spaces at its ends", "take them out")
    if not value:
        raise refuse("must not be empty", "write a value, or leave the key out")
    return value


def _switch(value: Any) -> bool:
    if value in ("true", "false"):
        return bool(value == "true")
    if not isinstance(value, bool):
        raise refuse("must be true or false", "write one of them")
    return value


def _cidr(text: str) -> str:
    try:
        check_range(text)
    except ValueError as reason:
        raise refuse("must be a private IPv4 range from /16 to /21", "write for instance 10.40.0.0/16") from reason
    return text


def _timezone(text: str) -> str:
    try:
        zoneinfo.ZoneInfo(text)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as reason:
        known = sorted(zoneinfo.available_timezones())
        # A machine may hold no time zones at all; then only the name's form can be judged.
        if known:
            close = difflib.get_close_matches(text, known, n=1)
            fix = f"did you mean {close[0]}?" if close else "write for instance Europe/Dublin"
            raise refuse("is no time zone", fix) from reason
    return text


def _tag(text: str) -> None:
    check_tag("it", text)


Text = Annotated[str, BeforeValidator(_text)]
TagValue = Annotated[Text, agreed(_tag)]
Switch = Annotated[bool, BeforeValidator(_switch)]
Name = Annotated[
    Text,
    matching(
        r"(?=.{1,20}$)[a-z][a-z0-9]*(-[a-z0-9]+)*",
        "must be at most 20 lower-case letters, digits and single inner hyphens, a letter first",
        "write for instance acme-orders",
    ),
]
Account = Annotated[Text, matching(r"\d{12}", "must be an account id of 12 digits", "write all of them, in quotes")]
Region = Annotated[Text, matching(r"[a-z]{2,4}(-[a-z]+)+-\d", "must be an AWS Region", "write for instance eu-west-1")]
WebUrl = Annotated[
    TagValue, matching(r"https://[\w.-]+(:\d+)?(/\S*)?", "must be an https:// URL", "write it in full, with https://")
]
Cidr = Annotated[Text, AfterValidator(_cidr)]
Zone = Annotated[Text, matching(r"[a-h]", "must be a zone's letter, a to h", "write for instance a for eu-west-1a")]
Retention = Annotated[int, whole(1, 3653), AfterValidator(_retention)]
Days = Annotated[int, whole(1, 3653)]
DomainName = Annotated[
    Text,
    matching(
        r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}",
        "must be a domain name in lower case",
        "write for instance acme.example",
    ),
]
Variable = Annotated[
    Text,
    matching(
        r"[A-Za-z_][A-Za-z0-9_]*",
        "must be an environment variable: letters, digits and underscores, no digit first",
        "rename it, for instance API_URL",
    ),
]
Timezone = Annotated[Text, AfterValidator(_timezone), agreed(check_timezone)]
