"""Forms of a stay: the key, another end, nights elsewhere, another home, a renewal, the departure."""

from datetime import date

from app.access.work import Work
from app.projects.krachtwonen.forms_values import code_choices, given
from app.projects.krachtwonen.kinds import MOVED
from app.projects.krachtwonen.stays.rules_papers import Papers
from app.projects.krachtwonen.stays.service_keys import Return
from app.web.fields import ChoiceField, CodeField, DutchDateField, DutchIntegerField
from app.web.forms import BaseForm
from app.web.validators import Required


class RenewForm(BaseForm):
    """One renewal more, with the reason when those of policy are used."""

    reason = CodeField("Waarom duurt het langer?", description="Alleen nodig als de verlengingen op zijn.")


class KeyForm(BaseForm):
    """The key is handed over."""

    on = DutchDateField("Sleutel gegeven op", [Required("Vul de dag van de sleutel in.")])
    kind = CodeField("Overeenkomst", [Required("Kies een overeenkomst.")])
    signed_on = DutchDateField("Overeenkomst getekend op", [Required("Vul de dag van de overeenkomst in.")])
    house_rules_on = DutchDateField("Huisregels overlopen op", [Required("Vul in wanneer je de huisregels overliep.")])
    inventory_in_on = DutchDateField("Plaatsbeschrijving op", [Required("Vul de dag van de plaatsbeschrijving in.")])
    keys = DutchIntegerField("Aantal sleutels", [Required("Vul een aantal in.")])

    def papers(self) -> Papers:
        """What was filled in, for the verb."""
        return Papers(
            self.kind.data,
            given(self.signed_on.data),
            given(self.house_rules_on.data),
            given(self.inventory_in_on.data),
            given(self.keys.data),
        )


def offer_key(work: Work, form: KeyForm, kind: str | None) -> None:
    """Put the list of today in the form, and on a fresh page what is likely."""
    form.kind.offer_codes(code_choices(work, "kw_agreement"))
    if not form.is_submitted():
        form.on.data, form.keys.data, form.kind.data = work.clock.today(), 1, kind


class UntilForm(BaseForm):
    """Until when the place is promised."""

    until = DutchDateField("Afgesproken tot", description="Leeg: tot nader order, als er geen termijn geldt.")


class LeaveForm(BaseForm):
    """The key comes back."""

    on = DutchDateField("Vertrokken op", [Required("Vul de dag van vertrek in.")])
    destination = CodeField("Waarheen?", [Required("Kies een bestemming, desnoods onbekend.")])
    inventory_out_on = DutchDateField("Plaatsbeschrijving bij vertrek op")
    cleaning_until = DutchDateField("Weer klaar op", description="Na poets en nazicht. Leeg: meteen klaar.")

    def back(self) -> Return:
        """What was filled in, for the verb."""
        return Return(given(self.on.data), self.destination.data, self.inventory_out_on.data, self.cleaning_until.data)


def offer_leave(work: Work, form: LeaveForm, ready_on: date) -> None:
    """Put the list of today in the form; moving to another unit is a step of its own."""
    form.destination.offer_codes([each for each in code_choices(work, "exit_destination") if each[0] != MOVED])
    if not form.is_submitted():
        form.on.data, form.cleaning_until.data = work.clock.today(), ready_on


class MoveForm(BaseForm):
    """The household goes to another unit."""

    unit = ChoiceField("Naar welke woning?", [Required("Kies een woning.")], description="Wat vandaag vrij is.")
    on = DutchDateField("Verhuist op", [Required("Vul de dag in.")])
    until = DutchDateField("Afgesproken tot", description="Leeg: tot het einde van de termijn.")


class AwayForm(BaseForm):
    """The household sleeps elsewhere for some nights."""

    away_from = DutchDateField("Weg vanaf", [Required("Vul de eerste nacht elders in.")])
    back_on = DutchDateField("Terug op", description="Leeg: nog niet gekend.")
    reason = CodeField("Waar?", [Required("Kies waar het gezin is.")])
