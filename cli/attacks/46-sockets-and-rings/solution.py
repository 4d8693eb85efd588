"""Doors of the kernel that no course needs, that engines left open for years, and that reach past a network namespace."""
import ctypes
import os
import socket

from probe import attempt, conclude, syscall

FAMILIES = dict(
    AX25=3, IPX=4, APPLETALK=5, NETROM=6, X25=9, KEY=15, PACKET=17, RDS=21, SNA=22, PPPOX=24, LLC=26, IB=27, MPLS=28, CAN=29, TIPC=30,
    BLUETOOTH=31, IUCV=32, RXRPC=33, ISDN=34, PHONET=35, IEEE802154=36, CAIF=37, ALG=38, NFC=39, VSOCK=40, KCM=41, QIPCRTR=42,
    SMC=43, XDP=44, MCTP=45,
)


def make(family, kind, protocol=0):
    return socket.socket(family, kind, protocol).fileno()


def traced():
    """A process that is traced by the watcher's child would stop at each of its signals."""
    return syscall("ptrace", 0, 0, 0, 0)


for name, family in FAMILIES.items():
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET):
        attempt("%s %d" % (name, kind), make, family, kind, also=("ESOCKTNOSUPPORT", "EINVAL") if name != "VSOCK" else ())
for name, protocol in dict(XFRM=6, NETFILTER=12, AUDIT=9, KOBJECT=15, GENERIC=16, CRYPTO=21).items():
    attempt("netlink " + name, make, 16, socket.SOCK_RAW, protocol)
for name, family in dict(INET=2, INET6=10).items():
    attempt("raw " + name, make, family, socket.SOCK_RAW, 255)
    for protocol in (1, 33, 132, 136, 262):  # ICMP, DCCP, SCTP, UDP-Lite, MPTCP
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
            attempt("%s protocol %d kind %d" % (name, protocol, kind), make, family, kind, protocol, also=("ESOCKTNOSUPPORT", "EINVAL"))
attempt("io_uring", syscall, "io_uring_setup", 4, ctypes.create_string_buffer(120))
attempt("ptrace traceme", traced)
attempt("personality", syscall, "personality", 0x0040000)
attempt("process_madvise", syscall, "process_madvise", 0, None, 0, 21, 0)
attempt("memfd_secret", syscall, "memfd_secret", 0)
attempt("kcmp", syscall, "kcmp", 1, os.getpid(), 0, 0, 0)
conclude(__name__)
