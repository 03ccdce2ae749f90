"""What was understood of one message."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """One text, read.

    intent: id of ../TAXONOMY (e.g. "elderly_allowance"); "out_of_scope" when nothing fits.
    also: further intents in the same text, best first.
    urgency: "emergency" | "urgent" | "normal".
    confidence: 0..1, of the intent; below ASK_BELOW the resident is asked.
    danger: the danger layer fired; urgency is then at least "urgent".
    words: the words that moved the decision, as they stand in the text, strongest first.
    doubt: danger is possible but not certain: one question is owed ("are you safe now?").
    """

    intent: str
    also: tuple[str, ...] = ()
    urgency: str = "normal"
    confidence: float = 0.0
    danger: bool = False
    words: tuple[str, ...] = ()
    doubt: bool = False
