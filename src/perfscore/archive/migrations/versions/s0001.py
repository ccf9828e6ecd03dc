"""Files, how they came, their tables and results."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from perfscore.archive.schema import UtcTime

revision = "0001"
down_revision = None

DIGEST = sa.String(64)


def upgrade() -> None:
    op.create_table(
        "perfscore_files",
        sa.Column("digest", DIGEST, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_perfscore_files"),
    )
    op.create_table(
        "perfscore_deliveries",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("file", DIGEST, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_perfscore_deliveries"),
        sa.ForeignKeyConstraint(["file"], ["perfscore_files.digest"], name="fk_perfscore_deliveries_file"),
        sa.UniqueConstraint("file", "name", name="uq_perfscore_deliveries_file_name"),
    )
    op.create_table(
        "perfscore_tables",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("file", DIGEST, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("form", sa.String(32), nullable=False),
        sa.Column("stage", sa.String(32), nullable=False),
        sa.Column("year", sa.Integer),
        sa.Column("unit", sa.Text),
        sa.Column("project", sa.Text),
        sa.Column("unit_letters", sa.Text),
        sa.Column("project_letters", sa.Text),
        sa.Column("subject", DIGEST),
        sa.Column("version", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_perfscore_tables"),
        sa.ForeignKeyConstraint(["file"], ["perfscore_files.digest"], name="fk_perfscore_tables_file"),
        sa.UniqueConstraint("file", "position", name="uq_perfscore_tables_file_position"),
        sa.UniqueConstraint("subject", "version", name="uq_perfscore_tables_subject_version"),
    )
    op.create_table(
        "perfscore_results",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("table", sa.Integer, nullable=False),
        sa.Column("template", sa.Text, nullable=False),
        sa.Column("template_version", sa.Text, nullable=False),
        sa.Column("template_digest", DIGEST, nullable=False),
        sa.Column("in_force_on", sa.String(10), nullable=False),
        sa.Column("terms", sa.Text, nullable=False),
        sa.Column("terms_digest", DIGEST, nullable=False),
        sa.Column("total", sa.Text),
        sa.Column("total_possible", sa.Text),
        sa.Column("grade", sa.Text),
        sa.Column("engine", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", UtcTime, nullable=False),
        sa.Column("document", sa.LargeBinary, nullable=False),
        sa.Column("scores", sa.LargeBinary, nullable=False),
        sa.Column("traces", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_perfscore_results"),
        sa.ForeignKeyConstraint(["table"], ["perfscore_tables.id"], name="fk_perfscore_results_table"),
        sa.UniqueConstraint(
            "table",
            "template_digest",
            "in_force_on",
            "terms_digest",
            name="uq_perfscore_results_terms_of_table",
        ),
    )


def downgrade() -> None:
    for name in ("results", "tables", "deliveries", "files"):
        op.drop_table(f"perfscore_{name}")
