"""How gunicorn serves the web process (its configuration file)."""

import os

from bot import settings

_chosen = settings.read()

# The demo is for this machine only; in production a reverse proxy with TLS stands in front.
bind = f"{'127.0.0.1' if _chosen.demo else '0.0.0.0'}:{_chosen.port}"  # noqa: S104 - see above
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = int(os.environ.get("WEB_THREADS") or 16)
worker_class = "gthread"
preload_app = True
timeout = 30
graceful_timeout = 5
keepalive = 75
backlog = 1024
accesslog = None
loglevel = "warning"
control_socket_disable = True


def child_exit(_server: object, worker: object) -> None:
    """Let the metrics of a worker that ended be summed no longer as if it lived."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        from prometheus_client import multiprocess  # noqa: PLC0415 - only where several processes count together

        multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call,attr-defined]
