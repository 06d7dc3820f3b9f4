"""The verbs of letters: write one for a case, keep a new version of a text."""

from sqlalchemy import select

from app.access.work import Work
from app.cases.loading import require_writable
from app.cases.models import Case
from app.cases.service_tasks import add_task
from app.core.errors import NotFound, Refused, Stale
from app.projects.energiehuis.contract.queries import contract_of, find_contracts
from app.projects.energiehuis.file.queries import dossier_of, file_of
from app.projects.energiehuis.letters.missing import answer_before, missing_values
from app.projects.energiehuis.letters.models import Letter, LetterTemplate
from app.projects.energiehuis.letters.queries import newest_template, standing_of
from app.projects.energiehuis.letters.rules import OF_FILE, OF_LOAN, LetterKind, Text, check_text, filled, paragraphs
from app.projects.energiehuis.letters.rules_fit import fits
from app.projects.energiehuis.letters.tables import table_with
from app.projects.energiehuis.letters.values import home_of, values_for
from app.projects.energiehuis.letters.values_file import file_values, kind_of_decision


def write_letter(work: Work, *, case: Case, kind: LetterKind) -> Letter:
    """Write a letter from the newest text and keep it, sealed, as it is."""
    require_writable(work, case)
    template = newest_template(work.session, kind)
    values, table = _content(work, case, kind)
    to = "\n".join([values["naam"], *home_of(work, case)])
    text = filled(Text(template.subject, template.body), values)
    letter = Letter(
        case_uid=case.uid,
        kind=kind.value,
        template_version=template.version,
        written_on=work.clock.today(),
        actor=work.actor.key,
        content={"to": to, "subject": text.subject, "paragraphs": paragraphs(text.body), "table": table},
    )
    work.session.add(letter)
    work.trail.record("loan.letter", "loan_letter", letter.uid, case_uid=case.uid, detail=kind.value)
    work.session.flush()
    return letter


def tell_decision(work: Work, *, case: Case) -> Letter | None:
    """Write the letter on what was just decided, with its reasons; none when the file only went back."""
    kind = kind_of_decision(dossier_of(work, case))
    return None if kind is None else write_letter(work, case=case, kind=kind)


def letters_for(work: Work, case: Case) -> list[LetterKind]:
    """The letters that a case can have now; NotFound for one without a file or a contract."""
    kinds: list[LetterKind] = []
    if file_of(work.session, case.uid) is not None:
        decided = kind_of_decision(dossier_of(work, case))
        kinds += [LetterKind.RECEIVED, *([decided] if decided else [])]
    for contract in find_contracts(work.session, [case.uid]):
        loan = standing_of(work, case, contract)
        kinds += [kind for kind in OF_LOAN if fits(kind, loan)]
    if not kinds:
        raise NotFound
    return kinds


def _content(work: Work, case: Case, kind: LetterKind) -> tuple[dict[str, str], list[list[str]]]:
    """What fills the text of a letter, and the table that goes with it."""
    if kind is LetterKind.MISSING:
        return missing_values(work, case), []
    if kind in OF_FILE:
        return file_values(work, dossier_of(work, case), kind), []
    contract = contract_of(work.session, case.uid)
    if not fits(kind, standing_of(work, case, contract)):
        raise Refused("Deze brief past niet bij waar de lening nu staat.", "kind")
    return values_for(work, case, contract, kind), table_with(work, contract, kind)


def ask_papers(work: Work, *, case: Case) -> Letter:
    """Write the letter on what is missing, and come back to it on the day that it names."""
    letter = write_letter(work, case=case, kind=LetterKind.MISSING)
    what = "Kijk na of de ontbrekende stukken er zijn"
    add_task(work, case=case, what=what, due_on=answer_before(work), assigned_uid=work.actor.user_uid)
    return letter


def keep_template(work: Work, *, kind: LetterKind, text: Text, based_on: int | None) -> LetterTemplate:
    """Keep a new version of a text. Stale when a colleague kept one since."""
    check_text(kind, text)
    newest = work.session.scalars(
        select(LetterTemplate).where(LetterTemplate.kind == kind).order_by(LetterTemplate.version.desc()).limit(1)
    ).one_or_none()
    if newest is None:
        raise NotFound
    if newest.version != based_on:
        raise Stale
    if (newest.subject, newest.body) == (text.subject, text.body):
        raise Refused("Aan deze tekst is niets veranderd.", "body")
    template = LetterTemplate(
        kind=kind.value,
        version=newest.version + 1,
        subject=text.subject,
        body=text.body,
        made_by=work.actor.key,
        made_at=work.clock.now(),
    )
    work.session.add(template)
    work.trail.record("loan.letter_text", "letter_template", template.uid, detail=f"{kind.value} {template.version}")
    work.session.flush()
    return template
