"""An open transaction with what every entry in it needs: the vault and the present time."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.vault import Vault


@dataclass(frozen=True, slots=True)
class Book:
    """session: the transaction; vault: keys; now: aware UTC, one moment for all that is written together."""

    session: Session
    vault: Vault
    now: datetime
