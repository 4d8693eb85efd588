"""Start threads that never end."""
import threading

wait = threading.Event().wait
for _ in range(100_000):
    threading.Thread(target=wait, daemon=True).start()
