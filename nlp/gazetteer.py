"""All subdistricts of Thailand: a place the service does not serve is at least understood by name."""

import csv
import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from math import cos, radians
from typing import Final

from nlp.canonical import canonical
from nlp.places import Place, marking

_KM_PER_DEGREE: Final = 111.3


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[Place, float | None, float | None], ...]:
    text = files("nlp").joinpath("lexicon/subdistricts.csv").read_text("utf-8")
    return tuple(
        (
            Place(row["code"], row["name"], row["amphoe"], row["province"], (), row["postcode"]),
            float(row["latitude"]) if row["latitude"] else None,
            float(row["longitude"]) if row["longitude"] else None,
        )
        for row in csv.DictReader(text.splitlines())
    )


@lru_cache(maxsize=1)
def _by_name() -> dict[str, list[Place]]:
    named: dict[str, list[Place]] = {}
    for place, _, _ in _rows():
        named.setdefault(canonical(place.name), []).append(place)
    return named


def subdistrict(code: str) -> Place | None:
    """The subdistrict with this six-digit code."""
    return next((place for place, _, _ in _rows() if place.code == code), None)


def at_postcode(postcode: str) -> tuple[Place, ...]:
    """The subdistricts that share a postcode."""
    return tuple(place for place, _, _ in _rows() if place.postcode == postcode)


def named_anywhere(text: str) -> tuple[Place, ...]:
    """Subdistricts named with a marker; those whose amphoe or province stands beside it, if any does."""
    spelled = canonical(text)
    found = [place for run in re.findall(marking()["pattern"], spelled) for place in _longest(run)]
    beside = [place for place in found if _stands(place.amphoe, spelled, place.name)]
    beside = beside or [place for place in found if place.province in spelled]
    return tuple(dict.fromkeys(beside or found))


def _stands(amphoe: str, spelled: str, name: str) -> bool:
    return amphoe in spelled and (amphoe != name or spelled.count(amphoe) > 1)


def _longest(run: str) -> list[Place]:
    """The subdistricts whose name begins this run of letters, the longest name."""
    return next((_by_name()[run[:end]] for end in range(len(run), 1, -1) if run[:end] in _by_name()), [])


def nearest(latitude: float, longitude: float, served: Sequence[str]) -> tuple[tuple[str, float], ...]:
    """Served codes by distance of their middle in km: to suggest and confirm, never to decide."""
    wide = cos(radians(latitude))
    away = [
        (place.code, _KM_PER_DEGREE * (((lat - latitude) ** 2 + ((lon - longitude) * wide) ** 2) ** 0.5))
        for place, lat, lon in _rows()
        if place.code in served and lat is not None and lon is not None
    ]
    return tuple(sorted(away, key=lambda pair: pair[1]))
