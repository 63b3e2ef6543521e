"""One tool of another maker: a pinned chart on spare capacity, with a namespace, a database, secrets and a budget."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import pulumi
import pulumi_aws as aws

from ...access import Connection, Peer, SecretRef, open_port, variable
from ...component import Component
from ...database.rds_database import RdsDatabase
from ...eks.karpenter.pools import pool_tag
from ...observability.spec import AlarmSpec
from ..budget import monthly_budget
from ..charts import charts, release
from ..namespace.namespace import Namespace, NamespaceArgs
from ..service.network import pod_network
from ..service.secrets import external_secrets, secrets_name
from .args import ProductionToolsArgs
from .files import Files, files
from .inside import open_cluster, open_inside
from .pools import scheduling
from .recipe import Facts
from .recipes import RECIPES, ToolName
from .secrets import tool_secrets


class ProductionTool(Component):
    """One tool of another maker: a pinned chart on spare capacity, with a namespace, a database, secrets and a budget.

    All its pods carry one security group, and are reached by each other and by whom `allow_from` names. People open it
    through a forwarded port, by `commands`. Where it has a secret that a person puts, a deployment waits for that.
    """

    LATER_ROLES: ClassVar[tuple[str, ...]] = (*Component.LATER_ROLES, "admit-", "let-out-")

    namespace_name: str
    """Namespace of the tool alone."""

    pod_labels: Mapping[str, str]
    """Labels that select its pods: none, which are all of its namespace."""

    security_group_id: pulumi.Output[str]
    """Security group of all its pods."""

    database_identifier: pulumi.Output[str]
    """Identifier of its database in the RDS API."""

    secret_arns: Mapping[str, pulumi.Output[str]]
    """Name -> ARN of each secret of its own."""

    budget_name: pulumi.Output[str]
    """Name of its budget."""

    def __init__(self, name: ToolName, args: ProductionToolsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        if name not in args.tools:
            there = ", ".join(sorted(args.tools)) or "none"
            raise ValueError(f"{name} is not among tools, got {there}: add what it may cost and where its data is")
        tool, recipe = args.tools[name], RECIPES[name]
        inputs = {
            "chart": charts()[name].version,
            "monthlyUsd": f"{tool.budget.usd:f}",
            "podSecurity": recipe.pod_security,
        }
        super().__init__("stackwright:kubernetes:ProductionTool", name, inputs, opts, tool.transform)
        self._args, self._tool, self._recipe = args, tool, recipe
        self._name: ToolName = name
        self.namespace_name, self.pod_labels = name, {}
        self._place = self._namespace()
        self._database = RdsDatabase(f"{name}-database", tool.database, self.child())
        self._network = pod_network(self, args.scope, args.cluster, args.network, self._place, labels={})
        self.security_group_id = self._network.group.id
        self._ways: list[pulumi.Resource] = []
        self._database.allow_from(self)
        secrets = tool_secrets(self, args.scope, args.kms_key_arn, args.cluster.removal, recipe)
        kept = files(self, args.scope, args.cluster, args.kms_key_arn, recipe)
        self._install({key: secret.reference() for key, secret in secrets.items()}, kept)
        self.database_identifier = self._database.database_identifier
        self.secret_arns = {key: secret.secret_arn for key, secret in secrets.items()}
        self.budget_name = self._budget(kept).name
        self.finish()

    @property
    def alarms(self) -> tuple[AlarmSpec, ...]:
        """Those of its database."""
        return self._database.alarms

    @property
    def connection(self) -> Connection:
        """What a service that calls it must be told: `{NAME}_ADDRESS`, host and port. ValueError as `allow_from`."""
        host, port = self._called()
        address = f"{host}.{self._name}:{port}"
        return Connection(environment={variable(self._name, "ADDRESS"): self._release.name.apply(lambda _: address)})

    @property
    def commands(self) -> dict[str, pulumi.Output[str]]:
        """The command that lets a person open it: `open`."""
        service, port = self._recipe.front
        words = f" --namespace {self._name} port-forward service/{service} {port}:{port}"
        return {"open": pulumi.Output.concat("kubectl --context ", self._args.cluster.cluster_name, words)}

    def allow_from(self, peer: Peer) -> None:
        """Let *peer* call it. Raises ValueError for a tool that is for people alone."""
        _, port = self._called()
        open_port(self, self._args.scope, source=peer, destination=self, port=port)

    def admit(self, source: Peer, port: int) -> None:
        """Let *source* through the network policies in on *port*; the security group is `allow_from`'s."""
        self._network.admit(source, port)

    def let_out(self, destination: Peer, port: int) -> None:
        """Let its pods through the network policies out to *destination* on *port*."""
        self._ways.append(self._network.let_out(destination, port))

    def _called(self) -> tuple[str, int]:
        if self._recipe.called is None:
            raise ValueError(f"{self._name} is for people, and has no port that services call: open it by `commands`")
        return self._recipe.called

    def _namespace(self) -> Namespace:
        args, recipe = self._args, self._recipe
        given = NamespaceArgs(
            scope=args.scope,
            cluster=args.cluster,
            pod_security=recipe.pod_security,
            quota=recipe.quota,
            container_limits=recipe.container_limits,
            after=args.controllers_ready,
        )
        return Namespace(self._name, given, self.child())

    def _install(self, secrets: Mapping[str, SecretRef], kept: Files | None) -> None:
        args, common = self._args, (self, self._args.scope, self._args.cluster)
        filled = external_secrets(
            *common,
            self._place,
            {**self._database.connection.secrets, **secrets},
            wait=True,
            depends_on=args.controllers_ready,
        )
        self._ways += open_inside(*common, self._place, self.security_group_id)
        if self._recipe.calls_cluster:
            self._ways += open_cluster(*common, self.security_group_id)
        self._release = release(
            self,
            args.cluster,
            self._name,
            role="release",
            namespace=self._name,
            values=self._recipe.values(self._facts(kept)),
            depends_on=[
                *self._place.ready,
                *self._network.ready,
                *self._ways,
                *filled,
                *(kept.ready if kept else ()),
                self._database,
                *args.controllers_ready,
                *args.nodes_ready,
            ],
        )

    def _facts(self, kept: Files | None) -> Facts:
        database = self._database
        _, port = self._recipe.front
        return Facts(
            database_host=database.database_address,
            database_port=database.database_port,
            database_name=database.database_name,
            database_user=self._tool.database.username,
            secret_name=secrets_name(self._name),
            scheduling=scheduling(self._name),
            url=self._tool.url or f"http://localhost:{port}",
            region=self._args.scope.region,
            bucket_name=kept.bucket_name if kept else None,
        )

    def _budget(self, kept: Files | None) -> aws.budgets.Budget:
        scope, database = self._args.scope, self._tool.database
        counted = [pool_tag(scope, self._name), database.identifier(self._database.logical_name)]
        if kept is not None:
            counted.append(kept.tag)
        return monthly_budget(self, scope, self._tool.budget, counted)
