"""The register of numbered application forms: ranges held by committees, and every number that left them."""

from datetime import date
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, SmallInteger, Text, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.form_register.facts import NUMBER_MAX, FormNumber, FormState
from app.persistence.base import Base, Identified, Recorded, Scoped, Versioned, check_in

__all__ = ["ApplicationForm", "ApplicationFormRange"]


class ApplicationFormRange(Identified, Scoped, Versioned, Recorded, Base):
    """A run of numbers of a series in the hands of a committee. ``next_number`` is the first that may still be unused."""

    __tablename__ = "application_form_ranges"
    __table_args__ = (
        CheckConstraint(f"first_number >= 1 AND last_number <= {NUMBER_MAX}", name="numbers"),
        CheckConstraint("first_number <= last_number", name="order"),
        CheckConstraint("next_number BETWEEN first_number AND last_number + 1", name="next_number"),
        CheckConstraint("width BETWEEN 0 AND 12", name="width"),
        CheckConstraint("(closed_on IS NULL) = (close_reason IS NULL)", name="closed"),
        CheckConstraint("closed_on IS NULL OR closed_on >= happened_on", name="days"),
        ExcludeConstraint(
            ("series", "="),
            (func.int8range(text("first_number"), text("last_number"), text("'[]'")), "&&"),
            name="ex_application_form_ranges_overlap",
            using="gist",
            where=text("closed_on IS NULL"),
        ),
        Index("ix_application_form_ranges_holder_id", "holder_id", "series", "first_number"),
        *(
            Index(f"ix_application_form_ranges_{level}_id_id", f"{level}_id", "id")
            for level in ("county", "committee", "sub_committee")
        ),
    )

    holder_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    series: Mapped[str] = mapped_column(Text(collation="C"))
    width: Mapped[int] = mapped_column(SmallInteger)
    first_number: Mapped[int] = mapped_column(BigInteger)
    last_number: Mapped[int] = mapped_column(BigInteger)
    next_number: Mapped[int] = mapped_column(BigInteger)
    happened_on: Mapped[date]
    closed_on: Mapped[date | None]
    close_reason: Mapped[str | None] = mapped_column(Text)


class ApplicationForm(Identified, Scoped, Versioned, Recorded, Base):
    """One number and what became of it. A person holds one issued form at most; a number is used once for ever."""

    __tablename__ = "application_forms"
    __table_args__ = (
        CheckConstraint(check_in("state", FormState), name="state"),
        CheckConstraint("voided_as IS NULL OR voided_as IN ('spoiled', 'lost')", name="voided_as"),
        CheckConstraint(
            "(state = 'issued') = (voided_on IS NULL AND voided_as IS NULL AND reason IS NULL)", name="voided"
        ),
        CheckConstraint("state NOT IN ('spoiled', 'lost') OR state = voided_as", name="voided_state"),
        CheckConstraint("(state = 'replaced') = (replaced_by_id IS NOT NULL)", name="replaced"),
        CheckConstraint("state <> 'issued' OR person_id IS NOT NULL", name="issued_to_somebody"),
        CheckConstraint("voided_on IS NULL OR voided_on >= happened_on", name="days"),
        CheckConstraint("replaces_id IS DISTINCT FROM id", name="not_itself"),
        UniqueConstraint("series", "number"),
        UniqueConstraint("replaces_id"),
        Index("uq_application_forms_person_id", "person_id", unique=True, postgresql_where=text("state = 'issued'")),
        Index("ix_application_forms_case_id", "case_id"),
        Index("ix_application_forms_range_id", "range_id", "number"),
        *(
            Index(f"ix_application_forms_{level}_id_id", f"{level}_id", "id")
            for level in ("county", "committee", "sub_committee", "general_branch", "branch")
        ),
    )

    range_id: Mapped[UUID] = mapped_column(ForeignKey("application_form_ranges.id"))
    series: Mapped[str] = mapped_column(Text(collation="C"))
    number: Mapped[int] = mapped_column(BigInteger)
    width: Mapped[int] = mapped_column(SmallInteger)
    holder_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    state: Mapped[str] = mapped_column(Text)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    case_id: Mapped[UUID | None]
    happened_on: Mapped[date]
    voided_on: Mapped[date | None]
    voided_as: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("application_forms.id"))
    replaced_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("application_forms.id"))

    @property
    def printed(self) -> str:
        """The number as printed on the form."""
        return str(FormNumber(self.series, self.number, self.width))
