"""The platform's clock: real time, plus the shift somebody asked for."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class Clock:
    """Milliseconds since 1970, as LINE stamps its events."""

    source: Callable[[], float] = time.time
    shift_s: float = 0

    def now_ms(self) -> int:
        return int((self.source() + self.shift_s) * 1000)
