"""Centres, and the running numbers of their tickets."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.dialect import insert, insert_once

BANGKOK = ZoneInfo("Asia/Bangkok")
BUDDHIST = 543  # years ahead of the common era


class Centre(Base):
    """A subdistrict's centre by its official 6-digit code; `xx0000` stands for the duty of a whole province."""

    __tablename__ = "centres"

    code: Mapped[str] = mapped_column(String(6), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    amphoe: Mapped[str] = mapped_column(String(80), default="")
    province: Mapped[str] = mapped_column(String(80), default="")
    aliases: Mapped[str] = mapped_column(String(400), default="")  # comma-separated
    telephone: Mapped[str] = mapped_column(String(40), default="")
    opened_at: Mapped[datetime]

    @property
    def is_province(self) -> bool:
        return self.code.endswith("0000")


class TicketCounter(Base):
    """The last number given out by a centre in a Buddhist calendar year."""

    __tablename__ = "ticket_counters"

    centre: Mapped[str] = mapped_column(ForeignKey("centres.code"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


def all_centres(session: Session) -> list[Centre]:
    return list(session.scalars(select(Centre).order_by(Centre.code)))


def found(session: Session, centres: Iterable[dict[str, str]], now: datetime) -> int:
    """Create the centres that are not there yet, and the province's duty each belongs to; how many were new."""
    before = len(all_centres(session))
    for centre in centres:
        session.execute(insert_once(session, Centre, ("code",)).values(**centre, opened_at=now))
        duty = {"code": f"{centre['code'][:2]}0000", "name": centre["province"], "province": centre["province"]}
        blank = {"amphoe": "", "aliases": "", "telephone": "", "opened_at": now}
        session.execute(insert_once(session, Centre, ("code",)).values(**duty, **blank))
    return len(all_centres(session)) - before


def next_number(session: Session, centre: str, now: datetime) -> str:
    """The next ticket number, like `820805-2569-00042`; gives each number once (the row is locked by the upsert)."""
    year = now.astimezone(BANGKOK).year + BUDDHIST
    counted = insert(session, TicketCounter).values(centre=centre, year=year, last=1)
    counted = counted.on_conflict_do_update(
        index_elements=["centre", "year"], set_={"last": TicketCounter.last + 1}
    ).returning(TicketCounter.last)
    return f"{centre}-{year}-{session.scalar(counted):05d}"
