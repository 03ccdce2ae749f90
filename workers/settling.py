"""A member settles in: the staff menu is linked, and the name colleagues see is fetched from LINE."""

from uuid import UUID

from bot.line import NotNow, Undeliverable
from bot.logs import failure, log
from bot.wires import Wires, current
from models import menus, people
from models.people import Person


def settle(person: str) -> None:
    """The job: make the person's menu and name what they should be. Safe to run again."""
    settle_person(current(), UUID(person))


def settle_person(wires: Wires, identity: UUID) -> None:
    vault = wires.vault
    with wires.sessions.begin() as session:
        person = session.get_one(Person, identity)
        wanted, shown, nameless = person.menu_wanted, person.menu_shown, person.name_sealed is None
        menu = menus.published(session, wanted) if wanted else None
        user = people.line_id(vault, person)
    if user is None:
        return
    try:
        name = wires.line.profile_name(user) if nameless else None
        if menu is not None and menu.line_id != shown:
            wires.line.link_menu(user, menu.line_id)
    except (NotNow, Undeliverable) as error:
        log().warning("not_settled", person=identity, **failure(error))
        return
    with wires.sessions.begin() as session:
        member = people.locked(session, identity)
        if member is None or member.key is None:
            return
        if name:
            member.name_sealed = people.locker(vault, member).seal(member.where("name_sealed"), name[:80])
        if menu is not None:
            member.menu_shown = menu.line_id
