"""Rich menus as published: which LINE id a menu of ours has, and by which drawing."""

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base


class RichMenu(Base):
    __tablename__ = "rich_menus"

    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    content_hash: Mapped[str] = mapped_column(String(64))
    line_id: Mapped[str] = mapped_column(String(80))


def published(session: Session, name: str) -> RichMenu | None:
    return session.scalar(select(RichMenu).where(RichMenu.name == name))
