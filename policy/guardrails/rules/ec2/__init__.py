"""Rules about Amazon EC2 and VPC."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .acl_no_public_admin_ingress import nacl_no_public_admin_ingress
from .default_group_closed import vpc_default_sg_closed
from .ebs_encrypted import ebs_encrypted
from .endpoint_policy_scoped import vpc_endpoint_policy_scoped
from .endpoints_present import vpc_endpoints_present
from .flow_logs import vpc_flow_logs_enabled
from .imds_hop_limit import instance_imds_hop_limit
from .imdsv2_required import instance_imdsv2_required
from .no_all_traffic_egress import sg_no_all_traffic_egress
from .no_all_traffic_ingress import sg_no_all_traffic_ingress
from .no_auto_public_ip import subnet_no_auto_public_ip
from .no_mixed_rule_management import sg_no_mixed_rule_management
from .no_public_admin_ingress import sg_no_public_admin_ingress
from .no_public_high_risk_ports import sg_no_public_high_risk_ports
from .no_public_ip import instance_no_public_ip
from .private_no_gateway_route import subnet_private_no_igw_route
from .public_ingress_authorized_only import sg_public_ingress_authorized_only
from .rule_described import sg_rule_described

RULES: tuple[Rule | StackRule, ...] = (
    nacl_no_public_admin_ingress,
    vpc_default_sg_closed,
    ebs_encrypted,
    vpc_endpoint_policy_scoped,
    vpc_endpoints_present,
    vpc_flow_logs_enabled,
    instance_imds_hop_limit,
    instance_imdsv2_required,
    sg_no_all_traffic_egress,
    sg_no_all_traffic_ingress,
    subnet_no_auto_public_ip,
    sg_no_mixed_rule_management,
    sg_no_public_admin_ingress,
    sg_no_public_high_risk_ports,
    instance_no_public_ip,
    subnet_private_no_igw_route,
    sg_public_ingress_authorized_only,
    sg_rule_described,
)
