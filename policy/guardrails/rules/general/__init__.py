"""Rules about tags, providers and what no policy sees."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .provider_no_static_keys import provider_no_static_keys
from .provider_region_allowed import provider_region_allowed
from .remote_component_opaque import remote_component_opaque
from .stateful_protected import stateful_protected
from .tags_required import tags_required

RULES: tuple[Rule | StackRule, ...] = (
    provider_no_static_keys,
    provider_region_allowed,
    remote_component_opaque,
    stateful_protected,
    tags_required,
)
