"""The three likeliest intents of a text: the buttons of a resident who must be asked."""

from nlp.features import view
from nlp.scoring import score, weights


def first_three(text: str) -> tuple[str, ...]:
    """Intents to offer as buttons, best first."""
    ranked = sorted(score(view(text).features, weights()).intents.items(), key=lambda pair: -pair[1])
    return tuple(name for name, _ in ranked[:3])
