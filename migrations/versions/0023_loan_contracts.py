"""Loans from contract to closing: terms, mandates, ledger, bank, letters; dwellings that are coached."""

import sqlalchemy as sa
from alembic import op

from app.core import types

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bank_statement",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("account", sa.String(length=34), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("opening_cents", sa.BigInteger(), nullable=False),
        sa.Column("closing_cents", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("imported_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_bank_statement")),
        sa.UniqueConstraint("account", "number", name=op.f("uq_bank_statement_account_number")),
    )
    with op.batch_alter_table("bank_statement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bank_statement_digest"), ["digest"], unique=False)

    op.create_table(
        "letter_template",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=160), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("made_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_letter_template")),
        sa.UniqueConstraint("kind", "version", name=op.f("uq_letter_template_kind_version")),
    )
    op.create_table(
        "payment_order",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("inning", "overschrijving", name="orderkind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("reference", sa.String(length=35), nullable=False),
        sa.Column("execution_on", sa.Date(), nullable=False),
        sa.Column("total_cents", sa.BigInteger(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("made_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("released_by", sa.String(length=80), nullable=True),
        sa.Column("released_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(released_by IS NULL) = (released_at IS NULL)", name=op.f("ck_payment_order_released_whole")
        ),
        sa.CheckConstraint("released_by IS NULL OR released_by <> made_by", name=op.f("ck_payment_order_four_eyes")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_payment_order")),
        sa.UniqueConstraint("reference", name=op.f("uq_payment_order_reference")),
    )
    op.create_table(
        "coached_dwelling",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("owner_uid", types.Uid(length=16), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "huis",
                "appartement",
                "gebouw",
                name="dwellingkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("building_uid", types.Uid(length=16), nullable=True),
        sa.Column("municipality", sa.String(length=5), nullable=False),
        sa.Column("organisation", sa.String(length=20), nullable=False),
        sa.Column("built_in", sa.Integer(), nullable=True),
        sa.Column("registered_on", sa.Date(), nullable=False),
        sa.Column("address_cell", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "kind = 'appartement' OR building_uid IS NULL", name=op.f("ck_coached_dwelling_building_of_apartment")
        ),
        sa.ForeignKeyConstraint(
            ["building_uid"], ["coached_dwelling.uid"], name=op.f("fk_coached_dwelling_building_uid_coached_dwelling")
        ),
        sa.ForeignKeyConstraint(["owner_uid"], ["person.uid"], name=op.f("fk_coached_dwelling_owner_uid_person")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_coached_dwelling")),
    )
    with op.batch_alter_table("coached_dwelling", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_coached_dwelling_building_uid"), ["building_uid"], unique=False)
        batch_op.create_index(batch_op.f("ix_coached_dwelling_owner_uid"), ["owner_uid"], unique=False)

    op.create_table(
        "bank_line",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("statement_uid", types.Uid(length=16), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("value_on", sa.Date(), nullable=False),
        sa.Column("amount_cents", sa.Integer(), nullable=False),
        sa.Column("communication", sa.String(length=12), nullable=True),
        sa.Column(
            "standing",
            sa.Enum(
                "open", "geboekt", "opzij", name="linestanding", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("why", sa.String(length=30), nullable=True),
        sa.Column("case_uid", types.Uid(length=16), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_uid"], ["loan_application.uid"], name=op.f("fk_bank_line_case_uid_loan_application")
        ),
        sa.ForeignKeyConstraint(
            ["statement_uid"], ["bank_statement.uid"], name=op.f("fk_bank_line_statement_uid_bank_statement")
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_bank_line")),
        sa.UniqueConstraint("statement_uid", "place", name=op.f("uq_bank_line_statement_uid_place")),
    )
    with op.batch_alter_table("bank_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bank_line_case_uid"), ["case_uid"], unique=False)
        batch_op.create_index(
            "ix_bank_line_open",
            ["value_on", "uid"],
            unique=False,
            sqlite_where=sa.text("standing = 'open'"),
            postgresql_where=sa.text("standing = 'open'"),
        )

    op.create_table(
        "loan_ageing",
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("case_uid", types.Uid(length=16), nullable=False),
        sa.Column("drawn_cents", sa.Integer(), nullable=False),
        sa.Column("balance_cents", sa.Integer(), nullable=False),
        sa.Column("arrears_cents", sa.Integer(), nullable=False),
        sa.Column("days_late", sa.Integer(), nullable=False),
        sa.Column("instalments_unpaid", sa.Integer(), nullable=False),
        sa.Column("age", sa.String(length=20), nullable=False),
        sa.CheckConstraint("balance_cents >= 0 AND arrears_cents >= 0", name=op.f("ck_loan_ageing_not_negative")),
        sa.ForeignKeyConstraint(
            ["case_uid"], ["loan_application.uid"], name=op.f("fk_loan_ageing_case_uid_loan_application")
        ),
        sa.PrimaryKeyConstraint("on", "case_uid", name=op.f("pk_loan_ageing")),
    )
    op.create_table(
        "loan_drawdown",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("case_uid", types.Uid(length=16), nullable=False),
        sa.Column("work", sa.String(length=40), nullable=False),
        sa.Column("amount_cents", sa.Integer(), nullable=False),
        sa.Column("invoice_on", sa.Date(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("entered_by", sa.String(length=80), nullable=False),
        sa.Column("payee_cell", sa.LargeBinary(), nullable=True),
        sa.Column("iban_cell", sa.LargeBinary(), nullable=True),
        sa.Column("invoice_cell", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount_cents > 0", name=op.f("ck_loan_drawdown_amount_positive")),
        sa.ForeignKeyConstraint(
            ["case_uid"], ["loan_application.uid"], name=op.f("fk_loan_drawdown_case_uid_loan_application")
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_loan_drawdown")),
    )
    with op.batch_alter_table("loan_drawdown", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_loan_drawdown_case_uid"), ["case_uid"], unique=False)

    op.create_table(
        "loan_event",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("case_uid", types.Uid(length=16), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("amount_cents", sa.Integer(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_uid"], ["loan_application.uid"], name=op.f("fk_loan_event_case_uid_loan_application")
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_loan_event")),
    )
    with op.batch_alter_table("loan_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_loan_event_case_uid"), ["case_uid"], unique=False)
        batch_op.create_index("ix_loan_event_kind_on", ["kind", "on"], unique=False)

    op.create_table(
        "loan_letter",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("case_uid", types.Uid(length=16), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("template_version", sa.Integer(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("content_cell", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_uid"], ["loan_application.uid"], name=op.f("fk_loan_letter_case_uid_loan_application")
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_loan_letter")),
    )
    with op.batch_alter_table("loan_letter", schema=None) as batch_op:
        batch_op.create_index("ix_loan_letter_case_uid_written_on", ["case_uid", "written_on"], unique=False)

    op.create_table(
        "loan_mandate",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("case_uid", types.Uid(length=16), nullable=False),
        sa.Column("reference", sa.String(length=35), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("entered_by", sa.String(length=80), nullable=False),
        sa.Column("iban_cell", sa.LargeBinary(), nullable=True),
        sa.Column("holder_cell", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_uid"], ["loan_application.uid"], name=op.f("fk_loan_mandate_case_uid_loan_application")
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_loan_mandate")),
        sa.UniqueConstraint("reference", name=op.f("uq_loan_mandate_reference")),
    )
    with op.batch_alter_table("loan_mandate", schema=None) as batch_op:
        batch_op.create_index(
            "uq_loan_mandate_in_force",
            ["case_uid"],
            unique=True,
            sqlite_where=sa.text("ended_on IS NULL"),
            postgresql_where=sa.text("ended_on IS NULL"),
        )

    op.create_table(
        "loan_terms",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("case_uid", types.Uid(length=16), nullable=False),
        sa.Column("amount_cents", sa.Integer(), nullable=False),
        sa.Column("rate", types.Exact(), nullable=False),
        sa.Column("months", sa.SmallInteger(), nullable=False),
        sa.Column(
            "repayment",
            sa.Enum("annuity", "bullet", name="repayment", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "convention",
            sa.Enum("effective", "nominal", name="convention", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("most_drawdowns", sa.SmallInteger(), nullable=True),
        sa.Column("most_months", sa.SmallInteger(), nullable=True),
        sa.Column("communication", sa.String(length=12), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("ckp_consulted_on", sa.Date(), nullable=True),
        sa.Column("first_due_on", sa.Date(), nullable=True),
        sa.Column("drawing_ended_on", sa.Date(), nullable=True),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column("sent_by", sa.String(length=80), nullable=False),
        sa.Column("early_reason_cell", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount_cents > 0 AND months > 0", name=op.f("ck_loan_terms_terms_positive")),
        sa.ForeignKeyConstraint(
            ["case_uid"], ["loan_application.uid"], name=op.f("fk_loan_terms_case_uid_loan_application")
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_loan_terms")),
        sa.UniqueConstraint("case_uid", name=op.f("uq_loan_terms_case_uid")),
        sa.UniqueConstraint("communication", name=op.f("uq_loan_terms_communication")),
    )
    op.create_table(
        "loan_terms_work",
        sa.Column("case_uid", types.Uid(length=16), nullable=False),
        sa.Column("work", sa.String(length=40), nullable=False),
        sa.Column("most_cents", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_uid"], ["loan_application.uid"], name=op.f("fk_loan_terms_work_case_uid_loan_application")
        ),
        sa.PrimaryKeyConstraint("case_uid", "work", name=op.f("pk_loan_terms_work")),
    )
    op.create_table(
        "loan_entry",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("case_uid", types.Uid(length=16), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "opname",
                "betaling",
                "vervroegd",
                "premie",
                "kost",
                "opeisbaar",
                "afgeschreven",
                "teruggestort",
                name="entrykind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("value_on", sa.Date(), nullable=False),
        sa.Column("amount_cents", sa.Integer(), nullable=False),
        sa.Column("reverses_uid", types.Uid(length=16), nullable=True),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.Column("drawdown_uid", types.Uid(length=16), nullable=True),
        sa.Column("line_uid", types.Uid(length=16), nullable=True),
        sa.Column("booked_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.CheckConstraint(
            "(kind = 'opeisbaar') = (amount_cents = 0) AND amount_cents >= 0", name=op.f("ck_loan_entry_amount_fits")
        ),
        sa.CheckConstraint("(reverses_uid IS NULL) = (reason IS NULL)", name=op.f("ck_loan_entry_reason_of_undoing")),
        sa.ForeignKeyConstraint(
            ["case_uid"], ["loan_application.uid"], name=op.f("fk_loan_entry_case_uid_loan_application")
        ),
        sa.ForeignKeyConstraint(
            ["drawdown_uid"], ["loan_drawdown.uid"], name=op.f("fk_loan_entry_drawdown_uid_loan_drawdown")
        ),
        sa.ForeignKeyConstraint(["line_uid"], ["bank_line.uid"], name=op.f("fk_loan_entry_line_uid_bank_line")),
        sa.ForeignKeyConstraint(
            ["reverses_uid"], ["loan_entry.uid"], name=op.f("fk_loan_entry_reverses_uid_loan_entry")
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_loan_entry")),
        sa.UniqueConstraint("reverses_uid", name=op.f("uq_loan_entry_reverses_uid")),
    )
    with op.batch_alter_table("loan_entry", schema=None) as batch_op:
        batch_op.create_index("ix_loan_entry_case_uid_value_on", ["case_uid", "value_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_loan_entry_drawdown_uid"), ["drawdown_uid"], unique=False)
        batch_op.create_index("ix_loan_entry_kind_value_on", ["kind", "value_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_loan_entry_line_uid"), ["line_uid"], unique=False)

    op.create_table(
        "payment_line",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("order_uid", types.Uid(length=16), nullable=False),
        sa.Column("case_uid", types.Uid(length=16), nullable=False),
        sa.Column("amount_cents", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("mandate_uid", types.Uid(length=16), nullable=True),
        sa.Column("drawdown_uid", types.Uid(length=16), nullable=True),
        sa.Column("is_first", sa.Boolean(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.CheckConstraint("(drawdown_uid IS NULL) = (due_on IS NOT NULL)", name=op.f("ck_payment_line_one_ground")),
        sa.CheckConstraint("amount_cents > 0", name=op.f("ck_payment_line_amount_positive")),
        sa.ForeignKeyConstraint(
            ["case_uid"], ["loan_application.uid"], name=op.f("fk_payment_line_case_uid_loan_application")
        ),
        sa.ForeignKeyConstraint(
            ["drawdown_uid"], ["loan_drawdown.uid"], name=op.f("fk_payment_line_drawdown_uid_loan_drawdown")
        ),
        sa.ForeignKeyConstraint(
            ["mandate_uid"], ["loan_mandate.uid"], name=op.f("fk_payment_line_mandate_uid_loan_mandate")
        ),
        sa.ForeignKeyConstraint(
            ["order_uid"], ["payment_order.uid"], name=op.f("fk_payment_line_order_uid_payment_order")
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_payment_line")),
    )
    with op.batch_alter_table("payment_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_payment_line_order_uid"), ["order_uid"], unique=False)
        batch_op.create_index(
            "uq_payment_line_drawdown",
            ["drawdown_uid"],
            unique=True,
            sqlite_where=sa.text("withdrawn_on IS NULL"),
            postgresql_where=sa.text("withdrawn_on IS NULL"),
        )
        batch_op.create_index(
            "uq_payment_line_due",
            ["case_uid", "due_on"],
            unique=True,
            sqlite_where=sa.text("withdrawn_on IS NULL"),
            postgresql_where=sa.text("withdrawn_on IS NULL"),
        )

    with op.batch_alter_table("owner_contact", schema=None) as batch_op:
        batch_op.add_column(sa.Column("dwelling_uid", types.Uid(length=16), nullable=True))
        batch_op.create_index(batch_op.f("ix_owner_contact_dwelling_uid"), ["dwelling_uid"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_owner_contact_dwelling_uid_coached_dwelling"), "coached_dwelling", ["dwelling_uid"], ["uid"]
        )

    _final_entries()


def _final_entries() -> None:
    """The database itself refuses to change or remove an entry of the ledger."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION loan_entry_is_final() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'entries of the ledger are final'; END $$"
        )
        for what in ("update", "delete", "truncate"):
            op.execute(
                f"CREATE TRIGGER loan_entry_no_{what} BEFORE {what.upper()} ON loan_entry "
                "FOR EACH STATEMENT EXECUTE FUNCTION loan_entry_is_final()"
            )
        return
    for what in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER loan_entry_no_{what} BEFORE {what.upper()} ON loan_entry "
            "BEGIN SELECT RAISE(ABORT, 'entries of the ledger are final'); END"
        )


def downgrade() -> None:
    with op.batch_alter_table("owner_contact", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_owner_contact_dwelling_uid_coached_dwelling"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_owner_contact_dwelling_uid"))
        batch_op.drop_column("dwelling_uid")

    with op.batch_alter_table("payment_line", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_payment_line_due",
            sqlite_where=sa.text("withdrawn_on IS NULL"),
            postgresql_where=sa.text("withdrawn_on IS NULL"),
        )
        batch_op.drop_index(
            "uq_payment_line_drawdown",
            sqlite_where=sa.text("withdrawn_on IS NULL"),
            postgresql_where=sa.text("withdrawn_on IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_payment_line_order_uid"))

    op.drop_table("payment_line")
    with op.batch_alter_table("loan_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_loan_entry_line_uid"))
        batch_op.drop_index("ix_loan_entry_kind_value_on")
        batch_op.drop_index(batch_op.f("ix_loan_entry_drawdown_uid"))
        batch_op.drop_index("ix_loan_entry_case_uid_value_on")

    op.drop_table("loan_entry")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION loan_entry_is_final()")
    op.drop_table("loan_terms_work")
    op.drop_table("loan_terms")
    with op.batch_alter_table("loan_mandate", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_loan_mandate_in_force",
            sqlite_where=sa.text("ended_on IS NULL"),
            postgresql_where=sa.text("ended_on IS NULL"),
        )

    op.drop_table("loan_mandate")
    with op.batch_alter_table("loan_letter", schema=None) as batch_op:
        batch_op.drop_index("ix_loan_letter_case_uid_written_on")

    op.drop_table("loan_letter")
    with op.batch_alter_table("loan_event", schema=None) as batch_op:
        batch_op.drop_index("ix_loan_event_kind_on")
        batch_op.drop_index(batch_op.f("ix_loan_event_case_uid"))

    op.drop_table("loan_event")
    with op.batch_alter_table("loan_drawdown", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_loan_drawdown_case_uid"))

    op.drop_table("loan_drawdown")
    op.drop_table("loan_ageing")
    with op.batch_alter_table("bank_line", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_bank_line_open",
            sqlite_where=sa.text("standing = 'open'"),
            postgresql_where=sa.text("standing = 'open'"),
        )
        batch_op.drop_index(batch_op.f("ix_bank_line_case_uid"))

    op.drop_table("bank_line")
    with op.batch_alter_table("coached_dwelling", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_coached_dwelling_owner_uid"))
        batch_op.drop_index(batch_op.f("ix_coached_dwelling_building_uid"))

    op.drop_table("coached_dwelling")
    op.drop_table("payment_order")
    op.drop_table("letter_template")
    with op.batch_alter_table("bank_statement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bank_statement_digest"))

    op.drop_table("bank_statement")
