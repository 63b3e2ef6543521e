"""Rules about Amazon ECS."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .awsvpc import ecs_task_awsvpc
from .circuit_breaker import ecs_service_circuit_breaker
from .container_insights import ecs_container_insights
from .efs_tls import ecs_task_efs_tls
from .exec_audited import ecs_exec_audited
from .image_pinned import ecs_task_image_pinned
from .logging import ecs_task_logging
from .multi_az import ecs_service_multi_az
from .no_host_pid import ecs_task_no_host_pid
from .no_plaintext_secrets import ecs_task_no_plaintext_secrets
from .no_privileged import ecs_task_no_privileged
from .no_public_ip import ecs_service_no_public_ip
from .non_root import ecs_task_non_root
from .platform_latest import ecs_service_platform_latest
from .readonly_root import ecs_task_readonly_root
from .roles_distinct import ecs_task_roles_distinct

RULES: tuple[Rule | StackRule, ...] = (
    ecs_task_awsvpc,
    ecs_service_circuit_breaker,
    ecs_container_insights,
    ecs_task_efs_tls,
    ecs_exec_audited,
    ecs_task_image_pinned,
    ecs_task_logging,
    ecs_service_multi_az,
    ecs_task_no_host_pid,
    ecs_task_no_plaintext_secrets,
    ecs_task_no_privileged,
    ecs_service_no_public_ip,
    ecs_task_non_root,
    ecs_service_platform_latest,
    ecs_task_readonly_root,
    ecs_task_roles_distinct,
)
