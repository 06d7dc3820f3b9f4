"""What the board shows, as a form."""

from app.access.work import Work
from app.organisations.queries import municipalities
from app.projects.krachtwonen.forms_values import code_choices
from app.web.fields import ChoiceField, DutchDateField, DutchIntegerField, TickList
from app.web.forms import BaseForm


class BoardForm(BaseForm):
    """What the board shows; every value stands in the address."""

    class Meta(BaseForm.Meta):
        """Asking changes nothing."""

        csrf = False

    van = DutchDateField("Vanaf")
    dagen = ChoiceField("Zoom", choices=(("14", "2 weken"), ("35", "5 weken"), ("92", "3 maanden")))
    soort = ChoiceField("Soort")
    gemeente = ChoiceField("Gemeente")
    personen = DutchIntegerField("Personen")
    slaapkamers = DutchIntegerField("Slaapkamers")
    kenmerk = TickList("Kenmerken")
    vrij_van = DutchDateField("Vrij van")
    vrij_tot = DutchDateField("Vrij tot")


def offer_board(work: Work, form: BoardForm) -> None:
    """Put the lists of today in the form."""
    form.soort.offer(code_choices(work, "facility_kind"))
    form.gemeente.offer([(place.nis5, place.name) for place in municipalities(work.session, work.clock.today())])
    form.kenmerk.offer(code_choices(work, "unit_feature"))
