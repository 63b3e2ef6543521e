"""What a NAT instance runs when it starts: it takes the lasting interface and forwards through it."""

from __future__ import annotations

import base64

# Forwarded packets, both ways, enter by the lasting interface, so one rule ("what entered there leaves there") keeps
# them on it, and with it on its address; the machine's own traffic keeps to its first interface. The service repeats
# all of it after a restart. The old instance may still hold the interface, hence the waiting.
_SCRIPT = r"""#!/bin/bash
set -euo pipefail

# A machine of half a gibibyte runs out of memory in dnf; without swap that would go on for ever.
{
  dd if=/dev/zero of=/swapfile bs=1M count=512 status=none && chmod 600 /swapfile &&
    mkswap /swapfile && swapon /swapfile
} || echo 'vpc-nat: no swap'
until command -v nft || dnf install -y nftables; do sleep 10; done

# Or networkd would remove the rule below whenever it restarts.
mkdir -p /etc/systemd/networkd.conf.d
cat > /etc/systemd/networkd.conf.d/90-vpc-nat.conf <<'CONF'
[Network]
ManageForeignRoutes=no
ManageForeignRoutingPolicyRules=no
CONF
systemctl restart systemd-networkd

cat > /usr/local/sbin/vpc-nat <<'NAT'
#!/bin/bash
set -euo pipefail
imds=http://169.254.169.254/latest
token=$(curl -sSf -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 21600' "$imds/api/token")
meta() { curl -sSf -H "X-aws-ec2-metadata-token: $token" "$imds/meta-data/$1"; }

# Prints the name of the device that is the lasting interface; nothing while it is not attached.
device() {
  local mac path
  for mac in $(meta network/interfaces/macs/); do
    [ "$(meta "network/interfaces/macs/${mac}interface-id")" = '@INTERFACE@' ] || continue
    for path in /sys/class/net/*; do
      if [ "$(cat "$path/address" 2>/dev/null)" = "${mac%/}" ]; then basename "$path"; fi
    done
  done
}

instance=$(meta instance-id)
until nic=$(device) && [ -n "$nic" ]; do
  aws ec2 attach-network-interface --region '@REGION@' --instance-id "$instance" \
    --network-interface-id '@INTERFACE@' --device-index 1 || true
  sleep 5
done
until ip -4 address show dev "$nic" | grep -q inet; do sleep 1; done

sysctl -q -w net.ipv4.ip_forward=1
sysctl -q -w "net.ipv4.conf.$nic.rp_filter=2"
sysctl -q -w "net.ipv4.conf.$nic.send_redirects=0"
ip route replace default via '@GATEWAY@' dev "$nic" onlink table 100
ip rule delete priority 100 2>/dev/null || true
ip rule add priority 100 iif "$nic" lookup 100
nft -f - <<RULES
add table ip vpc_nat
delete table ip vpc_nat
table ip vpc_nat {
  chain postrouting {
    type nat hook postrouting priority srcnat
    oifname "$nic" ip saddr @CIDR@ masquerade
  }
}
RULES
NAT
chmod 755 /usr/local/sbin/vpc-nat

cat > /etc/systemd/system/vpc-nat.service <<'UNIT'
[Unit]
Description=NAT of the VPC
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/local/sbin/vpc-nat
StandardOutput=journal+console
StandardError=journal+console
Restart=on-failure
RestartSec=10

[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --now vpc-nat.service
"""


def user_data(*, region: str, interface_id: str, gateway: str, cidr: str) -> str:
    """Return the script in base64, as a launch template takes it."""
    values = {"@REGION@": region, "@INTERFACE@": interface_id, "@GATEWAY@": gateway, "@CIDR@": cidr}
    script = _SCRIPT
    for mark, value in values.items():
        script = script.replace(mark, value)
    return base64.b64encode(script.encode()).decode()
