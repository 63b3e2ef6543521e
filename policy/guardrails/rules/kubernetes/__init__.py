"""Rules about Kubernetes objects."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .configmap_no_secrets import k8s_configmap_no_secrets
from .drop_all_capabilities import k8s_drop_all_capabilities
from .image_pinned import k8s_image_pinned
from .image_registry import k8s_image_registry
from .ingress_tls import k8s_ingress_tls
from .liveness_probe import k8s_liveness_probe
from .memory_limit import k8s_memory_limit
from .namespace_pod_security import k8s_namespace_pod_security
from .network_policy_default_deny import k8s_network_policy_default_deny
from .no_added_capabilities import k8s_no_added_capabilities
from .no_default_namespace import k8s_no_default_namespace
from .no_host_namespaces import k8s_no_host_namespaces
from .no_host_path import k8s_no_host_path
from .no_host_port import k8s_no_host_port
from .no_privilege_escalation import k8s_no_privilege_escalation
from .no_privileged import k8s_no_privileged
from .no_secret_env import k8s_no_secret_env
from .rbac_no_cluster_admin import k8s_rbac_no_cluster_admin
from .rbac_no_escalation import k8s_rbac_no_escalation
from .rbac_no_secrets_read import k8s_rbac_no_secrets_read
from .rbac_no_wildcards import k8s_rbac_no_wildcards
from .read_only_root import k8s_read_only_root
from .readiness_probe import k8s_readiness_probe
from .replicas_and_pdb import k8s_replicas_and_pdb
from .resource_requests import k8s_resource_requests
from .run_as_non_root import k8s_run_as_non_root
from .sa_token_not_automounted import k8s_sa_token_not_automounted
from .seccomp import k8s_seccomp
from .service_not_public import k8s_service_not_public

RULES: tuple[Rule | StackRule, ...] = (
    k8s_configmap_no_secrets,
    k8s_drop_all_capabilities,
    k8s_image_pinned,
    k8s_image_registry,
    k8s_ingress_tls,
    k8s_liveness_probe,
    k8s_memory_limit,
    k8s_namespace_pod_security,
    k8s_network_policy_default_deny,
    k8s_no_added_capabilities,
    k8s_no_default_namespace,
    k8s_no_host_namespaces,
    k8s_no_host_path,
    k8s_no_host_port,
    k8s_no_privilege_escalation,
    k8s_no_privileged,
    k8s_no_secret_env,
    k8s_rbac_no_cluster_admin,
    k8s_rbac_no_escalation,
    k8s_rbac_no_secrets_read,
    k8s_rbac_no_wildcards,
    k8s_read_only_root,
    k8s_readiness_probe,
    k8s_replicas_and_pdb,
    k8s_resource_requests,
    k8s_run_as_non_root,
    k8s_sa_token_not_automounted,
    k8s_seccomp,
    k8s_service_not_public,
)
