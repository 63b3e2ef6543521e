"""A cluster is refused early where EKS would refuse it late, or build what nobody should have."""

from __future__ import annotations

import pytest

from components.eks.args import EksClusterArgs, SystemNodes

ARN = "arn:aws:iam::123456789012:role/people"
OFFICE = "198.51.100.0/24"


def refusal(deploy, cluster_args, **changes):
    with pytest.raises(ValueError, match=r"\w") as caught:
        deploy(lambda: cluster_args(**changes))
    return str(caught.value)


def test_without_anybody_who_may_enter(deploy, cluster_args):
    assert refusal(deploy, cluster_args, administrators={}) == (
        "administrators is empty: nobody could enter the cluster; name the role that deploys"
    )


@pytest.mark.parametrize("field", ["administrators", "teams"])
def test_with_a_key_that_no_name_can_hold(deploy, cluster_args, field):
    assert refusal(deploy, cluster_args, **{field: {"Shop_1": ARN}}) == (
        f"{field} must be named in lower-case letters, digits and inner hyphens, got 'Shop_1': rename it"
    )


def test_with_a_version_that_eks_does_not_have(deploy, cluster_args):
    assert refusal(deploy, cluster_args, kubernetes_version="1.99") == (
        "kubernetes_version must be one EKS is known to have, got '1.99': use one of 1.35, 1.36"
    )


def test_with_a_version_that_no_add_on_is_pinned_for(deploy, cluster_args):
    assert refusal(deploy, cluster_args, kubernetes_version="1.30") == (
        "kubernetes_version '1.30' has no add-on versions in components/data/eks_addons.csv: use one of 1.35, 1.36, "
        "or add them"
    )


@pytest.mark.parametrize("version", ["1.35", "1.36"])
def test_but_not_with_a_version_whose_end_is_known_or_still_open(deploy, cluster_args, version):
    assert deploy(lambda: cluster_args(kubernetes_version=version)).result.kubernetes_version == version


@pytest.mark.parametrize("cidr", ["198.51.100.0/33", "999.0.0.0/8", "2001:db8::/32", "office"])
def test_with_what_is_no_range(deploy, cluster_args, cidr):
    assert refusal(deploy, cluster_args, public_access_cidrs=(cidr,)) == (
        f"public_access_cidrs must be IPv4 ranges, got {cidr!r}: write for instance '198.51.100.0/24'"
    )


@pytest.mark.parametrize(
    ("cidr", "fix"),
    [("10.0.0.1/8", "10.0.0.0/8"), ("198.51.100.7", "198.51.100.7/32"), ("198.51.100.0/255.255.255.0", OFFICE)],
)
def test_with_a_range_that_eks_would_write_in_another_way(deploy, cluster_args, cidr, fix):
    for key in ("public_access_cidrs", "private_access_cidrs"):
        assert refusal(deploy, cluster_args, **{key: (OFFICE, cidr)}) == (
            f"{key} must be ranges written as their first address and a length, got {cidr!r}: write {fix!r}"
        )


def test_but_not_with_a_range(deploy, cluster_args):
    assert deploy(lambda: cluster_args(public_access_cidrs=(OFFICE,))).result.public_access_cidrs == (OFFICE,)


def test_with_an_api_that_is_open_to_the_world(deploy, cluster_args):
    assert refusal(deploy, cluster_args, public_access_cidrs=(OFFICE, "0.0.0.0/0")) == (
        "public_access_cidrs must not be the whole internet, got '0.0.0.0/0': name your own networks, or leave it out "
        "and reach the API from within the VPC"
    )


def test_with_a_retention_that_is_not_offered(deploy, cluster_args):
    assert refusal(deploy, cluster_args, log_days=31).startswith("log_days must be a time CloudWatch Logs offers")


def test_with_no_type_of_node():
    with pytest.raises(ValueError, match=r"system_nodes\.instance_types is empty: name one Graviton type"):
        SystemNodes(instance_types=())


@pytest.mark.parametrize("name", ["m7i.large", "m7g", "g5.xlarge"])
def test_with_nodes_of_another_processor(name):
    with pytest.raises(ValueError, match=f"must be Graviton types, as the image is for ARM, got '{name}'"):
        SystemNodes(instance_types=("m7g.large", name))


@pytest.mark.parametrize("name", ["t4g.large", "m7g.large", "c7gn.xlarge", "m8g.metal-24xl"])
def test_but_not_with_graviton(name):
    assert SystemNodes(instance_types=(name,)).instance_types == (name,)


@pytest.mark.parametrize("name", ["t4g.medium", "m7g.medium", "c7g.large"])
def test_with_nodes_that_controllers_have_no_room_on(name):
    with pytest.raises(ValueError, match=f"must have 8 GiB or more, for controllers and agents, got '{name}'"):
        SystemNodes(instance_types=(name,))


def test_with_one_node():
    with pytest.raises(ValueError, match=r"system_nodes\.min must be 2 or more, one for each of two zones, got 1"):
        SystemNodes(min=1, desired=1)


@pytest.mark.parametrize(("desired", "most"), [(1, 4), (5, 4), (2, 1)])
def test_with_a_start_outside_of_the_limits(desired, most):
    with pytest.raises(ValueError, match=f"must be from min to max, got {desired} of 2 to {most}"):
        SystemNodes(desired=desired, max=most)


def test_with_a_disk_that_images_do_not_fit_on():
    with pytest.raises(ValueError, match=r"system_nodes\.disk_gib must be 20 or more, got 19"):
        SystemNodes(disk_gib=19)


def test_but_not_with_the_defaults(deploy, cluster_args):
    args = deploy(cluster_args).result
    assert isinstance(args, EksClusterArgs)
    assert (args.kubernetes_version, args.public_access_cidrs, args.removal) == ("1.35", (), "retain")
