"""What needs a cluster, and with it the SDK of Kubernetes: a stack on Fargate does without."""

from __future__ import annotations

from .eks.args import EksClusterArgs, SystemNodes
from .eks.cluster import EksCluster
from .eks.karpenter.args import KarpenterArgs
from .eks.karpenter.karpenter import Karpenter
from .eks.karpenter.node_pool import Calm, NodePool
from .eks.karpenter.pools import default_pools
from .kubernetes.budget import MonthlyBudget
from .kubernetes.choices import Choices
from .kubernetes.controllers.cert_manager import CertManager, CertManagerArgs
from .kubernetes.controllers.external_dns import ExternalDns, ExternalDnsArgs
from .kubernetes.controllers.external_secrets import ExternalSecrets, ExternalSecretsArgs
from .kubernetes.controllers.grafana import Grafana, GrafanaArgs
from .kubernetes.controllers.keda import Keda, KedaArgs
from .kubernetes.controllers.load_balancer_controller import LoadBalancerController, LoadBalancerControllerArgs
from .kubernetes.controllers.open_telemetry import OpenTelemetry, OpenTelemetryArgs
from .kubernetes.controllers.prometheus import Prometheus, PrometheusArgs
from .kubernetes.eks_compute import EksCompute
from .kubernetes.inference.args import InferenceServiceArgs
from .kubernetes.inference.inference_service import InferenceService
from .kubernetes.inference.model import Model
from .kubernetes.jobs.args import KubernetesCronJobArgs, KubernetesJobArgs
from .kubernetes.jobs.cron_job import KubernetesCronJob
from .kubernetes.jobs.job import KubernetesJob
from .kubernetes.jobs.run import Run
from .kubernetes.jobs.spec import JobSpec
from .kubernetes.namespace.access import AccessLevel
from .kubernetes.namespace.args import NamespaceArgs, NamespacePlan
from .kubernetes.namespace.limits import ContainerLimits, Quota
from .kubernetes.namespace.namespace import Namespace
from .kubernetes.platform import EksPlatform, EksPlatformArgs
from .kubernetes.scaling.queue import QueueDepth
from .kubernetes.service.args import KubernetesServiceArgs
from .kubernetes.service.ingress import Ingress
from .kubernetes.service.kubernetes_service import KubernetesService
from .kubernetes.tools.args import ProductionToolsArgs, Tool
from .kubernetes.tools.pools import tool_pools
from .kubernetes.tools.production_tools import ProductionTools
from .kubernetes.tools.tool import ProductionTool
from .kubernetes.volumes import Volume

__all__ = [
    "AccessLevel",
    "Calm",
    "CertManager",
    "CertManagerArgs",
    "Choices",
    "ContainerLimits",
    "EksCluster",
    "EksClusterArgs",
    "EksCompute",
    "EksPlatform",
    "EksPlatformArgs",
    "ExternalDns",
    "ExternalDnsArgs",
    "ExternalSecrets",
    "ExternalSecretsArgs",
    "Grafana",
    "GrafanaArgs",
    "InferenceService",
    "InferenceServiceArgs",
    "Ingress",
    "JobSpec",
    "Karpenter",
    "KarpenterArgs",
    "Keda",
    "KedaArgs",
    "KubernetesCronJob",
    "KubernetesCronJobArgs",
    "KubernetesJob",
    "KubernetesJobArgs",
    "KubernetesService",
    "KubernetesServiceArgs",
    "LoadBalancerController",
    "LoadBalancerControllerArgs",
    "Model",
    "MonthlyBudget",
    "Namespace",
    "NamespaceArgs",
    "NamespacePlan",
    "NodePool",
    "OpenTelemetry",
    "OpenTelemetryArgs",
    "ProductionTool",
    "ProductionTools",
    "ProductionToolsArgs",
    "Prometheus",
    "PrometheusArgs",
    "QueueDepth",
    "Quota",
    "Run",
    "SystemNodes",
    "Tool",
    "Volume",
    "default_pools",
    "tool_pools",
]
