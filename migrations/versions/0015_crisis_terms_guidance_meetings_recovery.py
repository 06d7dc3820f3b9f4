"""The crisis network by night, terms and renewals, guidance with goals, crisis meetings, the medical file."""

import sqlalchemy as sa
from alembic import op

from app.core import types

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kw_capacity",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("team", sa.String(length=80), nullable=False),
        sa.Column("fte", types.Exact(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("fte > 0", name=op.f("ck_kw_capacity_somebody")),
        sa.CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_kw_capacity_dates_in_order")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_kw_capacity")),
        sa.UniqueConstraint("team", "valid_from", name=op.f("uq_kw_capacity_team_valid_from")),
    )
    op.create_table(
        "kw_crisis_request",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("ref", sa.String(length=80), nullable=False),
        sa.Column("asked_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("night", sa.Date(), nullable=False),
        sa.Column("referrer", sa.String(length=40), nullable=False),
        sa.Column("municipality", sa.String(length=5), nullable=True),
        sa.Column("organisation", sa.String(length=20), nullable=False),
        sa.Column("adults", sa.SmallInteger(), nullable=False),
        sa.Column("children", sa.SmallInteger(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "open",
                "opgenomen",
                "geweigerd",
                "jeugdhulp",
                "ingetrokken",
                name="crisisoutcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("stay_group", sa.String(length=80), nullable=True),
        sa.Column("asked_of", sa.String(length=80), nullable=False),
        sa.Column("follow_up_due", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("followed_up_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(outcome = 'geweigerd') = (reason IS NOT NULL)", name=op.f("ck_kw_crisis_request_refused_with_a_reason")
        ),
        sa.CheckConstraint(
            "(outcome = 'opgenomen') = (stay_group IS NOT NULL)", name=op.f("ck_kw_crisis_request_admitted_as_a_group")
        ),
        sa.CheckConstraint(
            "adults >= 0 AND children >= 0 AND adults + children > 0", name=op.f("ck_kw_crisis_request_somebody")
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_kw_crisis_request")),
        sa.UniqueConstraint("ref", name=op.f("uq_kw_crisis_request_ref")),
        sa.UniqueConstraint("stay_group", name=op.f("uq_kw_crisis_request_stay_group")),
    )
    with op.batch_alter_table("kw_crisis_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kw_crisis_request_follow_up_due"), ["follow_up_due"], unique=False)
        batch_op.create_index(batch_op.f("ix_kw_crisis_request_night"), ["night"], unique=False)
        batch_op.create_index(batch_op.f("ix_kw_crisis_request_organisation"), ["organisation"], unique=False)

    op.create_table(
        "kw_suspension",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("person_uid", types.Uid(length=16), nullable=False),
        sa.Column("organisation", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("note_cell", sa.LargeBinary(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=False),
        sa.Column("lifted_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("until > since", name=op.f("ck_kw_suspension_dates_in_order")),
        sa.ForeignKeyConstraint(["person_uid"], ["person.uid"], name=op.f("fk_kw_suspension_person_uid_person")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_kw_suspension")),
    )
    with op.batch_alter_table("kw_suspension", schema=None) as batch_op:
        batch_op.create_index("ix_kw_suspension_person", ["person_uid", "until"], unique=False)

    op.create_table(
        "kw_goal",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("guidance_uid", types.Uid(length=16), nullable=False),
        sa.Column("case_uid", types.Uid(length=16), nullable=False),
        sa.Column("domain", sa.String(length=40), nullable=False),
        sa.Column("what_cell", sa.LargeBinary(), nullable=False),
        sa.Column("set_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open", "reached", "dropped", name="goalstate", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'open') = (ended_on IS NULL)", name=op.f("ck_kw_goal_ended_on_a_day")),
        sa.ForeignKeyConstraint(["case_uid"], ["case_file.uid"], name=op.f("fk_kw_goal_case_uid_case_file")),
        sa.ForeignKeyConstraint(
            ["guidance_uid"], ["kw_guidance.uid"], name=op.f("fk_kw_goal_guidance_uid_kw_guidance")
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_kw_goal")),
    )
    with op.batch_alter_table("kw_goal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kw_goal_case_uid"), ["case_uid"], unique=False)
        batch_op.create_index(batch_op.f("ix_kw_goal_guidance_uid"), ["guidance_uid"], unique=False)

    op.create_table(
        "kw_meeting_request",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("case_uid", types.Uid(length=16), nullable=False),
        sa.Column("requested_on", sa.Date(), nullable=False),
        sa.Column("requested_by", sa.String(length=80), nullable=False),
        sa.Column("cause", sa.String(length=40), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("agenda_cell", sa.LargeBinary(), nullable=True),
        sa.Column("conclusion_cell", sa.LargeBinary(), nullable=True),
        sa.Column("meeting_uid", types.Uid(length=16), nullable=True),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "meeting_uid IS NULL OR cancelled_on IS NULL", name=op.f("ck_kw_meeting_request_held_or_cancelled")
        ),
        sa.ForeignKeyConstraint(["case_uid"], ["case_file.uid"], name=op.f("fk_kw_meeting_request_case_uid_case_file")),
        sa.ForeignKeyConstraint(
            ["meeting_uid"], ["kw_meeting.uid"], name=op.f("fk_kw_meeting_request_meeting_uid_kw_meeting")
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_kw_meeting_request")),
        sa.UniqueConstraint("meeting_uid", name=op.f("uq_kw_meeting_request_meeting_uid")),
    )
    with op.batch_alter_table("kw_meeting_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kw_meeting_request_case_uid"), ["case_uid"], unique=False)

    op.create_table(
        "kw_reminder",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("stay_uid", types.Uid(length=16), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("days", sa.SmallInteger(), nullable=False),
        sa.Column("task_uid", types.Uid(length=16), nullable=False),
        sa.ForeignKeyConstraint(["stay_uid"], ["kw_stay.uid"], name=op.f("fk_kw_reminder_stay_uid_kw_stay")),
        sa.ForeignKeyConstraint(["task_uid"], ["task.uid"], name=op.f("fk_kw_reminder_task_uid_task")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_kw_reminder")),
        sa.UniqueConstraint("stay_uid", "ends_on", "days", name=op.f("uq_kw_reminder_stay_uid_ends_on_days")),
    )
    op.create_table(
        "kw_renewal",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("stay_uid", types.Uid(length=16), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("is_over_term", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=False),
        sa.CheckConstraint(
            "NOT is_over_term OR reason IS NOT NULL", name=op.f("ck_kw_renewal_over_term_with_a_reason")
        ),
        sa.ForeignKeyConstraint(["stay_uid"], ["kw_stay.uid"], name=op.f("fk_kw_renewal_stay_uid_kw_stay")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_kw_renewal")),
        sa.UniqueConstraint("stay_uid", "number", name=op.f("uq_kw_renewal_stay_uid_number")),
    )
    op.create_table(
        "kw_action_point",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("request_uid", types.Uid(length=16), nullable=False),
        sa.Column("case_uid", types.Uid(length=16), nullable=False),
        sa.Column("task_uid", types.Uid(length=16), nullable=False),
        sa.Column("owner_cell", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_uid"], ["case_file.uid"], name=op.f("fk_kw_action_point_case_uid_case_file")),
        sa.ForeignKeyConstraint(
            ["request_uid"], ["kw_meeting_request.uid"], name=op.f("fk_kw_action_point_request_uid_kw_meeting_request")
        ),
        sa.ForeignKeyConstraint(["task_uid"], ["task.uid"], name=op.f("fk_kw_action_point_task_uid_task")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_kw_action_point")),
        sa.UniqueConstraint("task_uid", name=op.f("uq_kw_action_point_task_uid")),
    )
    with op.batch_alter_table("kw_action_point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kw_action_point_case_uid"), ["case_uid"], unique=False)
        batch_op.create_index(batch_op.f("ix_kw_action_point_request_uid"), ["request_uid"], unique=False)

    op.create_table(
        "kw_meeting_participant",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("request_uid", types.Uid(length=16), nullable=False),
        sa.Column("case_uid", types.Uid(length=16), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("name_cell", sa.LargeBinary(), nullable=True),
        sa.Column("attended", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_uid"], ["case_file.uid"], name=op.f("fk_kw_meeting_participant_case_uid_case_file")
        ),
        sa.ForeignKeyConstraint(
            ["request_uid"],
            ["kw_meeting_request.uid"],
            name=op.f("fk_kw_meeting_participant_request_uid_kw_meeting_request"),
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_kw_meeting_participant")),
    )
    with op.batch_alter_table("kw_meeting_participant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kw_meeting_participant_case_uid"), ["case_uid"], unique=False)
        batch_op.create_index(batch_op.f("ix_kw_meeting_participant_request_uid"), ["request_uid"], unique=False)

    op.create_table(
        "kw_medical_file",
        sa.Column("uid", types.Uid(length=16), nullable=False),
        sa.Column("person_uid", types.Uid(length=16), nullable=False),
        sa.Column("referrer", sa.String(length=40), nullable=False),
        sa.Column("need_cell", sa.LargeBinary(), nullable=True),
        sa.Column("care_plan_cell", sa.LargeBinary(), nullable=True),
        sa.Column("note_cell", sa.LargeBinary(), nullable=True),
        sa.Column("criteria_cell", sa.LargeBinary(), nullable=True),
        sa.Column("discharged_on", sa.Date(), nullable=True),
        sa.Column("destination", sa.String(length=40), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(discharged_on IS NULL) = (destination IS NULL)", name=op.f("ck_kw_medical_file_discharged_somewhere")
        ),
        sa.ForeignKeyConstraint(["person_uid"], ["person.uid"], name=op.f("fk_kw_medical_file_person_uid_person")),
        sa.ForeignKeyConstraint(
            ["uid"], ["kw_medical_referral.uid"], name=op.f("fk_kw_medical_file_uid_kw_medical_referral")
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_kw_medical_file")),
    )
    with op.batch_alter_table("kw_medical_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kw_medical_file_person_uid"), ["person_uid"], unique=False)

    with op.batch_alter_table("kw_guidance", schema=None) as batch_op:
        batch_op.add_column(sa.Column("worker_uid", types.Uid(length=16), nullable=True))
        batch_op.add_column(sa.Column("aftercare_from", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("kw_medical_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kw_medical_file_person_uid"))

    op.drop_table("kw_medical_file")
    with op.batch_alter_table("kw_meeting_participant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kw_meeting_participant_request_uid"))
        batch_op.drop_index(batch_op.f("ix_kw_meeting_participant_case_uid"))

    op.drop_table("kw_meeting_participant")
    with op.batch_alter_table("kw_action_point", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kw_action_point_request_uid"))
        batch_op.drop_index(batch_op.f("ix_kw_action_point_case_uid"))

    op.drop_table("kw_action_point")
    op.drop_table("kw_renewal")
    op.drop_table("kw_reminder")
    with op.batch_alter_table("kw_meeting_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kw_meeting_request_case_uid"))

    op.drop_table("kw_meeting_request")
    with op.batch_alter_table("kw_goal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kw_goal_guidance_uid"))
        batch_op.drop_index(batch_op.f("ix_kw_goal_case_uid"))

    op.drop_table("kw_goal")
    with op.batch_alter_table("kw_suspension", schema=None) as batch_op:
        batch_op.drop_index("ix_kw_suspension_person")

    op.drop_table("kw_suspension")
    with op.batch_alter_table("kw_crisis_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kw_crisis_request_organisation"))
        batch_op.drop_index(batch_op.f("ix_kw_crisis_request_night"))
        batch_op.drop_index(batch_op.f("ix_kw_crisis_request_follow_up_due"))

    op.drop_table("kw_crisis_request")
    op.drop_table("kw_capacity")
    with op.batch_alter_table("kw_guidance", schema=None) as batch_op:
        batch_op.drop_column("aftercare_from")
        batch_op.drop_column("worker_uid")
