"""Technical rows of the edge: idempotency records and the rehearsal day."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, SmallInteger, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.persistence.base import Base

__all__ = ["IdempotencyRecord", "RehearsalDay"]


class IdempotencyRecord(Base):
    """The answer given to a keyed POST, stored in the transaction of the write itself and kept for seven days."""

    __tablename__ = "idempotency_records"
    __table_args__ = (Index("ix_idempotency_records_created_at", "created_at"),)

    caller: Mapped[str] = mapped_column(Text, primary_key=True)
    method: Mapped[str] = mapped_column(Text, primary_key=True)
    path: Mapped[str] = mapped_column(Text, primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    body_hash: Mapped[bytes] = mapped_column(LargeBinary)
    status: Mapped[int] = mapped_column(SmallInteger)
    headers: Mapped[dict[str, str]] = mapped_column(JSONB)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]


class RehearsalDay(Base):
    """The one row that holds the day of a rehearsal."""

    __tablename__ = "rehearsal_day"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    today: Mapped[date]
