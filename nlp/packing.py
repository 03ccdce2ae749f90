"""The model file: features as text, weights as bytes, settings as JSON, and its fingerprint."""

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_BLOCK = "\x1e"


@dataclass(frozen=True, slots=True)
class Weights:
    """One linear head for each intent at each urgency; `settings` holds lines and limits."""

    vocabularies: tuple[dict[str, int], ...]
    idf: Floats
    table: NDArray[np.int8]
    scale: Floats
    bias: Floats
    heads: tuple[str, ...]
    intents: tuple[str, ...]
    intent_of: NDArray[np.intp]
    raised: NDArray[np.bool_]
    emergency: NDArray[np.bool_]
    settings: dict[str, Any]
    version: str

    @property
    def lines(self) -> dict[str, list[float]]:
        """Slope and shift of each calibrated number."""
        lines: dict[str, list[float]] = self.settings["lines"]
        return lines


def pack(
    features: Sequence[Sequence[str]],
    table: NDArray[Any],
    idf: NDArray[Any],
    bias: NDArray[Any],
    settings: dict[str, Any],
) -> bytes:
    """Weights as signed bytes, one scale for each head."""
    out = io.BytesIO()
    text = _BLOCK.join("\n".join(block) for block in features).encode()
    scale = np.abs(table).max(axis=0) / 127 + 1e-12
    np.savez_compressed(
        out,
        features=np.frombuffer(text, np.uint8),
        settings=np.frombuffer(json.dumps(settings, sort_keys=True).encode(), np.uint8),
        table=np.round(table / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        idf=np.asarray(idf, np.float16),
        bias=np.asarray(bias, np.float32),
    )
    return out.getvalue()


def unpack(raw: bytes) -> Weights:
    """The weights in a model file."""
    with np.load(io.BytesIO(raw), allow_pickle=False) as file:
        settings = json.loads(file["settings"].tobytes())
        heads = tuple(settings["heads"])
        intents = tuple(dict.fromkeys(head.partition("/")[0] for head in heads))
        return Weights(
            vocabularies=_vocabularies(file["features"].tobytes().decode()),
            idf=file["idf"].astype(np.float32),
            table=file["table"],
            scale=file["scale"],
            bias=file["bias"],
            heads=heads,
            intents=intents,
            intent_of=np.array([intents.index(head.partition("/")[0]) for head in heads]),
            raised=np.array([not head.endswith("/normal") for head in heads]),
            emergency=np.array([head.endswith("/emergency") for head in heads]),
            settings=settings,
            version=hashlib.sha256(raw).hexdigest()[:12],
        )


def _vocabularies(text: str) -> tuple[dict[str, int], ...]:
    vocabularies, offset = [], 0
    for block in text.split(_BLOCK):
        listed = block.split("\n") if block else []
        vocabularies.append({feature: offset + at for at, feature in enumerate(listed)})
        offset += len(listed)
    return tuple(vocabularies)
