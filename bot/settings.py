"""Settings: one table, read once from the environment; what is missing in production is named and refused."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class SettingMissing(Exception):
    """A setting production cannot do without; the text names it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """name: environment variable; default: used when unset; needed: production refuses to start without it."""

    name: str
    default: str
    what: str
    needed: bool = False


TABLE = (
    Setting("KLAIBAN_ENV", "production", "`production`, or `demo` for embedded parts on 127.0.0.1"),
    Setting(
        "LINE_CHANNEL_SECRET", "", "channel secret; several, comma-separated, while one is being replaced", needed=True
    ),
    Setting("LINE_CHANNEL_ACCESS_TOKEN", "", "channel access token", needed=True),
    Setting("LINE_API_BASE_URL", "https://api.line.me", "where the Messaging API is"),
    Setting("LINE_DATA_API_BASE_URL", "https://api-data.line.me", "where message content and menu pictures are"),
    Setting("DATABASE_URL", "", "PostgreSQL address; in demo a SQLite file under KLAIBAN_VAR", needed=True),
    Setting("REDIS_URL", "", "Redis address; in demo an embedded one is started", needed=True),
    Setting(
        "KLAIBAN_DATA_KEY", "", "encryption keys, `id:base64[,id:base64...]` (first is active) or `@/path`", needed=True
    ),
    Setting("PORT", "5000", "port of the web process"),
    Setting("KLAIBAN_VAR", "var", "where the embedded parts keep their files"),
    Setting("KLAIBAN_BURST_MS", "800", "how long ordinary text waits for its next line, in milliseconds"),
    Setting("KLAIBAN_LOG", "info", "log level: debug, info, warning, error"),
    Setting("WEB_CONCURRENCY", "2", "web processes"),
    Setting("WEB_THREADS", "16", "threads of each web process"),
)

DEMO_SECRET = "demo-channel-secret"  # noqa: S105 - public on purpose; production refuses it
DEMO_TOKEN = "demo-channel-access-token"  # noqa: S105 - as above


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of this process, with the demo's defaults filled in."""

    env: str
    secrets: tuple[str, ...]
    token: str
    line_api: str
    line_data_api: str
    database_url: str
    redis_url: str
    data_key: str
    port: int
    var: Path
    burst_ms: int
    log: str

    @property
    def demo(self) -> bool:
        return self.env == "demo"

    @property
    def embedded_redis(self) -> bool:
        return self.demo and self.redis_url.startswith("unix://") and self.redis_url.endswith("klaiban-redis.sock")


def read(env: Mapping[str, str] | None = None) -> Settings:
    """The settings an environment spells.

    Raises SettingMissing with the setting's name; never shows a value.
    """
    given = os.environ if env is None else env
    values = {s.name: given.get(s.name) or s.default for s in TABLE}
    if values["KLAIBAN_ENV"] not in {"production", "demo"}:
        raise SettingMissing("KLAIBAN_ENV must be 'production' or 'demo'")
    var = Path(values["KLAIBAN_VAR"])
    var = var if var.is_absolute() else ROOT / var
    if values["KLAIBAN_ENV"] == "demo":
        _fill_demo(values, var)
    _refuse_gaps(values)
    return Settings(
        env=values["KLAIBAN_ENV"],
        secrets=tuple(filter(None, (s.strip() for s in values["LINE_CHANNEL_SECRET"].split(",")))),
        token=values["LINE_CHANNEL_ACCESS_TOKEN"],
        line_api=values["LINE_API_BASE_URL"].rstrip("/"),
        line_data_api=values["LINE_DATA_API_BASE_URL"].rstrip("/"),
        database_url=values["DATABASE_URL"],
        redis_url=values["REDIS_URL"],
        data_key=values["KLAIBAN_DATA_KEY"],
        port=_number("PORT", values["PORT"]),
        var=var,
        burst_ms=_number("KLAIBAN_BURST_MS", values["KLAIBAN_BURST_MS"]),
        log=values["KLAIBAN_LOG"],
    )


def _fill_demo(values: dict[str, str], var: Path) -> None:
    values["LINE_CHANNEL_SECRET"] = values["LINE_CHANNEL_SECRET"] or DEMO_SECRET
    values["LINE_CHANNEL_ACCESS_TOKEN"] = values["LINE_CHANNEL_ACCESS_TOKEN"] or DEMO_TOKEN
    values["DATABASE_URL"] = values["DATABASE_URL"] or f"sqlite:///{var / 'klaiban.db'}"
    values["REDIS_URL"] = values["REDIS_URL"] or f"unix://{socket_in(var)}"
    # Apart from the database file, so that a copied database alone tells nothing.
    values["KLAIBAN_DATA_KEY"] = values["KLAIBAN_DATA_KEY"] or f"@{var / 'keys' / 'data.key'}"


def socket_in(var: Path) -> Path:
    """The embedded Redis' socket; a unix socket's path may hold 107 bytes, so a long one moves to /tmp."""
    here = var / "redis" / "klaiban-redis.sock"
    if len(os.fsencode(here)) <= 100:
        return here
    from hashlib import sha256  # noqa: PLC0415 - only for unusually long paths

    return Path("/tmp") / f"klaiban-{sha256(os.fsencode(var)).hexdigest()[:12]}" / "klaiban-redis.sock"  # noqa: S108


def _refuse_gaps(values: Mapping[str, str]) -> None:
    for setting in TABLE:
        if setting.needed and not values[setting.name]:
            raise SettingMissing(f"{setting.name} is not set: {setting.what}")
    if values["KLAIBAN_ENV"] != "production":
        return
    if DEMO_SECRET in values["LINE_CHANNEL_SECRET"] or values["LINE_CHANNEL_ACCESS_TOKEN"] == DEMO_TOKEN:
        raise SettingMissing("LINE_CHANNEL_SECRET and LINE_CHANNEL_ACCESS_TOKEN are the demo's, which everybody knows")
    if values["DATABASE_URL"].startswith("sqlite"):
        raise SettingMissing("DATABASE_URL must be a PostgreSQL address in production")


def _number(name: str, value: str) -> int:
    if not value.isdecimal():
        raise SettingMissing(f"{name} must be a whole number")
    return int(value)
