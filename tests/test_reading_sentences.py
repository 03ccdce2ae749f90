"""The labelled messages keep their form: known ids, five fields, no message twice in any sitting."""

from collections import Counter

import pytest

from nlp.canonical import canonical, skeleton
from nlp.intents import intents
from nlp.labelled import TAGS, URGENCIES, sitting, sittings, split


@pytest.mark.parametrize("name", sittings())
def test_a_sitting_keeps_the_form(name):
    for message in sitting(name):
        where = f"{name}:{message.line}"
        assert message.urgency in URGENCIES, where
        assert {message.intent, *message.also} <= set(intents()), where
        assert message.intent not in message.also, where
        assert message.tags <= TAGS, f"{where}: {message.tags - TAGS}"
        assert message.text.strip(), where
        assert not ("hard_negative" in message.tags and message.raised), where


def test_no_message_stands_twice():
    heard = Counter(skeleton(canonical(m.text)) for name in sittings() for m in sitting(name) if len(m.text) > 24)
    assert [text for text, times in heard.items() if times > 1] == []


def test_the_split_names_sittings_that_exist_and_no_sitting_twice():
    named = [name for names in split().values() for name in names]
    assert sorted(named) == sorted(sittings())
    assert split()["dev"]
    assert split()["test"]
