"""Use the standard library's ways to do several things at a time: processes, threads, asyncio, joblib, shared memory."""
import asyncio
import concurrent.futures
import multiprocessing
import multiprocessing.shared_memory
import os
import signal
import socket
import subprocess
import sys
import threading
import time


def square(x):
    return x * x


async def child():
    process = await asyncio.create_subprocess_exec("cat", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert (await process.communicate(b"x"))[0] == b"x"
    await asyncio.wait_for(asyncio.sleep(0.01), 1)
    server = await asyncio.start_server(lambda r, w: w.close(), "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    await reader.read()
    writer.close()
    server.close()


def main():
    for kind in "fork", "spawn", "forkserver":
        with multiprocessing.get_context(kind).Pool(2) as pool:
            assert pool.map(square, range(4)) == [0, 1, 4, 9]
    with concurrent.futures.ProcessPoolExecutor(2) as pool:
        assert list(pool.map(square, [3])) == [9]
    from joblib import Parallel, delayed

    assert Parallel(n_jobs=2)(delayed(square)(i) for i in range(3)) == [0, 1, 4]
    memory = multiprocessing.shared_memory.SharedMemory(create=True, size=4096)
    memory.close()
    memory.unlink()
    with multiprocessing.Manager() as manager:
        manager.list([1]).append(2)
    asyncio.run(child())
    subprocess.run(["sh", "-c", "ls / | sort | head -1; kill -0 $$; ulimit -n; umask; sleep 0.01 & wait"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([sys.executable, "-c", "pass"], check=True, preexec_fn=os.setsid)
    subprocess.run(["true"], start_new_session=True, close_fds=False, check=True)
    try:
        subprocess.run(["sleep", "5"], timeout=0.1)
    except subprocess.TimeoutExpired:
        pass
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    signal.signal(signal.SIGALRM, lambda *_: None)
    signal.sigtimedwait([signal.SIGUSR1], 0.05)
    threading.Timer(0.01, lambda: None).start()
    left, right = socket.socketpair()
    right.sendall(b"x")
    assert left.recv(1) == b"x"
    left, right = multiprocessing.Pipe()
    right.send(1)
    assert left.recv() == 1
    for family in socket.AF_INET, socket.AF_INET6:
        with socket.socket(family, socket.SOCK_DGRAM):
            pass
    socket.getaddrinfo("127.0.0.1", 80)
    socket.if_nameindex()
    os.nice(1)
    os.sched_yield()
    time.sleep(0.001)
    os.getloadavg()


if __name__ == "__main__":
    main()
