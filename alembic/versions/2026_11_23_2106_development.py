"""Development."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006_development"
down_revision = "0005_rules"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of the area."""
    op.create_table('development_cases',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('stage', sa.Integer(), nullable=False),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('county_id', sa.Uuid(), nullable=True),
    sa.Column('committee_id', sa.Uuid(), nullable=True),
    sa.Column('sub_committee_id', sa.Uuid(), nullable=True),
    sa.Column('general_branch_id', sa.Uuid(), nullable=True),
    sa.Column('branch_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by', sa.Uuid(), nullable=True),
    sa.CheckConstraint("state IN ('open', 'archived', 'cancelled', 'closed')", name=op.f('ck_development_cases_state')),
    sa.CheckConstraint('closed_on IS NULL OR closed_on >= opened_on', name=op.f('ck_development_cases_days')),
    sa.ForeignKeyConstraint(['person_id'], ['persons.id'], name=op.f('fk_development_cases_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_development_cases'))
    )
    op.create_index('ix_development_cases_branch_id', 'development_cases', ['branch_id', 'id'], unique=False)
    op.create_index('ix_development_cases_committee_id', 'development_cases', ['committee_id', 'id'], unique=False)
    op.create_index('ix_development_cases_county_id', 'development_cases', ['county_id', 'id'], unique=False)
    op.create_index('uq_development_cases_person_id', 'development_cases', ['person_id'], unique=True, postgresql_where="state = 'open'")


def downgrade() -> None:
    """Drop them."""
    op.drop_table('development_cases')
