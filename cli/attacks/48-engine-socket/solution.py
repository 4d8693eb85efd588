"""Whoever speaks to the engine owns the machine."""
import os
import socket
import stat

from probe import attempt, conclude

KNOWN = [
    "/var/run/docker.sock", "/run/docker.sock", "/run/containerd/containerd.sock", "/run/podman/podman.sock", "/run/crio/crio.sock",
    "/run/dbus/system_bus_socket", "/run/systemd/private", "/run/systemd/notify", "/run/snapd.socket", "/dev/log", "/run/user/0/bus",
    "/proc/1/root/var/run/docker.sock", "/.dockerenv.sock", "/run/nvidia-persistenced/socket",
]


def speak(path):
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(path)
        client.sendall(b"GET /version HTTP/1.0\r\n\r\n")
        return client.recv(100)


def any_socket():
    found, looked = [], 0
    for folder, folders, files in os.walk("/"):
        if folder == "/":
            folders[:] = [f for f in folders if f not in ("proc", "sys", "usr")]
        for name in files:
            looked += 1
            if stat.S_ISSOCK(os.lstat(os.path.join(folder, name)).st_mode):
                found.append(os.path.join(folder, name))
    assert looked > 50, looked
    return found or False


for path in KNOWN:
    attempt(path, speak, path, also=("ECONNREFUSED",))
attempt("a socket anywhere", any_socket)
attempt("TCP to an engine", lambda: socket.create_connection(("127.0.0.1", 2375), 0.2).fileno(), also=("ECONNREFUSED",))
conclude(__name__)
