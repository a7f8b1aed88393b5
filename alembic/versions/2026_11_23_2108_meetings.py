"""Meetings."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008_meetings"
down_revision = "0007_documents"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of the area."""
    op.create_table(
        "meetings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("noticed_on", sa.Date(), nullable=False),
        sa.Column("noticed_to", sa.Text(), nullable=True),
        sa.Column("upper_notified_on", sa.Date(), nullable=True),
        sa.Column("frozen_on", sa.Date(), nullable=True),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("chair_id", sa.Uuid(), nullable=True),
        sa.Column("recorder_id", sa.Uuid(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("minutes_document_id", sa.Uuid(), nullable=True),
        sa.Column("abort_on", sa.Date(), nullable=True),
        sa.Column("abort_ground", sa.Text(), nullable=True),
        sa.Column("abort_reason", sa.Text(), nullable=True),
        sa.Column("abort_again_on", sa.Date(), nullable=True),
        sa.Column("abort_by_supervisor_id", sa.Uuid(), nullable=True),
        sa.Column("call_off_reason", sa.Text(), nullable=True),
        sa.Column("reconvened_from_id", sa.Uuid(), nullable=True),
        sa.Column("late_reason", sa.Text(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(state = 'aborted') = (abort_on IS NOT NULL AND abort_ground IS NOT NULL AND abort_reason IS NOT NULL)",
            name=op.f("ck_meetings_aborted"),
        ),
        sa.CheckConstraint(
            "(state = 'called_off') = (call_off_reason IS NOT NULL)", name=op.f("ck_meetings_called_off")
        ),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_meetings_closed")),
        sa.CheckConstraint(
            "abort_ground IS NULL OR abort_ground IN ('supervisor', 'no_quorum', 'other')",
            name=op.f("ck_meetings_abort_ground"),
        ),
        sa.CheckConstraint(
            "kind IN ('admission', 'conversion', 'branch_assembly', 'branch_committee', 'party_group', 'party_committee')",
            name=op.f("ck_meetings_kind"),
        ),
        sa.CheckConstraint(
            "state IN ('convened', 'in_session', 'closed', 'aborted', 'called_off')", name=op.f("ck_meetings_state")
        ),
        sa.CheckConstraint(
            "state NOT IN ('in_session', 'closed') OR held_on IS NOT NULL", name=op.f("ck_meetings_held")
        ),
        sa.CheckConstraint("abort_again_on IS NULL OR abort_again_on > abort_on", name=op.f("ck_meetings_again_later")),
        sa.CheckConstraint("held_on IS NULL OR held_on = planned_on", name=op.f("ck_meetings_held_on_planned_day")),
        sa.CheckConstraint("noticed_on <= planned_on", name=op.f("ck_meetings_notice_first")),
        sa.CheckConstraint("reconvened_from_id IS DISTINCT FROM id", name=op.f("ck_meetings_not_own_predecessor")),
        sa.ForeignKeyConstraint(
            ["abort_by_supervisor_id"], ["persons.id"], name=op.f("fk_meetings_abort_by_supervisor_id")
        ),
        sa.ForeignKeyConstraint(["chair_id"], ["persons.id"], name=op.f("fk_meetings_chair_id")),
        sa.ForeignKeyConstraint(
            ["minutes_document_id"], ["documents.id"], name=op.f("fk_meetings_minutes_document_id")
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_meetings_organisation_id")),
        sa.ForeignKeyConstraint(["reconvened_from_id"], ["meetings.id"], name=op.f("fk_meetings_reconvened_from_id")),
        sa.ForeignKeyConstraint(["recorder_id"], ["persons.id"], name=op.f("fk_meetings_recorder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sa.UniqueConstraint("reconvened_from_id", name=op.f("uq_meetings_reconvened_from_id")),
    )
    op.create_index("ix_meetings_branch_id_planned_on", "meetings", ["branch_id", "planned_on", "id"], unique=False)
    op.create_index(
        "ix_meetings_committee_id_planned_on", "meetings", ["committee_id", "planned_on", "id"], unique=False
    )
    op.create_index("ix_meetings_county_id_planned_on", "meetings", ["county_id", "planned_on", "id"], unique=False)
    op.create_index(
        "ix_meetings_general_branch_id_planned_on", "meetings", ["general_branch_id", "planned_on", "id"], unique=False
    )
    op.create_index(
        "ix_meetings_sub_committee_id_planned_on", "meetings", ["sub_committee_id", "planned_on", "id"], unique=False
    )
    op.create_table(
        "meeting_candidates",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("discussion", sa.Text(), nullable=True),
        sa.Column("discussed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(discussed_at IS NULL) = (discussion IS NULL)", name=op.f("ck_meeting_candidates_discussed")
        ),
        sa.CheckConstraint("position >= 1", name=op.f("ck_meeting_candidates_position")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_candidates_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_meeting_candidates_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_candidates")),
        sa.UniqueConstraint("meeting_id", "person_id", name=op.f("uq_meeting_candidates_meeting_id_person_id")),
    )
    op.create_index("ix_meeting_candidates_case_id", "meeting_candidates", ["case_id"], unique=False)
    op.create_index("ix_meeting_candidates_person_id", "meeting_candidates", ["person_id"], unique=False)
    op.create_index("uq_meeting_candidates_position", "meeting_candidates", ["meeting_id", "position"], unique=True)
    op.create_table(
        "meeting_roll_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("attendance", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(standing = 'entitled') = (ground IS NULL)", name=op.f("ck_meeting_roll_entries_ground")),
        sa.CheckConstraint(
            "attendance IS NULL OR attendance IN ('present', 'absent')", name=op.f("ck_meeting_roll_entries_attendance")
        ),
        sa.CheckConstraint(
            "standing <> 'excused' OR attendance IS DISTINCT FROM 'present'",
            name=op.f("ck_meeting_roll_entries_excused_absent"),
        ),
        sa.CheckConstraint(
            "standing IN ('entitled', 'withheld', 'excused')", name=op.f("ck_meeting_roll_entries_standing")
        ),
        sa.CheckConstraint("(ground IS NULL) = (source IS NULL)", name=op.f("ck_meeting_roll_entries_source")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_roll_entries_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_meeting_roll_entries_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_roll_entries")),
        sa.UniqueConstraint("meeting_id", "person_id", name=op.f("uq_meeting_roll_entries_meeting_id_person_id")),
    )
    op.create_index("ix_meeting_roll_entries_person_id", "meeting_roll_entries", ["person_id"], unique=False)
    op.create_table(
        "meeting_supervisors",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("sent_by_id", sa.Uuid(), nullable=False),
        sa.Column("from_upper_committee", sa.Boolean(), nullable=False),
        sa.Column("belongs_to_branch", sa.Boolean(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_supervisors_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_meeting_supervisors_person_id")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["organisations.id"], name=op.f("fk_meeting_supervisors_sent_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_supervisors")),
        sa.UniqueConstraint("meeting_id", "person_id", name=op.f("uq_meeting_supervisors_meeting_id_person_id")),
    )
    op.create_index("ix_meeting_supervisors_person_id", "meeting_supervisors", ["person_id"], unique=False)
    op.create_table(
        "meeting_tellers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_reason IS NULL)", name=op.f("ck_meeting_tellers_withdrawn")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_tellers_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_meeting_tellers_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_tellers")),
    )
    op.create_index("ix_meeting_tellers_meeting_id", "meeting_tellers", ["meeting_id", "id"], unique=False)
    op.create_index("ix_meeting_tellers_person_id", "meeting_tellers", ["person_id"], unique=False)
    op.create_index(
        "uq_meeting_tellers_meeting_id",
        "meeting_tellers",
        ["meeting_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.create_table(
        "meeting_written_opinions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("set_aside_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("set_aside_reason", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "opinion IN ('approve', 'against', 'abstain')", name=op.f("ck_meeting_written_opinions_opinion")
        ),
        sa.CheckConstraint(
            "(set_aside_at IS NULL) = (set_aside_reason IS NULL)", name=op.f("ck_meeting_written_opinions_set_aside")
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["persons.id"], name=op.f("fk_meeting_written_opinions_candidate_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_meeting_written_opinions_document_id")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_written_opinions_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_meeting_written_opinions_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_written_opinions")),
    )
    op.create_index(
        "ix_meeting_written_opinions_meeting_id", "meeting_written_opinions", ["meeting_id", "id"], unique=False
    )
    op.create_index(
        "uq_meeting_written_opinions_meeting_id",
        "meeting_written_opinions",
        ["meeting_id", "person_id", "candidate_id"],
        unique=True,
        postgresql_where=sa.text("set_aside_at IS NULL"),
    )
    op.create_table(
        "meeting_talks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("supervisor_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_talks_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_meeting_talks_person_id")),
        sa.ForeignKeyConstraint(["supervisor_id"], ["persons.id"], name=op.f("fk_meeting_talks_supervisor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_talks")),
    )
    op.create_index("ix_meeting_talks_meeting_id", "meeting_talks", ["meeting_id"], unique=False)
    op.create_table(
        "meeting_corrections",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("old_value", sa.Text(), nullable=True),
        sa.Column("new_value", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_corrections_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_meeting_corrections_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_corrections")),
    )
    op.create_index("ix_meeting_corrections_meeting_id", "meeting_corrections", ["meeting_id", "id"], unique=False)
    op.create_table(
        "excusal_grounds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(collation="C"), nullable=False),
        sa.Column("title_zh", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("decision_number", sa.Text(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        postgresql.ExcludeConstraint(
            (sa.column("organisation_id"), "="),
            (sa.column("code"), "="),
            (sa.text("daterange(effective_from, effective_to, '[]')"), "&&"),
            using="gist",
            name="ex_excusal_grounds_overlap",
        ),
        sa.CheckConstraint("code ~ '^[a-z][a-z0-9-]{1,59}$'", name=op.f("ck_excusal_grounds_code")),
        sa.CheckConstraint(
            "effective_to IS NULL OR effective_to >= effective_from", name=op.f("ck_excusal_grounds_days")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_excusal_grounds_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_excusal_grounds")),
    )
    op.create_index("ix_excusal_grounds_committee_id_code", "excusal_grounds", ["committee_id", "code"], unique=False)
    op.create_index("ix_excusal_grounds_county_id_code", "excusal_grounds", ["county_id", "code"], unique=False)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("excusal_grounds")
    op.drop_table("meeting_corrections")
    op.drop_table("meeting_talks")
    op.drop_table("meeting_written_opinions")
    op.drop_table("meeting_tellers")
    op.drop_table("meeting_supervisors")
    op.drop_table("meeting_roll_entries")
    op.drop_table("meeting_candidates")
    op.drop_table("meetings")
