"""A rule across fields refuses..."""

from __future__ import annotations

from typing import Any

import pytest

from .changing import GONE, changed, good
from .cross_field import broken
from .validation import problems

Case = tuple[str, dict[str, Any], str]

REQUIREMENT = "spec template spec requirements 1"
CONTAINER = "spec template spec containers 0"
MODIFIERS = "spec advanced scalingModifiers"
CLOUDWATCH = "spec triggers 3 metadata"

KARPENTER: list[Case] = [
    ("NodePool", {"spec replicas": 2, "spec weight": GONE}, "spec.limits: only `nodes` is allowed"),
    ("NodePool", {"spec replicas": 2, "spec limits": {"nodes": 3}}, "spec.weight: is not allowed where `replicas`"),
    ("NodePool", {"spec disruption budgets 1 duration": GONE}, "budgets.1: `schedule` and `duration` go together"),
    ("NodePool", {"spec template metadata labels": {"karpenter.sh/nodepool": "a"}}, "labels: karpenter.sh/nodepool is"),
    ("NodePool", {"spec template metadata labels": {"karpenter.k8s.aws/wings": "2"}}, "karpenter.k8s.aws/wings is"),
    ("NodePool", {"spec template metadata labels": {"a.karpenter.sh/b": "2"}}, "a.karpenter.sh/b is Karpenter's own"),
    ("NodePool", {f"{REQUIREMENT} key": "kubernetes.io/hostname"}, "requirements.1: kubernetes.io/hostname is"),
    ("NodePool", {f"{REQUIREMENT} values": [], f"{REQUIREMENT} minValues": GONE}, "requirements.1: In needs values"),
    ("NodePool", {f"{REQUIREMENT} minValues": 3}, "requirements.1: minValues is more than there are values"),
    ("NodePool", {"spec template spec requirements 2 values": ["new"]}, "requirements.2: Gt needs one value"),
    ("NodePool", {"spec template spec requirements 2 values": ["6", "7"]}, "requirements.2: Gt needs one value"),
    ("EC2NodeClass", {"spec instanceProfile": "nodes"}, "exactly one of `role` and `instanceProfile`"),
    ("EC2NodeClass", {"spec role": GONE}, "exactly one of `role` and `instanceProfile`"),
    ("EC2NodeClass", {"spec amiFamily": "AL2023"}, "AL2023 is not that of the alias bottlerocket@1.50.0"),
    ("EC2NodeClass", {"spec amiSelectorTerms": [{"id": "ami-1"}], "spec amiFamily": GONE}, "amiFamily: is needed"),
    ("EC2NodeClass", {"spec amiSelectorTerms +": {"id": "ami-1"}}, "an alias stands alone"),
    ("EC2NodeClass", {"spec amiSelectorTerms 0 name": "a"}, "amiSelectorTerms.0: `alias` is set alone"),
    (
        "EC2NodeClass",
        {"spec amiSelectorTerms": [{"id": "ami-1", "name": "a"}]},
        "amiSelectorTerms.0: `id` is set alone",
    ),
    ("EC2NodeClass", {"spec amiSelectorTerms": [{"owner": "self"}]}, "amiSelectorTerms.0: needs one of"),
    ("EC2NodeClass", {"spec amiSelectorTerms 0 alias": "ubuntu@1"}, "'ubuntu' is no family of images"),
    (
        "EC2NodeClass",
        {"spec amiSelectorTerms 0 alias": "windows2022@1", "spec amiFamily": GONE},
        "windows2022 has no version but `latest`",
    ),
    ("EC2NodeClass", {"spec subnetSelectorTerms 0 tags": {"a": "b"}}, "subnetSelectorTerms.0: needs exactly one"),
    ("EC2NodeClass", {"spec subnetSelectorTerms": [{}]}, "subnetSelectorTerms.0: needs exactly one of id, tags"),
    (
        "EC2NodeClass",
        {"spec securityGroupSelectorTerms 0 name": "a"},
        "securityGroupSelectorTerms.0: needs exactly one",
    ),
    ("EC2NodeClass", {"spec tags": {"karpenter.sh/nodepool": "a"}}, "'karpenter.sh/nodepool' is Karpenter's own"),
    ("EC2NodeClass", {"spec tags": {"kubernetes.io/cluster/a": "a"}}, "'kubernetes.io/cluster/a' is Karpenter's own"),
    ("EC2NodeClass", {"spec tags": {"": "a"}}, "'' is Karpenter's own"),
    ("EC2NodeClass", {"spec blockDeviceMappings +": {"rootVolume": True}}, "only one is the root volume"),
    ("EC2NodeClass", {"spec blockDeviceMappings 0 ebs volumeSize": GONE}, "needs snapshotID or volumeSize"),
    (
        "EC2NodeClass",
        {"spec blockDeviceMappings 0 ebs volumeInitializationRate": 100},
        "volumeInitializationRate needs",
    ),
    ("EC2NodeClass", {"spec kubelet imageGCLowThresholdPercent": 85}, "imageGCHighThresholdPercent must be above"),
    ("EC2NodeClass", {"spec kubelet evictionSoft": {}}, "evictionSoft and evictionSoftGracePeriod go together"),
]

LOAD_BALANCER: list[Case] = [
    ("TargetGroupBinding", {"spec targetGroupARN": GONE}, "needs targetGroupARN or targetGroupName"),
    ("TargetGroupBinding", {"spec nodeSelector": {}}, "nodeSelector: is not allowed where targetType is ip"),
    (
        "TargetGroupBinding",
        {"spec targetType": "instance", "spec iamRoleArnToAssume": "arn:role"},
        "must be ip where a role is assumed",
    ),
    (
        "TargetGroupBinding",
        {"spec targetType": "instance", "spec targetGroupProtocol": "TCP_QUIC"},
        "must be ip for QUIC",
    ),
    ("SecurityGroupPolicy", {"spec podSelector": {}}, "needs podSelector or serviceAccountSelector"),
    ("SecurityGroupPolicy", {"spec podSelector": GONE}, "needs podSelector or serviceAccountSelector"),
]

EXTERNAL_SECRETS: list[Case] = [
    (
        "SecretStore",
        {"spec provider aws auth jwt serviceAccountRef namespace": "other"},
        "auth.jwt.serviceAccountRef: must be of the store's own namespace",
    ),
    (
        "SecretStore",
        {"spec provider aws auth secretRef": {"accessKeyIDSecretRef": {"name": "a", "namespace": "b"}}},
        "auth.secretRef.accessKeyIDSecretRef: must be of the store's own namespace",
    ),
    ("SecretStore", {"spec provider aws auth secretRef": {}}, "auth: takes one of jwt and secretRef"),
    (
        "ExternalSecret",
        {"spec target deletionPolicy": "Delete", "spec target creationPolicy": "Merge"},
        "deletionPolicy Delete needs creationPolicy Owner, not Merge",
    ),
    (
        "ExternalSecret",
        {"spec target deletionPolicy": "Merge", "spec target creationPolicy": "None"},
        "deletionPolicy Merge has nothing to merge into",
    ),
    ("ExternalSecret", {"spec data": GONE, "spec dataFrom": []}, "needs data or dataFrom"),
    ("ExternalSecret", {"spec target template": {"type": "bootstrap.kubernetes.io/token"}}, "token is not allowed"),
    ("ExternalSecret", {"spec dataFrom 0 find": {"path": "a"}}, "dataFrom.0: needs one of extract and find"),
    ("ExternalSecret", {"spec dataFrom": [{}]}, "dataFrom.0: needs one of extract and find"),
    (
        "ExternalSecret",
        {"spec data +": {"secretKey": "DB_PASSWORD", "remoteRef": {"key": "b"}}},
        "secretKey DB_PASSWORD is given more than once",
    ),
]

KEDA: list[Case] = [
    ("ScaledObject", {"spec maxReplicaCount": 1}, "minReplicaCount: 2 is more than maxReplicaCount (1)"),
    ("ScaledObject", {"spec minReplicaCount": 101, "spec maxReplicaCount": GONE}, "more than maxReplicaCount (100)"),
    ("ScaledObject", {"spec idleReplicaCount": 2}, "idleReplicaCount: must be below minReplicaCount (2)"),
    ("ScaledObject", {"metadata name": "a" * 60}, "too long for the autoscaler that KEDA makes"),
    (
        "ScaledObject",
        {"spec advanced": {"horizontalPodAutoscalerConfig": {"name": "a" * 64}}},
        "too long for the autoscaler",
    ),
    (
        "ScaledObject",
        {
            "spec triggers": [{"type": "cpu", "metricType": "Utilization", "metadata": {"value": "60"}}],
            "spec minReplicaCount": GONE,
            "spec idleReplicaCount": GONE,
            "spec fallback": GONE,
        },
        "CPU and memory alone never scale from zero",
    ),
    (
        "ScaledObject",
        {
            "spec triggers": [{"type": "cpu", "metricType": "Utilization", "metadata": {"value": "60"}}],
            "spec advanced": GONE,
        },
        "fallback: needs a trigger other than CPU and memory",
    ),
    ("ScaledObject", {"spec triggers 0 name": "day"}, "triggers: day names more than one"),
    ("ScaledObject", {"spec triggers 4 type": "kafka"}, "triggers.4: kafka is no type that is known here"),
    ("ScaledObject", {"spec triggers 2 metadata timezone": GONE}, "triggers.2: metadata has no timezone"),
    ("ScaledObject", {"spec triggers 2 metadata wings": "2"}, "metadata has wings, which cron does not know"),
    ("ScaledObject", {"spec triggers 0 metricType": GONE}, "triggers.0: metricType must be Utilization or"),
    ("ScaledObject", {"spec triggers 0 metadata value": "60%"}, "value must be a whole percentage, got '60%'"),
    ("ScaledObject", {"spec triggers 1 metadata value": "much"}, "value must be a quantity, got 'much'"),
    ("ScaledObject", {"spec triggers 0 useCachedMetrics": True}, "triggers.0: useCachedMetrics is not for cpu"),
    ("ScaledObject", {"spec triggers 2 useCachedMetrics": True}, "triggers.2: useCachedMetrics is not for cron"),
    ("ScaledObject", {MODIFIERS: {"target": "1"}}, "scalingModifiers: needs a formula"),
    ("ScaledObject", {MODIFIERS: {"formula": "day"}}, "scalingModifiers.target: must be a number above 0, got ''"),
    ("ScaledObject", {MODIFIERS: {"formula": "day", "target": "0"}}, "must be a number above 0, got '0'"),
    (
        "ScaledObject",
        {MODIFIERS: {"formula": "max(day, (night ?? 2) > 1 ? 1 : 0)", "target": "1"}},
        "formula: night is no trigger other than CPU and memory",
    ),
    ("ScaledObject", {"spec triggers 4 name": GONE}, "each but CPU and memory needs a name where there is a formula"),
    (
        "ScaledObject",
        {"spec fallback behavior": "scalingModifiers", "spec advanced": GONE},
        "behavior: scalingModifiers needs a formula",
    ),
    ("ScaledObject", {"spec triggers 2 metricType": "Utilization"}, "metricType Utilization is for cpu and memory"),
    ("ScaledObject", {"spec triggers 3 metricType": "Utilization"}, "metricType Utilization is for cpu and memory"),
    ("ScaledObject", {"spec triggers 4 metricType": "Utilization"}, "metricType Utilization is for cpu and memory"),
    ("ScaledObject", {"spec triggers 2 metadata start": "0 25 * * *"}, "start has '25', which is no part"),
    ("ScaledObject", {"spec triggers 2 metadata end": "0 7 * * mon-fri"}, "start and end must not be the same"),
    ("ScaledObject", {"spec triggers 2 metadata timezone": "Berlin"}, "timezone 'Berlin' is none"),
    ("ScaledObject", {"spec triggers 2 metadata desiredReplicas": "0"}, "desiredReplicas must be a whole number"),
    ("ScaledObject", {f"{CLOUDWATCH} metricName": GONE}, "metadata has no metricName, and no expression"),
    ("ScaledObject", {f"{CLOUDWATCH} dimensionValue": "a"}, "dimensionName and dimensionValue must be as many"),
    ("ScaledObject", {f"{CLOUDWATCH} targetMetricValue": "many"}, "targetMetricValue must be a number, got 'many'"),
    ("ScaledObject", {f"{CLOUDWATCH} metricStatPeriod": "45"}, "metricStatPeriod must be 1, 5, 10, 30 or a multiple"),
    ("ScaledObject", {f"{CLOUDWATCH} metricCollectionTime": "90"}, "must be a multiple of metricStatPeriod (60)"),
    ("ScaledObject", {"spec triggers 4 metadata queueLength": "few"}, "queueLength must be a number, got 'few'"),
    (
        "TriggerAuthentication",
        {"spec podIdentity identityOwner": "workload"},
        "roleArn: is only for identityOwner keda",
    ),
    ("TriggerAuthentication", {"spec podIdentity roleArn": GONE}, "externalID: needs roleArn"),
    ("ClusterTriggerAuthentication", {"spec": {}}, "spec: says nothing"),
]

OBSERVED: list[Case] = [
    ("PrometheusRule", {"spec groups +": {"name": "orders"}}, "groups: orders is given more than once"),
    ("PrometheusRule", {"spec groups 0 rules 0 record": "a"}, "groups.orders.0: needs one of alert and record"),
    ("PrometheusRule", {"spec groups 0 rules 0 alert": GONE}, "groups.orders.0: needs one of alert and record"),
    ("PrometheusRule", {"spec groups 0 rules 1 for": "1m"}, "groups.orders.1: a recording rule has neither"),
    ("OpenTelemetryCollector", {"spec mode": "sidecar"}, "spec.tolerations: is not allowed in mode sidecar"),
    ("OpenTelemetryCollector", {"spec mode": "daemonset"}, "deploymentUpdateStrategy: is for mode deployment only"),
    ("OpenTelemetryCollector", {"spec targetAllocator enabled": True}, "targetAllocator: needs mode statefulset"),
    ("OpenTelemetryCollector", {"spec autoscaler maxReplicas": GONE}, "minReplicas needs maxReplicas"),
    ("OpenTelemetryCollector", {"spec autoscaler maxReplicas": 1}, "maxReplicas is below minReplicas or replicas"),
    (
        "OpenTelemetryCollector",
        {"spec config service pipelines traces processors": ["count"]},
        "pipelines.traces: count is not among the processors",
    ),
    ("OpenTelemetryCollector", {"spec config exporters": {}}, "pipelines.metrics: awsxray is not among the exporters"),
    ("OpenTelemetryCollector", {"spec config extensions": {}}, "health_check is not among the extensions"),
]

VOLUMES: list[Case] = [
    ("VolumeSnapshot", {"spec source volumeSnapshotContentName": "a"}, "spec.source: needs exactly one of"),
    ("VolumeSnapshot", {"spec source": {}}, "spec.source: needs exactly one of"),
    ("PersistentVolumeClaim", {"spec resources requests storage": "big"}, "must be a size, got 'big'"),
    ("PersistentVolumeClaim", {"spec resources requests storage": "0"}, "must be a size, got '0'"),
    ("PersistentVolumeClaim", {"spec resources": GONE}, "must be a size, got None"),
    ("PersistentVolumeClaim", {"spec accessModes": []}, "accessModes: is needed"),
    ("PersistentVolumeClaim", {"spec accessModes +": "ReadWriteOncePod"}, "ReadWriteOncePod stands alone"),
]

WORKLOADS: list[Case] = [
    ("Deployment", {"spec selector matchLabels": {"app": "other"}}, "selector: does not select the pods"),
    ("StatefulSet", {"spec selector matchLabels": {}}, "selector: does not select the pods"),
    ("Deployment", {"spec strategy type": "Recreate"}, "strategy: Recreate has no rollingUpdate"),
    ("Deployment", {"spec strategy rollingUpdate maxSurge": "0%"}, "maxSurge and maxUnavailable must not both be 0"),
    ("Deployment", {"spec template spec restartPolicy": "Never"}, "restartPolicy: Never is not for a Deployment"),
    ("Job", {"spec template spec restartPolicy": GONE}, "restartPolicy: Always is not for a Job"),
    (
        "CronJob",
        {"spec jobTemplate spec template spec restartPolicy": "Always"},
        "spec.jobTemplate.spec.template.spec.restartPolicy: Always is not for a CronJob",
    ),
    (
        "Deployment",
        {"spec template spec initContainers 0 name": "orders"},
        "containers: orders is given more than once",
    ),
    ("Deployment", {"spec template spec volumes +": {"name": "tmp"}}, "volumes: tmp is given more than once"),
    ("Deployment", {f"{CONTAINER} ports +": {"name": "http", "containerPort": 1}}, "ports: http is given more than"),
    ("Deployment", {f"{CONTAINER} env +": {"name": "MODE", "value": "b"}}, "env: MODE is given more than once"),
    ("Deployment", {f"{CONTAINER} volumeMounts +": {"name": "tmp", "mountPath": "/tmp"}}, "/tmp is given more than"),
    ("Deployment", {"spec template spec volumes": []}, "containers.orders: mounts tmp, which is no volume"),
    ("StatefulSet", {"spec volumeClaimTemplates": []}, "containers.store: mounts data, which is no volume"),
    ("Deployment", {f"{CONTAINER} image": ""}, "containers.orders: has no image"),
    ("Deployment", {f"{CONTAINER} resources requests cpu": "two"}, "requests.cpu: 'two' is no quantity"),
    ("Deployment", {f"{CONTAINER} resources requests memory": "1Gi"}, "requests.memory: is more than its limit"),
    ("Deployment", {f"{CONTAINER} readinessProbe httpGet port": "web"}, "readinessProbe asks port web"),
    ("Deployment", {f"{CONTAINER} livenessProbe successThreshold": 2}, "livenessProbe.successThreshold must be 1"),
    ("CronJob", {"spec schedule": "0 7 * *"}, "schedule: must be five fields, got '0 7 * *'"),
    ("CronJob", {"spec schedule": "0 7 * * fri-mon"}, "schedule: has 'fri-mon', which is no part of a schedule"),
    ("CronJob", {"spec schedule": "*/0 7 * * *"}, "schedule: has '*/0', which is no part of a schedule"),
    ("CronJob", {"spec schedule": "0 7 0 * *"}, "schedule: has '0', which is no part of a schedule"),
    ("CronJob", {"spec timeZone": "Berlin"}, "timeZone: 'Berlin' is none"),
    ("HorizontalPodAutoscaler", {"spec minReplicas": 7}, "minReplicas: must be 1 to maxReplicas (6), got 7"),
    ("HorizontalPodAutoscaler", {"spec minReplicas": 0}, "minReplicas: must be 1 to maxReplicas (6), got 0"),
    ("HorizontalPodAutoscaler", {"spec metrics 0 type": "Pods"}, "metrics.0: type Pods must stand with its own field"),
    ("HorizontalPodAutoscaler", {"spec metrics 0 resource target type": "Value"}, "a target of type Value must stand"),
    ("PodDisruptionBudget", {"spec minAvailable": 1}, "exactly one of minAvailable and maxUnavailable"),
    ("PodDisruptionBudget", {"spec maxUnavailable": GONE}, "exactly one of minAvailable and maxUnavailable"),
]

BLOCK = "spec egress 0 to 0 ipBlock"
BUILT_IN: list[Case] = [
    (
        "NetworkPolicy",
        {"spec policyTypes": ["Ingress", "Egress", "Both"]},
        "policyTypes: takes Ingress and Egress only",
    ),
    ("NetworkPolicy", {"spec policyTypes": ["Ingress"]}, "spec.egress: is not among the policyTypes"),
    ("NetworkPolicy", {"spec egress 0 to 0 podSelector": {}}, "egress.0: an ipBlock stands alone"),
    ("NetworkPolicy", {"spec ingress 0 from 0": {}}, "ingress.0: a peer says nothing"),
    ("NetworkPolicy", {f"{BLOCK} cidr": "everywhere"}, "egress.0: ipBlock: 'everywhere' does not appear to be"),
    ("NetworkPolicy", {f"{BLOCK} cidr": "10.0.0.1/8"}, "ipBlock: 10.0.0.1/8 has host bits set"),
    ("NetworkPolicy", {f"{BLOCK} cidr": "10.0.0.0/8"}, "ipBlock: 169.254.169.254/32 is no part of 10.0.0.0/8"),
    ("NetworkPolicy", {f"{BLOCK} except": ["fd00::/8"]}, "ipBlock: fd00::/8 is no part of 0.0.0.0/0"),
    ("NetworkPolicy", {f"{BLOCK} except": ["0.0.0.0/0"]}, "ipBlock: 0.0.0.0/0 is no part of 0.0.0.0/0"),
    ("NetworkPolicy", {"spec egress 0 ports 0 protocol": "ICMP"}, "egress.0: protocol ICMP is none"),
    ("NetworkPolicy", {"spec egress 0 ports 0 port": 0}, "egress.0: port 0 is none"),
    ("Service", {"spec ports 0 name": GONE}, "ports: where there are several, each has a name of its own"),
    ("Service", {"spec ports 0 name": "metrics"}, "ports: where there are several, each has a name of its own"),
    ("Service", {"spec ports 0 port": 70_000}, "ports: 70000 is no port"),
    ("ServiceAccount", {"metadata annotations": {"eks.amazonaws.com/role-arn": "orders"}}, "'orders' is no ARN of a"),
    ("ResourceQuota", {"spec hard pods": "many"}, "hard.pods: 'many' is no quantity"),
    ("LimitRange", {"spec limits 0 default cpu": "5"}, "limits.0.cpu: default (5) is more than max (4)"),
    ("LimitRange", {"spec limits 0 max cpu": "many"}, "limits.0.max.cpu: 'many' is no quantity"),
    ("Role", {"rules 0 verbs": []}, "rules.0.verbs: must name something"),
    ("Role", {"rules 0 apiGroups": []}, "rules.0.apiGroups: must name something"),
    ("Role", {"rules 0 nonResourceURLs": ["/"], "rules 0 resources": []}, "rules.0.resources: must name something"),
    ("Role", {"rules 1 resources": ["pods"]}, "rules.1: `create` has no name yet that resourceNames could match"),
    ("RoleBinding", {"roleRef kind": "Rule"}, "roleRef.kind: Rule is no role"),
    ("RoleBinding", {"subjects 0 apiGroup": GONE}, "subjects.0: a Group has the apiGroup of roles and no namespace"),
    ("RoleBinding", {"subjects 0 kind": "Team"}, "subjects.0.kind: Team is no subject"),
    ("RoleBinding", {"subjects 1 namespace": GONE}, "subjects.1: a ServiceAccount has a namespace and no apiGroup"),
]


@pytest.mark.parametrize(
    ("kind", "changes", "message"),
    [*KARPENTER, *LOAD_BALANCER, *EXTERNAL_SECRETS, *KEDA, *OBSERVED, *VOLUMES, *WORKLOADS, *BUILT_IN],
)
def test_what_the_server_would(kind, changes, message):
    wrong = changed(kind, changes)
    assert any(message in sentence for sentence in broken(wrong)), broken(wrong)
    assert problems([wrong]) != []


@pytest.mark.parametrize("kind", good())
def test_nothing_that_is_good(kind):
    assert broken(good()[kind]) == []
