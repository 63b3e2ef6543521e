"""A subnet..."""

from __future__ import annotations

import pytest

from policy.guardrails.inventory import Inventory
from policy.guardrails.item import Item
from policy.guardrails.marks import UNKNOWN
from policy.guardrails.routes import (
    ASSOCIATION,
    DEFAULT_ROUTE_TABLE,
    DEFAULT_SUBNET,
    INTERNET_GATEWAY,
    MAIN_ASSOCIATION,
    ROUTE,
    ROUTE_TABLE,
    SUBNET,
    VPC,
    internet_route,
    must_be_private,
    public_by,
    why,
)
from policy.guardrails.verdicts import Problem, Undecided


class Stack:
    """A network whose references are known, or not known yet and told by their edges alone."""

    def __init__(self, item, *, known):
        self._item, self.known, self.items = item, known, {}

    def add(self, type_, name, edges=None, **inputs) -> Item:
        """Add a resource; *edges* is input -> the resource whose id it is."""
        made_of = edges or {}
        for key, target in made_of.items():
            inputs[key] = target.id if self.known else UNKNOWN
        one = self._item(
            type_,
            name,
            inputs=inputs,
            id=f"{name}-0a1b" if self.known else "",
            property_dependencies={key: (target.urn,) for key, target in made_of.items()},
        )
        self.items[name] = one
        return one

    def network(self, main=None) -> None:
        """Add a VPC, its gateway and a subnet."""
        vpc = self.add(VPC, "vpc")
        if self.known:
            vpc.outputs = {"defaultRouteTableId": "rtb-main", "mainRouteTableId": "rtb-main"}
        self.add(INTERNET_GATEWAY, "gateway", {"vpcId": vpc})
        self.add(SUBNET, "subnet", {"vpcId": vpc})

    def table(self, **inputs) -> Item:
        """Add a table that is associated with the subnet."""
        table = self.add(ROUTE_TABLE, "table", {"vpcId": self["vpc"]}, **inputs)
        self.add(ASSOCIATION, "association", {"routeTableId": table, "subnetId": self["subnet"]})
        return table

    def __getitem__(self, name) -> Item:
        return self.items[name]

    @property
    def inventory(self) -> Inventory:
        return Inventory(self.items.values(), project="shop", stack="dev")

    def route(self):
        """Return the name of what leads the subnet to the internet, or None, or "undecided"."""
        try:
            found = internet_route(self.inventory, self["subnet"])
        except Undecided:
            return "undecided"
        return found.name if found else None


@pytest.fixture(params=[True, False], ids=["known", "preview"])
def stack(item, request) -> Stack:
    made = Stack(item, known=request.param)
    made.network()
    return made


def test_without_a_route_is_private(stack):
    stack.table()
    assert stack.route() is None


def test_is_public_by_a_route_to_an_internet_gateway(stack):
    table = stack.table()
    stack.add(ROUTE, "out", {"routeTableId": table, "gatewayId": stack["gateway"]}, destinationCidrBlock="0.0.0.0/0")
    assert stack.route() == "out"


def test_is_public_by_a_route_inside_its_table(stack):
    stack.table(routes=[{"cidrBlock": "0.0.0.0/0", "gatewayId": "igw-1"}])
    assert stack.route() == "table"


@pytest.mark.parametrize("gateway", ["local", "vgw-1", "vpce-1", None])
def test_is_private_behind_another_gateway(stack, gateway):
    stack.table(routes=[{"cidrBlock": "0.0.0.0/0", "gatewayId": gateway, "natGatewayId": "nat-1"}])
    assert stack.route() is None


def test_is_private_where_the_route_is_another_tables(stack):
    stack.table()
    other = stack.add(ROUTE_TABLE, "other", {"vpcId": stack["vpc"]})
    stack.add(ROUTE, "out", {"routeTableId": other, "gatewayId": stack["gateway"]})
    assert stack.route() is None


def test_without_a_table_follows_the_main_one(stack):
    main = stack.add(ROUTE_TABLE, "main", {"vpcId": stack["vpc"]})
    stack.add(MAIN_ASSOCIATION, "main-association", {"vpcId": stack["vpc"], "routeTableId": main})
    stack.add(ROUTE, "out", {"routeTableId": main, "gatewayId": stack["gateway"]})
    assert stack.route() == "out"


def test_without_a_table_is_private_where_the_main_one_is(stack):
    main = stack.add(ROUTE_TABLE, "main", {"vpcId": stack["vpc"]})
    stack.add(MAIN_ASSOCIATION, "main-association", {"vpcId": stack["vpc"], "routeTableId": main})
    assert stack.route() is None


def test_with_a_table_of_its_own_does_not_follow_the_main_one(stack):
    main = stack.add(ROUTE_TABLE, "main", {"vpcId": stack["vpc"]}, routes=[{"gatewayId": "igw-1"}])
    stack.add(MAIN_ASSOCIATION, "main-association", {"vpcId": stack["vpc"], "routeTableId": main})
    stack.table()
    assert stack.route() is None


def test_follows_the_main_table_that_is_taken_over(stack):
    adopted = stack.add(
        DEFAULT_ROUTE_TABLE, "main", {"defaultRouteTableId": stack["vpc"]}, routes=[{"gatewayId": "igw-1"}]
    )
    if stack.known:
        adopted.inputs["defaultRouteTableId"] = "rtb-main"
    assert stack.route() == "main"


def test_follows_a_route_that_is_put_into_the_main_table(stack):
    out = stack.add(ROUTE, "out", {"routeTableId": stack["vpc"], "gatewayId": stack["gateway"]})
    if stack.known:
        out.inputs["routeTableId"] = "rtb-main"
    assert stack.route() == "out"


@pytest.mark.parametrize("unknown", ["gatewayId", "routeTableId"])
def test_is_undecided_where_a_route_is_not_known(stack, unknown):
    table = stack.table()
    edges = {"routeTableId": table, "gatewayId": stack["gateway"]}
    del edges[unknown]
    stack.add(ROUTE, "out", edges, **{unknown: UNKNOWN})
    assert stack.route() == "undecided"


def test_is_undecided_where_the_routes_inside_its_table_are_not_known(stack):
    stack.table(routes=UNKNOWN)
    assert stack.route() == "undecided"


@pytest.mark.parametrize("routes", [[{"gatewayId": "igw-1"}], []])
def test_is_undecided_where_it_may_have_a_public_table(stack, routes):
    table = stack.add(ROUTE_TABLE, "table", {"vpcId": stack["vpc"]}, routes=routes)
    stack.add(ASSOCIATION, "association", {"routeTableId": table}, subnetId=UNKNOWN)
    assert stack.route() == ("undecided" if routes else None)


@pytest.mark.parametrize("routes", [[{"gatewayId": "igw-1"}], []])
def test_is_undecided_where_its_table_may_be_a_public_one(stack, routes):
    stack.add(ROUTE_TABLE, "table", {"vpcId": stack["vpc"]}, routes=routes)
    stack.add(ASSOCIATION, "association", {"subnetId": stack["subnet"]}, routeTableId=UNKNOWN)
    assert stack.route() == ("undecided" if routes else None)


@pytest.mark.parametrize("routes", [[{"gatewayId": "igw-1"}], []])
def test_is_undecided_where_a_main_table_may_be_its_own(stack, routes):
    main = stack.add(ROUTE_TABLE, "main", {"vpcId": stack["vpc"]}, routes=routes)
    stack.add(MAIN_ASSOCIATION, "main-association", {"routeTableId": main}, vpcId=UNKNOWN)
    assert stack.route() == ("undecided" if routes else None)


def test_of_another_stacks_vpc_and_table_is_private_as_far_as_can_be_seen(stack):
    stack.add(SUBNET, "subnet", vpcId="vpc-1")
    stack.add(ASSOCIATION, "association", {"subnetId": stack["subnet"]}, routeTableId="rtb-1")
    assert stack.route() is None


def test_that_gives_out_public_addresses_is_public(stack):
    subnet = stack.add(SUBNET, "subnet", vpcId="vpc-1", mapPublicIpOnLaunch=True)
    assert public_by(stack.inventory, subnet) is subnet
    assert why(subnet, subnet) == "which is public: it gives what starts in it a public address"


def test_that_is_a_default_one_is_public_unless_it_says_otherwise(stack):
    silent = stack.add(DEFAULT_SUBNET, "silent", availabilityZone="eu-west-1a")
    closed = stack.add(DEFAULT_SUBNET, "closed", availabilityZone="eu-west-1b", mapPublicIpOnLaunch=False)
    assert public_by(stack.inventory, silent) is silent
    assert public_by(stack.inventory, closed) is None


def test_is_undecided_where_it_is_not_known_whether_it_gives_out_addresses(stack):
    subnet = stack.add(SUBNET, "subnet", vpcId="vpc-1", mapPublicIpOnLaunch=UNKNOWN)
    with pytest.raises(Undecided):
        public_by(stack.inventory, subnet)


def members(stack, *names):
    group = stack.add("aws:rds/subnetGroup:SubnetGroup", "group")
    group.inputs = {"subnetIds": [stack[name].id if stack.known else UNKNOWN for name in names]}
    group.property_dependencies = {"subnetIds": tuple(stack[name].urn for name in names)}
    return group["subnetIds"]


def test_in_a_list_is_named_where_it_is_public(stack):
    stack.table(routes=[{"gatewayId": "igw-1"}])
    stack.add(SUBNET, "other", {"vpcId": stack["vpc"]})
    (problem,) = must_be_private(stack.inventory, members(stack, "subnet", "other"))
    assert isinstance(problem, Problem)
    assert (problem.path, problem.mark) == ("subnetIds", "subnet")
    assert problem.text == (
        "subnetIds names the subnet subnet, which is public: table sends its traffic to an internet gateway"
    )


def test_in_a_list_passes_where_it_is_private(stack):
    stack.table()
    assert list(must_be_private(stack.inventory, members(stack, "subnet"))) == []


def test_in_a_list_is_undecided_where_its_table_is(stack):
    stack.table(routes=UNKNOWN)
    (undecided,) = must_be_private(stack.inventory, members(stack, "subnet"))
    assert isinstance(undecided, Undecided)
    assert undecided.path == "subnetIds"


def test_in_a_list_of_another_stack_passes(stack):
    group = stack.add("aws:rds/subnetGroup:SubnetGroup", "group", subnetIds=["subnet-1"])
    assert list(must_be_private(stack.inventory, group["subnetIds"])) == []


def test_in_a_list_that_is_not_known_is_undecided(stack):
    group = stack.add("aws:rds/subnetGroup:SubnetGroup", "group", subnetIds=UNKNOWN)
    assert [type(one) for one in must_be_private(stack.inventory, group["subnetIds"])] == [Undecided]


@pytest.mark.parametrize(("opaque", "verdicts"), [("its children are made elsewhere", 1), ("", 0)])
def test_inside_a_component_that_is_not_seen_is_undecided(stack, opaque, verdicts):
    network = stack.add("awsx:ec2:Vpc", "network")
    network.opaque = opaque
    group = stack.add("aws:rds/subnetGroup:SubnetGroup", "group", subnetIds=UNKNOWN)
    group.property_dependencies = {"subnetIds": (network.urn,)}
    assert len(list(must_be_private(stack.inventory, group["subnetIds"]))) == verdicts
