"""People."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003_people"
down_revision = "0002_organisations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of the area."""
    op.create_table(
        "persons",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_folded", sa.Text(collation="C"), nullable=False),
        sa.Column("name_pinyin", sa.Text(collation="C"), nullable=False),
        sa.Column("name_full", sa.Text(collation="C"), nullable=False),
        sa.Column("name_initials", sa.Text(collation="C"), nullable=False),
        sa.Column("sex", sa.Text(), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=False),
        sa.Column("ethnic_code", sa.Text(), nullable=True),
        sa.Column("education_code", sa.Text(), nullable=True),
        sa.Column("education_level", sa.Text(), nullable=True),
        sa.Column("occupation", sa.Text(), nullable=True),
        sa.Column("sector", sa.Text(), nullable=True),
        sa.Column("work_unit", sa.Text(), nullable=True),
        sa.Column("citizen_number", sa.LargeBinary(), nullable=True),
        sa.Column("citizen_number_index", sa.LargeBinary(), nullable=True),
        sa.Column("citizen_number_mask", sa.Text(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("phone_mask", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("left_kind", sa.Text(), nullable=True),
        sa.Column("status_since", sa.Date(), nullable=False),
        sa.Column("is_member", sa.Boolean(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=True),
        sa.Column("converted_on", sa.Date(), nullable=True),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "education_code IS NULL OR education_code ~ '^[0-9]{2}$'", name=op.f("ck_persons_education_code")
        ),
        sa.CheckConstraint(
            "education_level IS NULL OR education_level IN ('postgraduate', 'undergraduate', 'college', 'secondary_vocational', 'senior_secondary', 'junior_secondary', 'primary', 'other')",
            name=op.f("ck_persons_education_level"),
        ),
        sa.CheckConstraint("ethnic_code IS NULL OR ethnic_code ~ '^[0-9]{2}$'", name=op.f("ck_persons_ethnic_code")),
        sa.CheckConstraint(
            "is_member = (status IN ('probationary', 'full_member'))", name=op.f("ck_persons_is_member")
        ),
        sa.CheckConstraint(
            "left_kind IS NULL OR left_kind IN ('cancelled', 'withdrawn', 'persuaded', 'removed', 'auto_exit', 'expelled', 'deceased')",
            name=op.f("ck_persons_left_kind"),
        ),
        sa.CheckConstraint(
            "occupation IS NULL OR occupation IN ('worker', 'farmer', 'professional', 'manager', 'official', 'student', 'retired', 'self_employed', 'other')",
            name=op.f("ck_persons_occupation"),
        ),
        sa.CheckConstraint(
            "sector IS NULL OR sector IN ('rural', 'community', 'institution', 'public_unit', 'school', 'state_firm', 'private_firm', 'social_organisation', 'retired', 'other')",
            name=op.f("ck_persons_sector"),
        ),
        sa.CheckConstraint("sex IN ('unknown', 'male', 'female', 'unstated')", name=op.f("ck_persons_sex")),
        sa.CheckConstraint(
            "status IN ('registered', 'applicant', 'activist', 'development_object', 'probationary', 'full_member', 'stopped', 'transferred_out', 'left')",
            name=op.f("ck_persons_status"),
        ),
        sa.CheckConstraint(
            "(citizen_number IS NULL) = (citizen_number_index IS NULL)", name=op.f("ck_persons_citizen_number")
        ),
        sa.CheckConstraint(
            "converted_on IS NULL OR converted_on >= joined_on", name=op.f("ck_persons_converted_after_joined")
        ),
        sa.CheckConstraint("joined_on IS NULL OR joined_on > born_on", name=op.f("ck_persons_joined_after_birth")),
        sa.ForeignKeyConstraint(["group_id"], ["organisations.id"], name=op.f("fk_persons_group_id")),
        sa.ForeignKeyConstraint(["merged_into_id"], ["persons.id"], name=op.f("fk_persons_merged_into_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persons")),
    )
    op.create_index(
        "ix_persons_branch_id_members",
        "persons",
        ["branch_id", "name_pinyin", "id"],
        unique=False,
        postgresql_where=sa.text("is_member"),
    )
    op.create_index("ix_persons_branch_id_names", "persons", ["branch_id", "name_pinyin", "id"], unique=False)
    op.create_index("ix_persons_citizen_number_index", "persons", ["citizen_number_index"], unique=False)
    op.create_index(
        "ix_persons_committee_id_members",
        "persons",
        ["committee_id", "name_pinyin", "id"],
        unique=False,
        postgresql_where=sa.text("is_member"),
    )
    op.create_index("ix_persons_committee_id_names", "persons", ["committee_id", "name_pinyin", "id"], unique=False)
    op.create_index(
        "ix_persons_committee_id_status",
        "persons",
        ["committee_id", "status", "name_pinyin", "id"],
        unique=False,
        postgresql_where=sa.text("NOT is_member"),
    )
    op.create_index(
        "ix_persons_county_id_members",
        "persons",
        ["county_id", "name_pinyin", "id"],
        unique=False,
        postgresql_where=sa.text("is_member"),
    )
    op.create_index("ix_persons_county_id_names", "persons", ["county_id", "name_pinyin", "id"], unique=False)
    op.create_index(
        "ix_persons_county_id_status",
        "persons",
        ["county_id", "status", "name_pinyin", "id"],
        unique=False,
        postgresql_where=sa.text("NOT is_member"),
    )
    op.create_index(
        "ix_persons_general_branch_id_members",
        "persons",
        ["general_branch_id", "name_pinyin", "id"],
        unique=False,
        postgresql_where=sa.text("is_member"),
    )
    op.create_index(
        "ix_persons_general_branch_id_names", "persons", ["general_branch_id", "name_pinyin", "id"], unique=False
    )
    op.create_index("ix_persons_group_id", "persons", ["group_id"], unique=False)
    op.create_index("ix_persons_name_folded", "persons", ["name_folded", "id"], unique=False)
    op.create_index("ix_persons_name_full", "persons", ["name_full", "id"], unique=False)
    op.create_index("ix_persons_name_initials", "persons", ["name_initials", "id"], unique=False)
    op.create_index(
        "ix_persons_sub_committee_id_members",
        "persons",
        ["sub_committee_id", "name_pinyin", "id"],
        unique=False,
        postgresql_where=sa.text("is_member"),
    )
    op.create_index(
        "ix_persons_sub_committee_id_names", "persons", ["sub_committee_id", "name_pinyin", "id"], unique=False
    )
    op.create_table(
        "committee_seats",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("term_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        postgresql.ExcludeConstraint(
            (sa.column("term_id"), "="),
            (sa.column("person_id"), "="),
            (sa.column("post"), "="),
            (sa.text("daterange(from_on, until_on)"), "&&"),
            using="gist",
            name="ex_committee_seats_overlap",
        ),
        sa.CheckConstraint(
            "post IN ('secretary', 'deputy_secretary', 'organisation', 'publicity', 'discipline', 'member', 'organiser')",
            name=op.f("ck_committee_seats_post"),
        ),
        sa.CheckConstraint("until_on IS NULL OR until_on >= from_on", name=op.f("ck_committee_seats_days")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_committee_seats_person_id")),
        sa.ForeignKeyConstraint(["term_id"], ["committee_terms.id"], name=op.f("fk_committee_seats_term_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_seats")),
    )
    op.create_index("ix_committee_seats_person_id", "committee_seats", ["person_id"], unique=False)
    op.create_table(
        "group_assignments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        postgresql.ExcludeConstraint(
            (sa.column("person_id"), "="),
            (sa.text("daterange(from_on, until_on)"), "&&"),
            using="gist",
            name="ex_group_assignments_overlap",
        ),
        sa.CheckConstraint("until_on IS NULL OR until_on >= from_on", name=op.f("ck_group_assignments_days")),
        sa.ForeignKeyConstraint(["group_id"], ["organisations.id"], name=op.f("fk_group_assignments_group_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_group_assignments_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_assignments")),
    )
    op.create_index("ix_group_assignments_group_id", "group_assignments", ["group_id", "from_on"], unique=False)
    op.create_table(
        "group_posts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        postgresql.ExcludeConstraint(
            (sa.column("group_id"), "="),
            (sa.column("post"), "="),
            (sa.text("daterange(from_on, until_on)"), "&&"),
            using="gist",
            name="ex_group_posts_overlap",
        ),
        sa.CheckConstraint("post IN ('leader', 'care')", name=op.f("ck_group_posts_post")),
        sa.CheckConstraint("until_on IS NULL OR until_on >= from_on", name=op.f("ck_group_posts_days")),
        sa.ForeignKeyConstraint(["group_id"], ["organisations.id"], name=op.f("fk_group_posts_group_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_group_posts_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_posts")),
    )
    op.create_index("ix_group_posts_branch_id", "group_posts", ["branch_id", "post"], unique=False)
    op.create_index("ix_group_posts_person_id", "group_posts", ["person_id"], unique=False)
    op.create_table(
        "membership_episodes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("left_kind", sa.Text(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("decision_number", sa.Text(), nullable=True),
        sa.Column("annulled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("annulled_by", sa.Uuid(), nullable=True),
        sa.Column("annul_reason", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        postgresql.ExcludeConstraint(
            (sa.column("person_id"), "="),
            (sa.text("daterange(from_on, until_on)"), "&&"),
            where=sa.text("annulled_at IS NULL"),
            using="gist",
            name="ex_membership_episodes_overlap",
        ),
        sa.CheckConstraint("(status = 'left') = (left_kind IS NOT NULL)", name=op.f("ck_membership_episodes_left")),
        sa.CheckConstraint(
            "cause IN ('development', 'transfer', 'takeover', 'discipline', 'disposal', 'own_will', 'death', 'organisation_change', 'correction')",
            name=op.f("ck_membership_episodes_cause"),
        ),
        sa.CheckConstraint(
            "left_kind IS NULL OR left_kind IN ('cancelled', 'withdrawn', 'persuaded', 'removed', 'auto_exit', 'expelled', 'deceased')",
            name=op.f("ck_membership_episodes_left_kind"),
        ),
        sa.CheckConstraint(
            "status IN ('registered', 'applicant', 'activist', 'development_object', 'probationary', 'full_member', 'stopped', 'transferred_out', 'left')",
            name=op.f("ck_membership_episodes_status"),
        ),
        sa.CheckConstraint(
            "(annulled_at IS NULL) = (annul_reason IS NULL)", name=op.f("ck_membership_episodes_annulled")
        ),
        sa.CheckConstraint("until_on IS NULL OR until_on > from_on", name=op.f("ck_membership_episodes_days")),
        sa.ForeignKeyConstraint(["branch_id"], ["organisations.id"], name=op.f("fk_membership_episodes_branch_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_membership_episodes_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership_episodes")),
    )
    op.create_index(
        "ix_membership_episodes_branch_id",
        "membership_episodes",
        ["branch_id", "from_on", "until_on"],
        unique=False,
        postgresql_where=sa.text("annulled_at IS NULL"),
    )
    op.create_index("ix_membership_episodes_person_id", "membership_episodes", ["person_id", "from_on"], unique=False)
    op.create_table(
        "membership_restrictions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("decision_number", sa.Text(), nullable=False),
        sa.Column("end_decision_number", sa.Text(), nullable=True),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        postgresql.ExcludeConstraint(
            (sa.column("person_id"), "="),
            (sa.column("kind"), "="),
            (sa.text("daterange(from_on, until_on)"), "&&"),
            using="gist",
            name="ex_membership_restrictions_overlap",
        ),
        sa.CheckConstraint(
            "kind IN ('party_probation', 'rights_suspended')", name=op.f("ck_membership_restrictions_kind")
        ),
        sa.CheckConstraint("until_on IS NULL OR until_on > from_on", name=op.f("ck_membership_restrictions_days")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_membership_restrictions_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership_restrictions")),
    )
    op.create_table(
        "possible_duplicates",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("first_person_id", sa.Uuid(), nullable=False),
        sa.Column("second_person_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by", sa.Uuid(), nullable=True),
        sa.Column("kept_person_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(state = 'open') = (resolved_at IS NULL)", name=op.f("ck_possible_duplicates_resolved")),
        sa.CheckConstraint("state IN ('open', 'same', 'different')", name=op.f("ck_possible_duplicates_state")),
        sa.CheckConstraint("first_person_id < second_person_id", name=op.f("ck_possible_duplicates_order")),
        sa.ForeignKeyConstraint(
            ["first_person_id"], ["persons.id"], name=op.f("fk_possible_duplicates_first_person_id")
        ),
        sa.ForeignKeyConstraint(["kept_person_id"], ["persons.id"], name=op.f("fk_possible_duplicates_kept_person_id")),
        sa.ForeignKeyConstraint(
            ["second_person_id"], ["persons.id"], name=op.f("fk_possible_duplicates_second_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_possible_duplicates")),
    )
    op.create_index(
        "ix_possible_duplicates_committee_id_state",
        "possible_duplicates",
        ["committee_id", "state", "id"],
        unique=False,
    )
    op.create_index(
        "ix_possible_duplicates_county_id_state", "possible_duplicates", ["county_id", "state", "id"], unique=False
    )
    op.create_index(
        "uq_possible_duplicates_pair", "possible_duplicates", ["first_person_id", "second_person_id"], unique=True
    )
    op.create_table(
        "person_corrections",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("old_value", sa.LargeBinary(), nullable=True),
        sa.Column("new_value", sa.LargeBinary(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("episode_id", sa.Uuid(), nullable=True),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["membership_episodes.id"], name=op.f("fk_person_corrections_episode_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_person_corrections_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_corrections")),
    )
    op.create_index("ix_person_corrections_person_id", "person_corrections", ["person_id", "id"], unique=False)


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_person_corrections_person_id", table_name="person_corrections")
    op.drop_table("person_corrections")
    op.drop_index("uq_possible_duplicates_pair", table_name="possible_duplicates")
    op.drop_index("ix_possible_duplicates_county_id_state", table_name="possible_duplicates")
    op.drop_index("ix_possible_duplicates_committee_id_state", table_name="possible_duplicates")
    op.drop_table("possible_duplicates")
    op.drop_table("membership_restrictions")
    op.drop_index("ix_membership_episodes_person_id", table_name="membership_episodes")
    op.drop_index(
        "ix_membership_episodes_branch_id",
        table_name="membership_episodes",
        postgresql_where=sa.text("annulled_at IS NULL"),
    )
    op.drop_table("membership_episodes")
    op.drop_index("ix_group_posts_person_id", table_name="group_posts")
    op.drop_index("ix_group_posts_branch_id", table_name="group_posts")
    op.drop_table("group_posts")
    op.drop_index("ix_group_assignments_group_id", table_name="group_assignments")
    op.drop_table("group_assignments")
    op.drop_index("ix_committee_seats_person_id", table_name="committee_seats")
    op.drop_table("committee_seats")
    op.drop_index("ix_persons_sub_committee_id_names", table_name="persons")
    op.drop_index("ix_persons_sub_committee_id_members", table_name="persons", postgresql_where=sa.text("is_member"))
    op.drop_index("ix_persons_name_initials", table_name="persons")
    op.drop_index("ix_persons_name_full", table_name="persons")
    op.drop_index("ix_persons_name_folded", table_name="persons")
    op.drop_index("ix_persons_group_id", table_name="persons")
    op.drop_index("ix_persons_general_branch_id_names", table_name="persons")
    op.drop_index("ix_persons_general_branch_id_members", table_name="persons", postgresql_where=sa.text("is_member"))
    op.drop_index("ix_persons_county_id_status", table_name="persons", postgresql_where=sa.text("NOT is_member"))
    op.drop_index("ix_persons_county_id_names", table_name="persons")
    op.drop_index("ix_persons_county_id_members", table_name="persons", postgresql_where=sa.text("is_member"))
    op.drop_index("ix_persons_committee_id_status", table_name="persons", postgresql_where=sa.text("NOT is_member"))
    op.drop_index("ix_persons_committee_id_names", table_name="persons")
    op.drop_index("ix_persons_committee_id_members", table_name="persons", postgresql_where=sa.text("is_member"))
    op.drop_index("ix_persons_citizen_number_index", table_name="persons")
    op.drop_index("ix_persons_branch_id_names", table_name="persons")
    op.drop_index("ix_persons_branch_id_members", table_name="persons", postgresql_where=sa.text("is_member"))
    op.drop_table("persons")
