"""Where on the internet a host may be asked: in which networks, and at which ports."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from typing import Final, TypeAlias

IpAddress: TypeAlias = IPv4Address | IPv6Address

_Network: TypeAlias = IPv4Network | IPv6Network


def _networks(*written: str) -> tuple[_Network, ...]:
    return tuple(map(ip_network, written))


_INSIDE: Final = _networks(  # of a house, an office, a provider, and the machine itself
    *("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7")
)
_NEVER: Final = _networks(  # IANA's networks for special purposes
    *("0.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24"),
    *("192.88.99.0/24", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
    *("224.0.0.0/4", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48"),
    *("3ffe::/16", "3fff::/20"),
    # and the addresses at which clouds tell their machines secrets: Azure, Alibaba, Amazon, Google
    *("168.63.129.16/32", "100.100.100.200/32", "fd00:ec2::/32", "fd20:ce::254/128"),
)
_GLOBAL: Final = ip_network("2000::/3")  # all that is given out for hosts of the IPv6 internet
_TRANSLATED: Final = ip_network("64:ff9b::/96")  # NAT64: the last four bytes are an IPv4 address

BARRED_PORTS: Final = frozenset(
    {
        *(1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103),
        *(104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513),
        *(
            514,
            515,
            526,
            530,
            531,
            532,
            540,
            548,
            554,
            556,
            563,
            587,
            601,
            636,
            989,
            990,
            993,
            995,
            1719,
            1720,
        ),
        *(1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697),
        10080,
    }
)
"""Ports of services that are no web servers, which browsers never ask (https://fetch.spec.whatwg.org/#bad-port)."""


def is_allowed(ip: IpAddress, *, allow_private: bool = False) -> bool:
    """Whether a host with this address may be asked: it is in the public internet.

    With `allow_private` it may be in a private network or the machine itself, too. What is link-local,
    multicast, reserved or unspecified never may; of an IPv4 address inside an IPv6 address the former counts.
    """
    if isinstance(ip, IPv6Address):
        if ip.scope_id is not None:
            return False
        if ip.ipv4_mapped is not None:
            return is_allowed(ip.ipv4_mapped, allow_private=allow_private)
        if ip in _TRANSLATED:
            return is_allowed(IPv4Address(int(ip) & 0xFFFF_FFFF), allow_private=allow_private)
    if any(ip in network for network in _NEVER):
        return False
    if any(ip in network for network in _INSIDE):
        return allow_private
    return ip.version == 4 or ip in _GLOBAL
