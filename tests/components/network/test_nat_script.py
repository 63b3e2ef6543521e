"""A NAT instance takes the lasting interface and forwards through it."""

from __future__ import annotations

import base64
import re
import subprocess

import pytest

from components.network.nat_script import user_data


@pytest.fixture
def script():
    encoded = user_data(region="eu-west-1", interface_id="eni-0abc", gateway="10.0.16.1", cidr="10.0.0.0/16")
    return base64.b64decode(encoded).decode()


@pytest.fixture
def service(script):
    """The part that is written to disk and runs at every start."""
    return re.search(r"<<'NAT'\n(.*?)\nNAT\n", script, re.DOTALL).group(1)


def test_both_of_its_scripts_are_sound_bash(script, service):
    for text in (script, service):
        assert text.startswith("#!/bin/bash\nset -euo pipefail\n")
        subprocess.run(["bash", "-n"], input=text, text=True, check=True)


def test_no_mark_is_left_unfilled(script):
    assert not re.search(r"@[A-Z]+@", script)


def test_the_metadata_service_is_asked_with_a_token_only(service):
    calls = [line for line in service.splitlines() if "curl" in line]
    assert len(calls) == 2
    assert all("X-aws-ec2-metadata-token" in line for line in calls)


def test_the_smallest_machine_gets_swap_before_it_installs_anything(script):
    assert 0 < script.index("swapon /swapfile") < script.index("dnf install -y nftables")


def test_it_tries_until_it_can_filter_packets(tmp_path, script):
    (wait,) = [line for line in script.splitlines() if line.startswith("until command -v nft")]
    calls = tmp_path / "calls"
    fake = f"""
        command() {{ return 1; }}
        sleep() {{ echo "sleep $1" >> {calls}; }}
        dnf() {{ echo "dnf $*" >> {calls}; [ "$(grep -c dnf {calls})" = 2 ]; }}
    """
    subprocess.run(["bash", "-c", f"set -euo pipefail\n{fake}\n{wait}"], check=True)
    assert calls.read_text() == "dnf install -y nftables\nsleep 10\ndnf install -y nftables\n"


def test_it_waits_for_the_interface_that_the_old_machine_may_still_hold(service):
    assert 'until nic=$(device) && [ -n "$nic" ]; do\n  aws ec2 attach-network-interface' in service


def test_what_enters_by_the_interface_leaves_by_it(service):
    assert "ip route replace default via '10.0.16.1' dev \"$nic\" onlink table 100" in service
    assert 'ip rule add priority 100 iif "$nic" lookup 100' in service
    assert 'oifname "$nic" ip saddr 10.0.0.0/16 masquerade' in service
    assert "net.ipv4.ip_forward=1" in service


def test_it_does_all_again_after_a_restart(script):
    assert "systemctl enable --now vpc-nat.service" in script
    assert "WantedBy=multi-user.target" in script


def test_it_finds_the_device_that_has_the_interfaces_address(service, tmp_path):
    (tmp_path / "ens5").mkdir()
    (tmp_path / "ens5" / "address").write_text("0a:00:00:00:00:01\n")
    (tmp_path / "ens6").mkdir()
    (tmp_path / "ens6" / "address").write_text("0a:00:00:00:00:02\n")
    body = re.search(r"^device\(\) \{\n.*?^\}", service, re.DOTALL | re.MULTILINE).group(0)
    fake = """
        meta() {
          case "$1" in
            network/interfaces/macs/) printf '0a:00:00:00:00:01/\\n0a:00:00:00:00:02/\\n' ;;
            *:01/interface-id) echo eni-first ;;
            *:02/interface-id) echo eni-0abc ;;
          esac
        }
    """
    program = f"set -euo pipefail\n{fake}\n{body.replace('/sys/class/net', str(tmp_path))}\ndevice"
    done = subprocess.run(["bash", "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "ens6\n"
