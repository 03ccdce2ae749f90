"""The stored words of the service: each value appears once, here, and never changes its meaning."""

from enum import StrEnum


class Urgency(StrEnum):
    """How soon a person must act."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    NORMAL = "normal"


class Desk(StrEnum):
    """One of the three services joined in a centre, or the supervisor's table for complaints."""

    FAMILY = "family"
    ELDERLY = "elderly"
    DISABILITY = "disability"
    SUPERVISOR = "supervisor"


class Role(StrEnum):
    """What a member is trusted with."""

    FRONTDESK = "frontdesk"
    CASEWORKER = "caseworker"
    PROTECTION = "protection"
    HEAD = "head"
    VOLUNTEER = "volunteer"
    PROVINCE = "province"
    AUDITOR = "auditor"


class TicketState(StrEnum):
    """Where a ticket stands."""

    WAITING = "waiting"
    TAKEN = "taken"
    REFERRED = "referred"
    CLOSED = "closed"


class NoteKind(StrEnum):
    """What a line of a ticket's timeline tells."""

    OPENED = "opened"
    RESIDENT = "resident"  # words of the resident
    MEDIA = "media"  # a photo, voice note or other thing the resident sent
    WITHDRAWN = "withdrawn"  # the resident took a message back
    PRESSED = "pressed"  # a button of the resident
    COERCION = "coercion"  # "cancel" from the phone of somebody in danger
    TAKEN = "taken"
    ANSWER = "answer"  # words of a member to the resident
    MEMBER = "member"  # words of a member to colleagues
    ROUTED = "routed"
    REFERRED = "referred"
    RAISED = "raised"
    ALARMED = "alarmed"
    UNDELIVERED = "undelivered"
    CLOSED = "closed"


class Step(StrEnum):
    """Where a conversation stands."""

    HOME = "home"
    ASK_PLACE = "ask_place"
    ASK_WHICH = "ask_which"
    IN_DANGER = "in_danger"
    WRITE = "write"  # a member writes an answer
    PREVIEW = "preview"  # a member looks at it once more
    NOTE = "note"
    REFER = "refer"
    TRANSFER = "transfer"
    CLOSE = "close"


# Steps in which a member's text is meant for a ticket and not said to the service.
MEMBER_WRITES = frozenset({Step.WRITE, Step.NOTE, Step.REFER})


class LetterState(StrEnum):
    """Where a letter stands."""

    DUE = "due"
    WAITING = "waiting"  # for the next message of a person who must not be pushed to
    SENT = "sent"
    FAILED = "failed"


class Way(StrEnum):
    """How a letter travels."""

    REPLY = "reply"
    PUSH = "push"


class Outcome(StrEnum):
    """How a ticket ended."""

    HELPED = "helped"
    ADVISED = "advised"
    REFERRED = "referred"
    NOT_POSSIBLE = "not_possible"


class Do(StrEnum):
    """What a button or a typed word asks for."""

    MENU = "menu"
    STATUS = "status"
    HUMAN = "human"
    CANCEL = "cancel"
    CENTRE = "centre"
    NUMBERS = "numbers"
    RIGHTS = "rights"
    PLACE = "place"
    ELSEWHERE = "elsewhere"
    PICK = "pick"
    NONE_OF_THESE = "none_of_these"
    WRONG = "wrong"
    NEW_MATTER = "new_matter"
    CAN_TYPE = "can_type"
    CANNOT_TYPE = "cannot_type"
    HELP_NOW = "help_now"
    QUEUE_NEW = "queue_new"
    QUEUE_MINE = "queue_mine"
    QUEUE_URGENT = "queue_urgent"
    SHOW = "show"
    TAKE = "take"
    ANSWER = "answer"
    SEND = "send"
    EDIT = "edit"
    CONFIRM = "confirm"
    NOTE = "note"
    TRANSFER = "transfer"
    REFER = "refer"
    CLOSE = "close"
    ON_DUTY = "on_duty"
    OFF_DUTY = "off_duty"
    PUSH_NOW = "push_now"
    OWN_MATTER = "own_matter"
