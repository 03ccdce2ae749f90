"""Settings: production refuses to start when something is missing, and says which."""

import subprocess
import sys

import pytest

from bot.settings import DEMO_SECRET, DEMO_TOKEN, SettingMissing, read

WHOLE = {
    "LINE_CHANNEL_SECRET": "s1, s2", "LINE_CHANNEL_ACCESS_TOKEN": "t", "DATABASE_URL": "postgresql://h/d",
    "REDIS_URL": "redis://h", "KLAIBAN_DATA_KEY": "k:x",
}  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_production_refuses_to_start_without_it_and_names_it(name):
    with pytest.raises(SettingMissing, match=name):
        read({k: v for k, v in WHOLE.items() if k != name})


@pytest.mark.parametrize(
    "bad",
    [
        {"LINE_CHANNEL_SECRET": DEMO_SECRET}, {"LINE_CHANNEL_ACCESS_TOKEN": DEMO_TOKEN}, {"DATABASE_URL": "sqlite:///x.db"},
        {"KLAIBAN_ENV": "staging"}, {"PORT": "http"}, {"KLAIBAN_BURST_MS": "-1"},
    ],
    ids=str,
)  # fmt: skip
def test_production_refuses_what_is_not_for_production(bad):
    with pytest.raises(SettingMissing, match=next(iter(bad))):
        read(WHOLE | bad)


def test_production_reads_what_it_is_given():
    chosen = read(WHOLE)
    assert chosen.secrets == ("s1", "s2")
    assert (chosen.env, chosen.port, chosen.burst_ms, chosen.demo) == ("production", 5000, 800, False)
    assert chosen.line_api == "https://api.line.me"


def test_the_demo_needs_nothing(tmp_path):
    chosen = read({"KLAIBAN_ENV": "demo", "KLAIBAN_VAR": str(tmp_path)})
    assert chosen.database_url.startswith("sqlite:///")
    assert chosen.embedded_redis
    assert chosen.data_key.startswith(f"@{tmp_path}/keys/")


def test_a_long_path_still_has_room_for_the_socket(tmp_path):
    chosen = read({"KLAIBAN_ENV": "demo", "KLAIBAN_VAR": str(tmp_path / ("x" * 120))})
    assert len(chosen.redis_url) < 107
    assert chosen.embedded_redis


@pytest.mark.parametrize("command", [["up"], ["doctor"], ["centre", "list"], ["migrate"]])
def test_the_command_says_what_is_missing_in_one_line(command):
    done = subprocess.run(
        [sys.executable, "-m", "bot.commands", *command],
        env={"PATH": "/usr/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Error: LINE_CHANNEL_SECRET is not set")
    assert "Traceback" not in done.stderr
