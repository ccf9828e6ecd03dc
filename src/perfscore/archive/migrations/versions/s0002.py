"""Looking tables up by unit, project and year."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

LOOKED_UP = ("unit_letters", "project_letters", "year")


def upgrade() -> None:
    for column in LOOKED_UP:
        op.create_index(f"ix_perfscore_tables_{column}", "perfscore_tables", [column])


def downgrade() -> None:
    for column in LOOKED_UP:
        op.drop_index(f"ix_perfscore_tables_{column}", "perfscore_tables")
