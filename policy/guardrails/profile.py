"""The profile of a stack is what its own settings say; a stack that says nothing is judged as production."""

from __future__ import annotations

from collections.abc import Mapping

from .rule import PROFILES, Profile

_KEY = "profile"
_LIBRARY = "stackwright"


def profile_of(config: Mapping[str, str], project: str) -> Profile:
    """Return the profile that `PROJECT:profile` (or `stackwright:profile`) names in the stack's configuration.

    Any other text is some other program's setting of that name, and stands for nothing here.
    """
    for namespace in (project, _LIBRARY):
        found = next((one for one in PROFILES if one == config.get(f"{namespace}:{_KEY}")), None)
        if found:
            return found
    return "production"
