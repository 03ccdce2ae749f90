"""Becoming a member: a one-time code sent to the account, and where there is a head, the head's word."""

from handlers.effects import Audit, Bind, CountWrongCode, Decision, Effect, Say
from handlers.facts import Facts
from handlers.vocabulary import Step

WRONG_CODES_A_DAY = 5


def decide(facts: Facts) -> Decision:
    """A text that has the shape of an invitation code."""
    if facts.wrong_codes >= WRONG_CODES_A_DAY:
        return Decision(Step.HOME, (Audit("code_refused"), Say("joining.too_many")))
    invite = facts.invite
    if invite is None or not invite.usable:
        said = Say("joining.wrong_code", {"left": WRONG_CODES_A_DAY - facts.wrong_codes - 1})
        return Decision(Step.HOME, (CountWrongCode(), Audit("code_wrong"), said))
    if facts.member is not None and facts.member.active:
        return Decision(Step.HOME, (Say("joining.already"),))
    effects: tuple[Effect, ...] = (Bind(invite.id), Audit("bound"))
    template = "joining.wait_for_head" if invite.needs_head else "joining.welcome"
    slots = {"role": invite.role.value, "centre": invite.centre}
    return Decision(Step.HOME, (*effects, Say(template, slots)))
