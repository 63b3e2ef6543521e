"""An Ingress speaks TLS, and its annotations cannot rewrite the proxy.

An Application Load Balancer takes its certificate from an annotation, finds it by the hosts that are listed, or shares
that of its group. Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/cert_discovery/.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts

_ALB = "alb.ingress.kubernetes.io"
_TRAEFIK = "traefik.ingress.kubernetes.io/router.tls"
_CERTIFICATES = (
    f"{_ALB}/certificate-arn",
    "appgw.ingress.kubernetes.io/appgw-ssl-certificate",
    "ingress.gcp.kubernetes.io/pre-shared-cert",
    "networking.gke.io/managed-certificates",
)


def _check(ingress: Item) -> Verdicts:
    annotations = ingress.at("metadata.annotations")
    for name, annotation in annotations.fields().items():
        if name.endswith(("-snippet", "-snippets")) and not annotation.absent:
            yield annotation.says(
                f"{annotation.path} must not be used: who may write it runs code in the proxy", mark=name
            )
    if any(not annotations[name].absent for name in _CERTIFICATES):
        return
    tls = ingress.at("spec.tls")
    if tls.items() or "HTTPS" in annotations[f"{_ALB}/listen-ports"].text() or annotations[_TRAEFIK].text() == "true":
        return
    if annotations[f"{_ALB}/group.name"].absent:
        yield tls.problem("must name the hosts and the Secret with their certificate")


k8s_ingress_tls = Rule(
    id="k8s-ingress-tls",
    promise="Every Ingress speaks TLS, and none has annotations that rewrite the proxy's configuration.",
    fix='Set spec.tls, or with an ALB the annotation alb.ingress.kubernetes.io/certificate-arn; remove "-snippet"'
    " annotations.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(checkov=("CKV_K8S_153",)),
    looks_at=frozenset({"kubernetes:networking.k8s.io/v1:Ingress"}),
    check=_check,
)
