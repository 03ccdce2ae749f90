"""What is counted in this process, in Prometheus' words; rows are counted from the database by bot/health.py."""

from prometheus_client import Histogram

_FAST = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0)

WEBHOOK = Histogram("klaiban_webhook_seconds", "Time to answer LINE's webhook", ["status"], buckets=_FAST)
