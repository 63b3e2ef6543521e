"""The section about the cluster that services run in where `compute` is `eks`; on Fargate nothing is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from components.component import Removal
from components.eks.addon_versions import addon_versions
from components.eks.args import check_access_range, check_instance_type
from components.eks.karpenter.node_pool import NodePool
from components.eks.versions import eks_versions

from .checks import agreed, listing, matching, refuse, whole
from .kinds import Name, Switch, Text
from .section import Section
from .tools import ToolSettings

AccessLevel = Literal["read-only", "developer", "admin"]
PrometheusMode = Literal["none", "managed", "in-cluster"]

DEFAULT_NAMESPACE = "services"
"""Where services run that no namespace names."""


def _version(version: str) -> str:
    offered = [known for known in eks_versions() if known in addon_versions()]
    if version not in offered:
        # Not the one that looks most alike: of an old version that is the newest, which may be some upgrades away.
        raise refuse("is no version of Kubernetes that add-ons are pinned for", f"use one of {', '.join(offered)}")
    return version


def _access_range(cidr: str) -> None:
    check_access_range("it", cidr)


Version = Annotated[Text, AfterValidator(_version)]
Principal = Annotated[
    Text,
    matching(
        r"arn:aws[a-z-]*:iam::\d{12}:(role|user)/[\w+=,.@/-]+",
        "must be the ARN of an IAM role or user",
        "write for instance arn:aws:iam::123456789012:role/deploy",
    ),
]
AccessRange = Annotated[Text, agreed(_access_range)]
InstanceType = Annotated[
    Text,
    matching(r"[a-z][a-z0-9-]*\.[a-z0-9-]+", "must be an EC2 instance type", "write for instance m7g.large"),
    agreed(check_instance_type),
]


class SystemNodeSettings(Section):
    """The nodes that the platform's own controllers run on; services do not."""

    instance_types: Annotated[tuple[InstanceType, ...], listing(1, 5, "instance types")]
    """EC2 instance types with Graviton processors, the first is preferred. Default: by profile."""

    min: Annotated[int, whole(2, 10)] = 2
    """Fewest of them. Default: two, in two zones."""

    max: Annotated[int, whole(2, 20)] = 4
    """Most of them. Default: four."""


class QuotaSettings(Section):
    """What all pods of a namespace may ask for together."""

    cpu: Annotated[int, whole(1, 100_000)] | None = None
    """vCPUs. Default: twice what its services come to at their most, 32 or more."""

    memory_gib: Annotated[int, whole(1, 1_000_000)] | None = None
    """Memory in GiB. Default: likewise, 128 or more."""

    pods: Annotated[int, whole(1, 100_000)] | None = None
    """Pods. Default: likewise, 100 or more."""


class NamespaceSettings(Section):
    """One namespace: services that belong together, and who may look after them."""

    services: tuple[Name, ...] = ()
    """Services that run in it. Default: none."""

    access: Mapping[Name, AccessLevel] = {}
    """Team -> what it may do there: `read-only`, `developer` or `admin`. Default: administrators alone."""

    quota: QuotaSettings = QuotaSettings()
    """What its pods may ask for together. Default: see each key."""


class EksSettings(Section):
    """The cluster."""

    version: Version = "1.35"
    """Minor version of Kubernetes, in quotes. Default: 1.35."""

    administrators: Mapping[Name, Principal] = Field(examples=[{"deploy": "arn:aws:iam::123456789012:role/deploy"}])
    """Name -> IAM role that may do everything in the cluster, that which deploys among them."""

    teams: Mapping[Name, Principal] = {}
    """Team -> IAM role its people take; namespaces say what each may do. Default: none."""

    public_access_cidrs: Annotated[tuple[AccessRange, ...], listing(0, 40, "ranges")] = ()
    """IPv4 ranges that may reach the API from the internet. Default: none, it is reached from the VPC only."""

    private_access_cidrs: Annotated[tuple[AccessRange, ...], listing(0, 40, "ranges")] = ()
    """IPv4 ranges beyond the VPC that may reach the private endpoint, of a VPN for instance. Default: the VPC alone."""

    removal: Removal | None = None
    """What happens to the cluster with all that is in it when it goes: `retain` protects it, `destroy` does not. Set
    that for the deployment before the one that leaves EKS. Default: as the stack's `removal`."""

    namespaces: Mapping[Name, NamespaceSettings] = {}
    """Name -> namespace. Default: `services`, for every service that none names."""

    system_nodes: SystemNodeSettings
    """The nodes of the platform's own controllers. Default: by profile."""

    cpu_limit: Annotated[int, whole(NodePool.min_vcpus, 10_000)]
    """vCPUs that Karpenter may start, on demand and as spare capacity each. Default: by profile."""

    gpu_limit: Annotated[int, whole(0, 1_000)] = 0
    """GPUs that Karpenter may start. Default: none, and there is no pool for them."""

    create_spot_role: Switch = False
    """Whether to make the account's role for Spot, `AWSServiceRoleForEC2Spot`: one stack of an account that never used
    Spot. Default: it is there already."""

    external_dns: Switch = False
    """Whether objects in the cluster may have DNS names below the domain. Default: only services with a route do."""

    cert_manager: Switch = False
    """Whether certificates are issued in the cluster. Default: no, the load balancer has its own."""

    prometheus: PrometheusMode = "none"
    """Where Prometheus metrics go: `managed` by AWS, or `in-cluster`. Default: CloudWatch alone."""

    grafana: Switch = False
    """Whether there is a Grafana on top of Prometheus. Default: no."""

    open_telemetry: Switch = False
    """Whether there is a collector for traces and metrics of services. Default: no."""

    tools: Mapping[Literal["temporal", "airbyte", "retool"], ToolSettings] = {}
    """Tools to run, in the profile production only. Default: none."""

    def namespace_of(self, service: str) -> str:
        """Return the namespace that *service* runs in."""
        return next((name for name, entry in self.namespaces.items() if service in entry.services), DEFAULT_NAMESPACE)
