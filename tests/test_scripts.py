"""Conversations, written as data, played by simulated phones against the real service over HTTP."""

from pathlib import Path

import pytest

from tests.player import Play, load

SCRIPTS = sorted((Path(__file__).parent / "scripts").glob("*.toml"))


@pytest.mark.parametrize("path", SCRIPTS, ids=[p.stem for p in SCRIPTS])
def test_conversation(path, service):
    Play(service, load(path)).run()
