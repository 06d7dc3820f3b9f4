"""Forms of an application: what is asked for, and the parts of its file one by one."""

from collections.abc import Iterable
from decimal import Decimal
from typing import ClassVar, Final, TypeVar
from uuid import UUID

from app.access.work import Work
from app.cases.models import Case
from app.cases.queries_privacy import may_read_home
from app.clients.labels import full_name
from app.clients.models_household import HouseholdSnapshot
from app.clients.queries import members_on
from app.organisations.queries import municipalities, organisations
from app.policy.models import Code
from app.policy.queries import codes
from app.projects.energiehuis.counted import PROJECT_KEY
from app.projects.energiehuis.file.queries import Dossier, papers_of
from app.projects.energiehuis.file.rules_checks import works_on
from app.projects.energiehuis.file.service import (
    EPC_LABELS,
    Dwelling,
    Household,
    Wish,
    add_co_borrower,
    add_money,
    add_quote,
    note_paper,
    save_dwelling,
    save_household,
)
from app.projects.energiehuis.labels import DWELLINGS
from app.projects.energiehuis.products.queries import products, works
from app.web.fields import (
    ChoiceField,
    CodeField,
    DutchDateField,
    DutchIntegerField,
    MoneyField,
    NoteField,
    RadioChoice,
    TickField,
    TickList,
    TrimmedStringField,
)
from app.web.forms import BaseForm
from app.web.validators import LengthBetween, Required

Value = TypeVar("Value")
YES_NO: Final = (("ja", "Ja"), ("nee", "Nee"))


class ApplyForm(BaseForm):
    """What somebody asks for."""

    received_on = DutchDateField("Aanvraag van", [Required("Vul de dag van de aanvraag in.")])
    family = ChoiceField("Lening", [Required("Kies een lening.")])
    amount = MoneyField("Gevraagd bedrag", [Required("Vul het gevraagde bedrag in.")])
    months = DutchIntegerField("Looptijd in maanden", [Required("Vul de looptijd in.")])
    municipality = ChoiceField("Woonplaats", [Required("Kies de gemeente.")])
    adults = DutchIntegerField("Volwassenen", [Required("Vul in hoeveel volwassenen er zijn.")])
    children = DutchIntegerField("Kinderen")
    organisation = ChoiceField("Dossier van", [Required("Kies de organisatie die het dossier opvolgt.")])

    def wish(self) -> Wish:
        """What was filled in, for the verb."""
        return Wish(
            received_on=given(self.received_on.data),
            family=self.family.data,
            amount_cents=given(self.amount.data),
            months=given(self.months.data),
            municipality=self.municipality.data,
            adults=given(self.adults.data),
            children=self.children.data or 0,
        )


def offer_application(work: Work, form: ApplyForm, last: HouseholdSnapshot | None) -> None:
    """Put the lists of today in the form, and on a fresh page what is known already."""
    session, today = work.session, work.clock.today()
    newest = {row.family: row for row in products(session)}
    form.family.offer([(family, row.label) for family, row in newest.items()])
    form.municipality.offer([(place.nis5, place.name) for place in municipalities(session, today)])
    own = [
        (one.code, one.short_name)
        for one in organisations(session, today)
        if work.actor.holds("case.write", PROJECT_KEY, one.code)
    ]
    form.organisation.offer(own)
    if form.is_submitted():
        return
    form.received_on.data = today
    if len(own) == 1:
        form.organisation.data = own[0][0]
    if last is not None:
        form.adults.data, form.children.data = last.adults, last.children


class PartForm(BaseForm):
    """One part of a file: how its page is called, what it offers, what it saves."""

    title: ClassVar[str]
    lead: str = ""
    button: ClassVar[str]

    def offer(self, work: Work, found: Dossier) -> None:
        """Put lists and what is known already in the form."""

    def apply(self, work: Work, case: Case) -> None:
        """Save what was filled in."""
        raise NotImplementedError


class DwellingForm(PartForm):
    """The dwelling, the target group, and what asks for papers."""

    title = "Woning en doelgroep"
    button = "Bewaar de woning"

    group = CodeField("Doelgroep", [Required("Kies een doelgroep.")])
    kind = RadioChoice("Soort woning", [Required("Kies huis of appartement.")], choices=tuple(DWELLINGS.items()))
    address = TrimmedStringField("Adres van de woning", [Required("Vul het adres in."), LengthBetween(0, 200)])
    building_year = DutchIntegerField("Bouwjaar")
    epc_label = ChoiceField("EPC-label", choices=[(label, label) for label in EPC_LABELS])
    epc_on = DutchDateField("EPC van")
    iban = TrimmedStringField("Rekeningnummer voor de terugbetaling", [Required("Vul het rekeningnummer in.")])
    situations = TickList("Wat is er nog van toepassing?", description="Dit bepaalt welke stukken nodig zijn.")

    def offer(self, work: Work, found: Dossier) -> None:
        day, file = found.application.received_on, found.file
        groups = codes(work.session, "loan_target_group", day)
        self.group.offer_codes(_choices(code for code in groups if code.attrs.get("family") == found.product.family))
        self.situations.offer(_choices(codes(work.session, "loan_situation", day)))
        is_hidden = file.address_cell is not None and not may_read_home(work, found.case)
        if is_hidden:
            self.address.description = "Afgeschermd. Laat leeg om het te laten zoals het is."
            self.address.validators, self.address.flags.required = [LengthBetween(0, 200)], False
        if self.is_submitted():
            return
        self.group.data, self.kind.data = file.target_group, file.dwelling_kind
        self.address.data = "" if is_hidden else file.address
        self.building_year.data, self.epc_label.data, self.epc_on.data = file.building_year, file.epc_label, file.epc_on
        self.iban.data, self.situations.data = file.iban, file.situations

    def apply(self, work: Work, case: Case) -> None:
        dwelling = Dwelling(
            group=self.group.data,
            kind=self.kind.data,
            address=self.address.data or "",
            building_year=self.building_year.data,
            epc_label=self.epc_label.data,
            epc_on=self.epc_on.data,
            iban=given(self.iban.data),
            situations=tuple(self.situations.data or ()),
        )
        save_dwelling(work, case=case, dwelling=dwelling)


class HouseholdForm(PartForm):
    """Who is dependent, and the income of the latest assessment."""

    title = "Gezin en aanslag"
    lead = "Wie dit invult, kan later niet over dit dossier beslissen."
    button = "Bewaar het gezin"

    couple = RadioChoice("Woont er een partner in?", [Required("Kies ja of nee.")], choices=YES_NO)
    dependants = DutchIntegerField("Personen ten laste", [Required("Vul een aantal in, ook als het 0 is.")])
    assessed = MoneyField("Gezamenlijk belastbaar inkomen", description="Van het laatste aanslagbiljet, per jaar.")
    assessment_year = DutchIntegerField("Aanslagjaar")

    def offer(self, work: Work, found: Dossier) -> None:
        household, assessed = found.file.household, found.file.assessed
        if self.is_submitted() or household is None:
            return
        self.couple.data = "ja" if household["couple"] else "nee"
        self.dependants.data = int(household["dependants"])
        self.assessed.data = None if assessed is None else int(assessed * 100)
        self.assessment_year.data = found.file.assessment_year

    def apply(self, work: Work, case: Case) -> None:
        cents = self.assessed.data
        household = Household(
            couple=self.couple.data == "ja",
            dependants=given(self.dependants.data),
            assessed=None if cents is None else Decimal(cents) / 100,
            assessment_year=self.assessment_year.data,
        )
        save_household(work, case=case, household=household)


class BorrowerForm(PartForm):
    """Somebody of the household signs too."""

    title = "Medeontlener"
    lead = "Staat iemand niet in de lijst, voeg die persoon dan eerst toe aan het gezin."
    button = "Voeg de medeontlener toe"

    person = ChoiceField("Wie leent mee?", [Required("Kies iemand van het gezin.")])

    def offer(self, work: Work, found: Dossier) -> None:
        present = {person.uid for _, person in found.borrowers}
        members = members_on(work, found.case.household_uid, work.clock.today())
        people = [member.person for member in members if member.person.uid not in present]
        self.person.offer([(str(person.uid), full_name(person)) for person in people])

    def apply(self, work: Work, case: Case) -> None:
        add_co_borrower(work, case=case, person_uid=UUID(self.person.data))


class QuoteForm(PartForm):
    """A quote for one kind of work."""

    title = "Offerte"
    button = "Bewaar de offerte"

    work = ChoiceField("Soort werk", [Required("Kies het soort werk.")])
    amount = MoneyField("Bedrag van de offerte", [Required("Vul het bedrag in.")])
    by_contractor = RadioChoice("Voert een aannemer het uit?", [Required("Kies ja of nee.")], choices=YES_NO)
    description = TrimmedStringField(
        "Aannemer en nummer van de offerte", [Required("Vul in van wie de offerte is."), LengthBetween(0, 200)]
    )

    def offer(self, work: Work, found: Dossier) -> None:
        known = works_on(works(work.session, found.product.family), found.application.received_on)
        self.work.offer([(key, row.label) for key, row in known.items()] or [("energy_works", "Energiewerken")])

    def apply(self, work: Work, case: Case) -> None:
        add_quote(
            work,
            case=case,
            kind=self.work.data,
            amount_cents=given(self.amount.data),
            by_contractor=self.by_contractor.data == "ja",
            description=given(self.description.data),
        )


class MoneyForm(PartForm):
    """An income, a charge or a running credit."""

    title = "Inkomen, last of krediet"
    lead = "Wie dit invult, kan later niet over dit dossier beslissen."
    button = "Bewaar het bedrag"

    kind = CodeField("Soort", [Required("Kies een soort.")])
    amount = MoneyField("Bedrag per maand", [Required("Vul het bedrag in.")])
    note = NoteField("Toelichting", [LengthBetween(0, 500)])

    def offer(self, work: Work, found: Dossier) -> None:
        self.kind.offer_codes(_choices(codes(work.session, "loan_money", work.clock.today())))

    def apply(self, work: Work, case: Case) -> None:
        amount = Decimal(given(self.amount.data)) / 100
        add_money(work, case=case, kind=self.kind.data, amount=amount, note=self.note.data)


class PaperForm(PartForm):
    """A paper of the checklist came in."""

    title = "Stuk ontvangen"
    lead = "Bewaar het stuk zelf niet hier: noteer wanneer het kwam en of je het nakeek."
    button = "Bewaar het stuk"

    document = ChoiceField("Stuk", [Required("Kies een stuk.")])
    received_on = DutchDateField("Ontvangen op", [Required("Vul de dag in.")])
    is_checked = TickField("Ik heb dit stuk nagekeken")

    def offer(self, work: Work, found: Dossier) -> None:
        papers = [paper for paper in papers_of(work.session, found) if paper.checked_on is None]
        self.document.offer([(paper.key, paper.label) for paper in papers])
        if not self.is_submitted():
            self.received_on.data = work.clock.today()
            self.is_checked.data = True

    def apply(self, work: Work, case: Case) -> None:
        note_paper(
            work,
            case=case,
            document=self.document.data,
            received_on=given(self.received_on.data),
            is_checked=self.is_checked.data,
        )


def given(value: Value | None) -> Value:
    """A value that the form made sure of."""
    if value is None:
        raise ValueError("asked of a form that was not found in order")
    return value


def _choices(found: Iterable[Code]) -> list[tuple[str, str]]:
    return [(code.key, code.label_nl) for code in found]
