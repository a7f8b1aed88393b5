"""What is never deleted row by row is not emptied as a whole either: TRUNCATE passes no row trigger."""

from alembic import op

revision = "0020_kept_whole"
down_revision = "0019_returned_form_numbers"

_KEPT = ("audit_entries", "development_decisions", "development_steps", "case_findings", "case_facts")


def upgrade() -> None:
    """Refuse TRUNCATE of the audit and of what a case rests on."""
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(
        """CREATE FUNCTION zhibu_kept_whole() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
           END $$"""
    )
    for table in _KEPT:
        op.execute(
            f"""CREATE TRIGGER zhibu_kept_whole BEFORE TRUNCATE ON {table}
                FOR EACH STATEMENT EXECUTE FUNCTION zhibu_kept_whole()"""
        )


def downgrade() -> None:
    """Drop them."""
    for table in _KEPT:
        op.execute(f"DROP TRIGGER zhibu_kept_whole ON {table}")
    op.execute("DROP FUNCTION zhibu_kept_whole()")
