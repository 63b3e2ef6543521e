"""The platform of one environment, as its stack file describes it."""

import pulumi

import components as sw
import settings as stack_file

settings = stack_file.load()
arguments = stack_file.Arguments(settings)

data = sw.EncryptionKey("data", arguments.key("database", "secrets", "images"))
telemetry = sw.EncryptionKey("telemetry", arguments.key("logs", "alarms"))
network = sw.Vpc("network", arguments.vpc(telemetry.key_arn))
balancer = sw.LoadBalancer("public", arguments.load_balancer(network))
databases = {
    name: sw.RdsDatabase(name, database)
    for name, database in arguments.databases(network, data.key_arn, telemetry.key_arn).items()
}
secrets = {name: sw.Secret(name, secret) for name, secret in arguments.secrets(data.key_arn).items()}
images = {name: sw.EcrRepository(name, image) for name, image in arguments.images(data.key_arn).items()}
compute = stack_file.make_compute(arguments, network=network, images=images, log_kms_key_arn=telemetry.key_arn)
services = sw.run_workloads(
    settings.workloads(), compute=compute, balancer=balancer, databases=databases, secrets=secrets
)
watched = (network, balancer, *databases.values(), *compute.watched, *services.values())
alarms = sw.Alarms("alarms", arguments.alarms(watched, telemetry.key_arn))
dashboard = sw.Dashboard("dashboard", arguments.dashboard(watched, alarms))
schedules = {name: sw.Schedule(name, hours) for name, hours in arguments.schedules(services, databases, alarms).items()}
guards = {
    name: sw.CostGuard(name, guard)
    for name, guard in arguments.cost_guards(alarms, databases, services, schedules).items()
}

pulumi.export("vpc_id", network.vpc_id)
pulumi.export("load_balancer_dns_name", balancer.load_balancer_dns_name)
pulumi.export("service_urls", balancer.urls)
pulumi.export("repository_urls", {name: image.repository_url for name, image in images.items()})
pulumi.export("database_endpoints", {name: database.database_endpoint for name, database in databases.items()})
pulumi.export("database_secret_arns", {name: database.secret_arn for name, database in databases.items()})
pulumi.export("secret_arns", {name: secret.secret_arn for name, secret in secrets.items()})
pulumi.export("dashboard_url", dashboard.dashboard_url)
pulumi.export("alarm_topic_arns", alarms.topic_arns)
pulumi.export("budget_names", {name: guard.budget_name for name, guard in guards.items()})
pulumi.export("wake_commands", {name: schedule.wake_commands for name, schedule in schedules.items()})
pulumi.export("commands", {**compute.commands, **{name: service.commands for name, service in services.items()}})
