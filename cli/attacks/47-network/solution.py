"""Whatever answers is an exit for the tests' secrets, or an entrance for someone else's answers."""
import os
import socket

from probe import attempt, conclude

NO_WAY = ("EHOSTUNREACH", "EADDRNOTAVAIL", "ECONNREFUSED")
ADDRESSES = [
    ("1.1.1.1", 53), ("8.8.8.8", 443), ("169.254.169.254", 80), ("169.254.170.2", 80), ("100.100.100.200", 80), ("172.17.0.1", 22),
    ("172.17.0.1", 2375), ("10.0.2.2", 22), ("192.168.0.1", 80), ("255.255.255.255", 67), ("224.0.0.251", 5353),
]


def tcp(address):
    with socket.create_connection(address, 0.2) as connection:
        return connection.getpeername()


def udp(address):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        return sender.sendto(b"hello", address)


def six():
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sender:
        return sender.sendto(b"hello", ("2606:4700:4700::1111", 53))


def resolve(name):
    try:
        return socket.getaddrinfo(name, 80)
    except socket.gaierror:
        return False


def interfaces():
    return [name for _, name in socket.if_nameindex() if name != "lo"] or False


def routes():
    with open("/proc/net/route") as file:
        return file.readlines()[1:] or False


def listeners():
    """Services of the host's on the loopback that we would share if the network were the host's."""
    found = []
    for name in ("tcp", "tcp6", "udp", "udp6"):
        try:
            with open("/proc/net/" + name) as file:
                found += file.readlines()[1:]
        except FileNotFoundError:
            pass
    return found or False


def abstract():
    with open("/proc/net/unix") as file:
        return [line.split()[-1] for line in file.readlines()[1:] if "@" in line] or False


for address in ADDRESSES:
    attempt("tcp %s:%d" % address, tcp, address, also=NO_WAY)
    attempt("udp %s:%d" % address, udp, address, also=NO_WAY)
attempt("IPv6", six, also=NO_WAY)
for name in ("example.com", "metadata.google.internal", "host.docker.internal", "gateway.docker.internal"):
    attempt("resolve " + name, resolve, name)
attempt("an interface beside lo", interfaces)
attempt("a route", routes)
attempt("a listener on the loopback", listeners)
attempt("an abstract socket", abstract)
attempt("netcat and its kin", lambda: os.system("for p in nc ncat curl wget ping ssh; do $p -V >/dev/null 2>&1 && exit 0; done; exit 1") == 0)
conclude(__name__)
