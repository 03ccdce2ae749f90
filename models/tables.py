"""All tables, imported in one place for migrations and for tests that look at the whole schema."""

from models import arrivals, audit, centres, index_key, letters, members, menus, notes, people, rungs, tickets
from models.base import Base

TABLES = (arrivals, audit, centres, index_key, letters, members, menus, notes, people, rungs, tickets)
metadata = Base.metadata
