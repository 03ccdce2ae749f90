"""Which desk an intent belongs to, and which topics only protection members may read.

The ids are the project's taxonomy; Thai names are content (bot/content/th/names.toml).
"""

from dataclasses import dataclass

from handlers.vocabulary import Desk, Urgency


@dataclass(frozen=True, slots=True)
class Topic:
    """What an intent means for the work.

    desk: whose queue, None where no ticket is made; restricted: protection members only;
    about_now: routed by where the person is now, not by house registration.
    """

    desk: Desk | None = None
    restricted: bool = False
    about_now: bool = False


_RESTRICTED_FAMILY = Topic(Desk.FAMILY, restricted=True, about_now=True)

TOPICS: dict[str, Topic] = {
    "elderly_allowance": Topic(Desk.ELDERLY),
    "disability_allowance": Topic(Desk.DISABILITY),
    "disability_card": Topic(Desk.DISABILITY),
    "assistive_device_home": Topic(Desk.DISABILITY),
    "child_grant": Topic(Desk.FAMILY),
    "emergency_relief": Topic(Desk.FAMILY, about_now=True),
    "funeral_aid": Topic(Desk.ELDERLY),
    "loan_fund": Topic(Desk.ELDERLY),
    "state_welfare_card": Topic(Desk.ELDERLY),
    "hiv_allowance": Topic(Desk.DISABILITY, restricted=True),
    "job_training": Topic(Desk.FAMILY),
    "housing": Topic(Desk.FAMILY, about_now=True),
    "homeless": Topic(Desk.FAMILY, about_now=True),
    "domestic_violence": _RESTRICTED_FAMILY,
    "child_abuse": _RESTRICTED_FAMILY,
    "elder_neglect": Topic(Desk.ELDERLY, restricted=True, about_now=True),
    "sexual_violence": _RESTRICTED_FAMILY,
    "human_trafficking": _RESTRICTED_FAMILY,
    "self_harm": _RESTRICTED_FAMILY,
    "psychiatric_crisis": _RESTRICTED_FAMILY,
    "teen_pregnancy": _RESTRICTED_FAMILY,
    "missing_person": _RESTRICTED_FAMILY,
    "family_counselling": Topic(Desk.FAMILY),
    "ticket_status": Topic(),
    "contact_staff": Topic(Desk.FAMILY),
    "center_info": Topic(),
    "complaint": Topic(Desk.SUPERVISOR),
    "greeting": Topic(),
    "thanks_bye": Topic(),
    "out_of_scope": Topic(),
}

# Danger that nobody at home need be afraid of: progress may be pushed (DECISIONS 2).
_NOT_COVERT = frozenset({"missing_person", "out_of_scope", "emergency_relief", "housing", "homeless"})


def topic(intent: str) -> Topic:
    """The topic of an intent; an unknown id (a newer reader) goes to the family desk, never nowhere."""
    return TOPICS.get(intent, Topic(Desk.FAMILY))


def pressing(urgency: str) -> bool:
    return urgency in {Urgency.EMERGENCY, Urgency.URGENT}


def covert(intent: str, urgency: str, also: tuple[str, ...] = ()) -> bool:
    """Whether the resident may only be spoken to in answer to her own message."""
    return pressing(urgency) and (intent not in _NOT_COVERT or any(_hidden(i) for i in also))


def _hidden(intent: str) -> bool:
    return topic(intent).restricted and intent not in _NOT_COVERT


def restricted(intent: str, urgency: str, also: tuple[str, ...] = ()) -> bool:
    """Whether only protection members may open it: a restricted topic among its topics, and every covert danger."""
    return any(topic(i).restricted for i in (intent, *also)) or covert(intent, urgency, also)
