"""Places and people: divisions, organisations, staff, posts, sessions, keys."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "core_0002"
down_revision = "core_0001"
branch_labels = None
depends_on = None

UID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
UTC = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "division",
        sa.Column("code", sa.String(length=15), nullable=False),
        sa.Column("parent_code", sa.String(length=15), nullable=True),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("path", sa.String(length=60), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_division")),
    )
    op.create_index(op.f("ix_division_parent_code"), "division", ["parent_code"], unique=False)
    op.create_table(
        "login_failure",
        sa.Column("id", UID, nullable=False),
        sa.Column("account_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("address_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_failure")),
    )
    op.create_index(op.f("ix_login_failure_account_hash_at"), "login_failure", ["account_hash", "at"], unique=False)
    op.create_index(op.f("ix_login_failure_address_hash_at"), "login_failure", ["address_hash", "at"], unique=False)
    op.create_table(
        "organisation",
        sa.Column("parent_id", UID, nullable=True),
        sa.Column("path", sa.String(length=400), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("short_name", sa.String(length=30), nullable=False),
        sa.Column("number_code", sa.String(length=10), nullable=False),
        sa.Column("sponsor", sa.String(length=80), nullable=False),
        sa.Column("seal_name", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("plugins", JSON, nullable=False),
        sa.Column("division_code", sa.String(length=15), nullable=False),
        sa.Column("phone", sa.String(length=30), nullable=False),
        sa.Column("address", sa.String(length=120), nullable=False),
        sa.Column("founded_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "parent_id"],
            ["organisation.county_code", "organisation.id"],
            name=op.f("fk_organisation_county_code_parent_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_organisation")),
    )
    op.create_index(op.f("ix_organisation_county_code_name"), "organisation", ["county_code", "name"], unique=True)
    op.create_index(op.f("ix_organisation_county_code_path"), "organisation", ["county_code", "path"], unique=False)
    op.create_table(
        "post_role",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("plugin", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=40), nullable=False),
        sa.Column("reach", sa.String(length=12), nullable=False),
        sa.Column("supervises", sa.Boolean(), nullable=False),
        sa.Column("manages_people", sa.Boolean(), nullable=False),
        sa.Column("declared", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_post_role")),
    )
    op.create_table(
        "staff",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("specialties", JSON, nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("text_size", sa.String(length=8), nullable=False),
        sa.Column("locale", sa.String(length=8), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_staff")),
    )
    op.create_index(op.f("ix_staff_county_code_user_id"), "staff", ["county_code", "user_id"], unique=True)
    op.create_index(op.f("ix_staff_user_id"), "staff", ["user_id"], unique=False)
    op.create_table(
        "ui_session",
        sa.Column("id_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("post_id", UID, nullable=True),
        sa.Column("data", JSON, nullable=False),
        sa.Column("created_at", UTC, nullable=False),
        sa.Column("seen_at", UTC, nullable=False),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("agent", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_ui_session")),
    )
    op.create_index(op.f("ix_ui_session_user_id"), "ui_session", ["user_id"], unique=False)
    op.create_table(
        "post",
        sa.Column("staff_id", UID, nullable=False),
        sa.Column("organisation_id", UID, nullable=False),
        sa.Column("role", sa.String(length=80), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "organisation_id"],
            ["organisation.county_code", "organisation.id"],
            name=op.f("fk_post_county_code_organisation_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(
            ["county_code", "staff_id"],
            ["staff.county_code", "staff.id"],
            name=op.f("fk_post_county_code_staff_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_post")),
    )
    op.create_index(op.f("ix_post_county_code_organisation_id"), "post", ["county_code", "organisation_id"], unique=False)
    op.create_index(op.f("ix_post_county_code_staff_id"), "post", ["county_code", "staff_id"], unique=False)
    op.create_table(
        "api_key",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("key_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("post_id", UID, nullable=False),
        sa.Column("scopes", JSON, nullable=False),
        sa.Column("created_at", UTC, nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("last_used_at", UTC, nullable=True),
        sa.Column("ended_at", UTC, nullable=True),
        sa.Column("county_code", sa.String(length=6), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.ForeignKeyConstraint(
            ["county_code", "post_id"],
            ["post.county_code", "post.id"],
            name=op.f("fk_api_key_county_code_post_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("county_code", "id", name=op.f("pk_api_key")),
    )
    op.create_index(op.f("ix_api_key_key_hash"), "api_key", ["key_hash"], unique=False)


def downgrade() -> None:
    op.drop_table("api_key")
    op.drop_table("post")
    op.drop_table("ui_session")
    op.drop_table("staff")
    op.drop_table("post_role")
    op.drop_table("organisation")
    op.drop_table("login_failure")
    op.drop_table("division")
