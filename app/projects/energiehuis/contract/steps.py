"""The steps that somebody takes in the life of a loan: when each is offered, what it asks, which verb it calls."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from app.access.work import Work
from app.cases.models import Case
from app.clients.labels import full_name
from app.policy.queries import codes
from app.projects.energiehuis.arrears.service import (
    agree_plan,
    ask_early,
    ask_write_off,
    call_in,
    check_buyer,
    decide_write_off,
    give_notice,
    hold_for_settlement,
    regularise,
    remind,
    spread,
)
from app.projects.energiehuis.contract import forms
from app.projects.energiehuis.contract.queries import contract_of, limits_on, works_for
from app.projects.energiehuis.contract.queries_agreed import agreed_of, borrowers_of
from app.projects.energiehuis.contract.service import (
    add_mandate,
    close_loan,
    end_drawing,
    revoke,
    send_contract,
    sign_contract,
)
from app.projects.energiehuis.contract.service_drawdown import ask_drawdown
from app.projects.energiehuis.file.queries import file_of
from app.projects.energiehuis.ledger.rules_position import EntryKind
from app.projects.energiehuis.ledger.service import book
from app.projects.energiehuis.lifecycle.rules import State, months_words
from app.projects.energiehuis.queries import loan_of
from app.web.formatting import date_nl, euro
from app.web.forms import BaseForm

_S = State
_REPAID: Final = (
    _S.DRAWING, _S.REPAYING, _S.RUNNING, _S.DEFAULT_NOTICE, _S.PLAN, _S.DEBT_SETTLEMENT, _S.CALLED_IN, _S.RECOVERY,
    _S.DUE_BY_EVENT, _S.SPREAD,
)  # fmt: skip
_LATE: Final = (_S.DRAWING, _S.REPAYING, _S.DEFAULT_NOTICE, _S.PLAN)


def _nothing(work: Work, case: Case, form: Any) -> None:  # noqa: ANN401 - a form of any of the steps
    """A form that needs no lists and no first value."""


def _no_facts(work: Work, case: Case) -> list[str]:
    """A step that speaks for itself."""
    return []


@dataclass(frozen=True)
class Step:
    """One step of a loan."""

    title: str
    lead: str
    button: str
    form: type[BaseForm]
    run: Callable[[Work, Case, Any], object]
    phases: tuple[State, ...]
    """Where a case stands when this step is offered; the verb decides whether it may be taken."""
    offer: Callable[[Work, Case, Any], None] = field(default=_nothing)
    tell: Callable[[Work, Case], list[str]] = field(default=_no_facts)
    """What somebody has to know before taking it."""
    is_main: bool = False
    """Whether it is what usually comes next."""


def _today(name: str) -> Callable[[Work, Case, Any], None]:
    def offer(work: Work, case: Case, form: Any) -> None:  # noqa: ANN401 - a form of any of the steps
        if not form.is_submitted():
            form[name].data = work.clock.today()

    return offer


def _offer_send(work: Work, case: Case, form: forms.SendForm) -> None:
    if file_of(work.session, case.uid) is None:
        product = loan_of(work.session, case.uid).product
        form.kinds_of_work.offer([(each.key, each.label) for each in works_for(work.session, product)])
    else:
        # The quotes of the file say it already.
        del form.kinds_of_work
    _today("on")(work, case, form)


def _tell_works(work: Work, case: Case) -> list[str]:
    agreed = agreed_of(work, case)
    if agreed is None:
        return []
    labels = {each.key: each.label for each in works_for(work.session, loan_of(work.session, case.uid).product)}
    return [f"{labels.get(key, key)}: tot {euro(cents)}, volgens de offertes" for key, cents in agreed.works.items()]


def _tell_register(work: Work, case: Case) -> list[str]:
    agreed = agreed_of(work, case)
    if agreed is None or agreed.consulted_on is None:
        return []
    return [f"De Centrale voor kredieten is het laatst geraadpleegd op {date_nl(agreed.consulted_on)}."]


def _tell_call_in(work: Work, case: Case) -> list[str]:
    law = limits_on(work.session, work.clock.today())
    return [
        f"Dit kan {months_words(law.call_in_months)} na de ingebrekestelling, bij {law.call_in_instalments} open "
        f"termijnen of {law.call_in_percent} % van alles wat te betalen is."
    ]


def _offer_sign(work: Work, case: Case, form: forms.SignForm) -> None:
    if file_of(work.session, case.uid) is not None:
        # The consultations of the file count: no second day to type.
        del form.ckp_consulted_on
    else:
        days = limits_on(work.session, work.clock.today()).ckp_days
        form.ckp_consulted_on.description = f"Hoogstens {days} dagen voor de ondertekening."
    _today("on")(work, case, form)


def _offer_mandate(work: Work, case: Case, form: forms.MandateForm) -> None:
    if form.is_submitted():
        return
    _today("signed_on")(work, case, form)
    form.holder.data = " en ".join(full_name(person) for person in borrowers_of(work, case))
    agreed = agreed_of(work, case)
    form.iban.data = agreed.iban if agreed else None


def _offer_invoice(work: Work, case: Case, form: forms.InvoiceForm) -> None:
    product = loan_of(work.session, case.uid).product
    own = contract_of(work.session, case.uid).works
    form.work.offer([(each.key, each.label) for each in works_for(work.session, product) if each.key in own])


def offer_undo(work: Work, form: forms.UndoForm) -> None:
    """The reasons of today."""
    found = codes(work.session, "loan_undo_reason", work.clock.today())
    form.reason.offer_codes([(code.key, code.label_nl) for code in found])


def _sign(work: Work, case: Case, form: forms.SignForm) -> object:
    return sign_contract(work, case=case, signature=form.signature())


def _invoice(work: Work, case: Case, form: forms.InvoiceForm) -> object:
    return ask_drawdown(work, case=case, asked=form.asked(work.clock.today()))


STEPS: Final[dict[str, Step]] = {
    "contract": Step(
        "Contract versturen", "De voorwaarden liggen daarna vast. Wat op de dag van de aanvraag gold, blijft gelden.",
        "Verstuur het contract", forms.SendForm,
        lambda work, case, form: send_contract(
            work, case=case, on=form.on.data,
            kinds_of_work=tuple(form.kinds_of_work.data or ()) if "kinds_of_work" in form else (),
        ),
        (_S.APPROVED,), _offer_send, _tell_works, is_main=True,
    ),
    "ondertekening": Step(
        "Ondertekening noteren",
        "Vanaf nu loopt de termijn om te herroepen. De melding aan de Centrale komt bij je taken.",
        "Bewaar de ondertekening", forms.SignForm, _sign, (_S.CONTRACT_SENT,), _offer_sign,
        _tell_register, is_main=True,
    ),
    "mandaat": Step(
        "Mandaat om te innen", "Het vorige mandaat stopt op dezelfde dag.", "Bewaar het mandaat", forms.MandateForm,
        lambda work, case, form: add_mandate(
            work, case=case, signed_on=form.signed_on.data, iban=form.iban.data, holder=form.holder.data
        ),
        (_S.CONTRACT_SENT, _S.SIGNED, *_REPAID), _offer_mandate,
    ),
    "factuur": Step(
        "Factuur laten betalen",
        "De boekhouder zet de factuur in een betaalbestand; een tweede persoon geeft het vrij.",
        "Vraag de betaling aan", forms.InvoiceForm, _invoice, (_S.SIGNED, _S.DRAWING), _offer_invoice, is_main=True,
    ),
    "herroeping": Step(
        "Herroeping noteren", "Zonder opname eindigt het dossier. Is er al uitbetaald, dan is alles meteen opeisbaar.",
        "Noteer de herroeping", forms.DayForm, lambda work, case, form: revoke(work, case=case, on=form.on.data),
        (_S.SIGNED, _S.DRAWING), _today("on"),
    ),
    "einde-opnames": Step(
        "Opnames beëindigen", "De lening is dan wat uitbetaald werd, en de terugbetaling begint.",
        "Beëindig de opnames", forms.DayForm, lambda work, case, form: end_drawing(work, case=case, on=form.on.data),
        (_S.DRAWING,), _today("on"),
    ),
    "boeking": Step(
        "Met de hand boeken", "Een boeking wordt nooit veranderd. Een fout maak je ongedaan met een tegenboeking.",
        "Boek", forms.BookForm,
        lambda work, case, form: book(
            work, case=case, kind=EntryKind(form.kind.data), value_on=form.value_on.data, cents=form.amount.data
        ),
        _REPAID,
    ),
    "vervroegd": Step(
        "Alles vervroegd terugbetalen",
        "Vanaf vandaag is alles opeisbaar, zonder vergoeding. Maak daarna de afrekening: de termijn komt bij je taken.",
        "Maak alles opeisbaar", forms.PlainForm,
        lambda work, case, form: ask_early(work, case=case),
        (_S.REPAYING, _S.RUNNING),
    ),
    "herinnering": Step(
        "Herinneren", "Maak daarna de brief. Bellen helpt vaak meer.", "Noteer de herinnering", forms.ReminderForm,
        lambda work, case, form: remind(work, case=case, with_cost=form.with_cost.data), _LATE,
    ),
    "ingebrekestelling": Step(
        "In gebreke stellen", "De aangetekende brief herhaalt wanneer de lening opgeëist kan worden.",
        "Noteer de ingebrekestelling", forms.DayForm,
        lambda work, case, form: give_notice(work, case=case, on=form.on.data), (_S.REPAYING, _S.PLAN), _today("on"),
    ),
    "opeising": Step(
        "Lening opeisen",
        "Alles wordt dan in één keer opeisbaar.",
        "Eis de lening op", forms.PlainForm, lambda work, case, form: call_in(work, case=case), (_S.DEFAULT_NOTICE,),
        tell=_tell_call_in,
    ),
    "plan": Step(
        "Afbetalingsplan", "Zolang het plan loopt, gaan er geen herinneringen en geen inning uit.", "Bewaar het plan",
        forms.PlanForm,
        lambda work, case, form: agree_plan(
            work, case=case, monthly_cents=form.monthly.data, until_on=form.until_on.data
        ),
        (_S.REPAYING, _S.DEFAULT_NOTICE),
    ),
    "schuldenregeling": Step(
        "Collectieve schuldenregeling", "Vanaf nu loopt alles via de schuldbemiddelaar.", "Noteer de schuldenregeling",
        forms.DayForm, lambda work, case, form: hold_for_settlement(work, case=case, on=form.on.data),
        (_S.REPAYING, _S.DEFAULT_NOTICE, _S.PLAN, _S.CALLED_IN, _S.RECOVERY), _today("on"),
    ),
    "in-orde": Step(
        "Achterstand is in orde", "Alleen als er niets meer open staat.", "Zet terug in terugbetaling", forms.PlainForm,
        lambda work, case, form: regularise(work, case=case),
        (_S.DEFAULT_NOTICE, _S.PLAN, _S.DEBT_SETTLEMENT, _S.CALLED_IN, _S.RECOVERY),
    ),
    "afschrijving": Step(
        "Afschrijving voorstellen", "Een collega beslist.", "Stel de afschrijving voor", forms.WriteOffForm,
        lambda work, case, form: ask_write_off(work, case=case, cents=form.amount.data),
        (_S.CALLED_IN, _S.RECOVERY, _S.DEBT_SETTLEMENT),
    ),
    "afschrijving-beslissen": Step(
        "Over de afschrijving beslissen", "Wie het voorstel deed, kan niet beslissen.", "Bewaar de beslissing",
        forms.WriteOffDecisionForm,
        lambda work, case, form: decide_write_off(work, case=case, accept=form.accept.data == "ja"),
        (_S.CALLED_IN, _S.RECOVERY, _S.DEBT_SETTLEMENT),
    ),
    "jaarcontrole": Step(
        "Jaarlijkse controle",
        "Kijk de vijf gebeurtenissen van het contract na.", "Bewaar de controle", forms.BuyerForm,
        lambda work, case, form: check_buyer(
            work, case=case, happened=None if form.happened.data == "niets" else form.happened.data
        ),
        (_S.RUNNING,), is_main=True,
    ),
    "spreiden": Step(
        "Terugbetaling spreiden", "Het OCMW beslist dat in delen betaald mag worden.", "Bewaar de spreiding",
        forms.SpreadForm, lambda work, case, form: spread(work, case=case, monthly_cents=form.monthly.data),
        (_S.DUE_BY_EVENT,),
    ),
    "afsluiten": Step(
        "Lening afsluiten",
        "Kan als het saldo nul is. De melding aan de Centrale komt bij je taken.", "Sluit de lening af",
        forms.PlainForm, lambda work, case, form: close_loan(work, case=case), _REPAID,
    ),
}  # fmt: skip


def offered(phase: str) -> list[tuple[str, Step]]:
    """The steps that are offered in a phase, what usually comes next first."""
    found = [(key, step) for key, step in STEPS.items() if phase in step.phases]
    return sorted(found, key=lambda each: not each[1].is_main)
