"""Shows what the alarms look at, laid out by component."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pulumi
import pulumi_aws as aws

from ..component import Component, Transform
from ..scope import Scope
from .layout import lay_out
from .spec import Watched

# Partition -> domain of its console. Those of the isolated partitions are not public: they get the first.
_CONSOLES: Mapping[str, str] = {
    "aws": "console.aws.amazon.com",
    "aws-cn": "console.amazonaws.cn",
    "aws-us-gov": "console.amazonaws-us-gov.com",
}


@dataclass(frozen=True, kw_only=True)
class DashboardArgs:
    """What `Dashboard` needs."""

    scope: Scope
    """Names; the dashboard is called after the organisation and the environment."""

    watched: Sequence[Watched]
    """Components that are shown; one that brings no alarms is left out."""

    alarm_arns: Sequence[pulumi.Input[str]] = ()
    """Alarms whose status stands at the top. Default: none, the dashboard starts with the first component."""

    transform: Transform = field(default_factory=dict)
    """Changes to children by role, see `Component`. Default: none."""


class Dashboard(Component):
    """One page with every metric that can raise an alarm, its limit drawn in."""

    dashboard_name: pulumi.Output[str]
    """Name of the dashboard in CloudWatch."""

    dashboard_url: pulumi.Output[str]
    """Address of the dashboard in the AWS console."""

    def __init__(self, name: str, args: DashboardArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        scope = args.scope
        widgets = lay_out(args.watched, region=scope.region, alarm_arns=args.alarm_arns)
        inputs = {"components": sum(bool(one.alarms) for one in args.watched), "widgets": len(widgets)}
        super().__init__("stackwright:observability:Dashboard", name, inputs, opts, args.transform)
        dashboard = aws.cloudwatch.Dashboard(
            name,
            dashboard_name=scope.prefix,
            # Each chart keeps its own period: a limit on a sum means nothing at another one.
            dashboard_body=pulumi.Output.json_dumps({"periodOverride": "inherit", "widgets": widgets}),
            opts=self.child(),
        )
        self.dashboard_name = dashboard.dashboard_name
        self.dashboard_url = pulumi.Output.concat(_console(scope), dashboard.dashboard_name)
        self.finish()


def _console(scope: Scope) -> str:
    domain = _CONSOLES.get(scope.partition, _CONSOLES["aws"])
    return f"https://{scope.region}.{domain}/cloudwatch/home?region={scope.region}#dashboards:name="
