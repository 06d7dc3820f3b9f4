"""A loan in a real browser: an officer builds a file and sends it up; a coordinator approves, refuses, sends back."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from app.access.actor import Actor, Grant
from app.access.work import Services, Work, working
from app.projects.energiehuis.queries import loan_of
from tests.support.browser import overflow, screenshot, served, violations
from tests.support.clients import registered
from tests.support.loans import advised, again, examined, filled, opened
from tests.support.people import HouseClient, sign_in

pytestmark = pytest.mark.browser
PAPERS = 10


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with served(app) as running:
        yield running


@pytest.fixture
def desk(browser: Browser, address: str) -> Iterator[Callable[[HouseClient], Page]]:
    """A page of a colleague, wide."""
    contexts = []

    def page(client: HouseClient) -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-BE")
        context.set_default_timeout(30_000)
        cookie = client.get_cookie("regiodossier")
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
        contexts.append(context)
        return context.new_page()

    yield page
    for context in contexts:
        context.close()


def sound(page: Page, name: str) -> None:
    screenshot(page, f"energiehuis-{name}")
    expect(page.locator("h1")).to_have_count(1)
    assert overflow(page) <= 0
    assert violations(page) == []


def fill(page: Page, part: str, values: dict[str, str], ticks: tuple[str, ...], button: str) -> None:
    """Open a part of the file, fill it in by its labels, save it."""
    page.get_by_role("link", name=part).click()
    for label, value in values.items():
        box = page.get_by_label(label, exact=False).first
        box.select_option(value) if box.evaluate("e => e.tagName") == "SELECT" else box.fill(value)
    for label in ticks:
        page.get_by_label(label, exact=True).check()
    page.get_by_role("button", name=button).click()
    page.get_by_text("bewaard om").first.wait_for()


def build(page: Page) -> None:
    for step in ("Intake", "In opbouw"):
        page.get_by_role("button", name=f"Zet op: {step}").click()
        page.get_by_text("Stap bewaard om").wait_for()
    sound(page, "leeg-dossier")
    dwelling = {"Doelgroep": "mvl_owner", "Adres": "Verzonnenstraat 7", "Bouwjaar": "1962", "Rekeningnummer":
                "BE71 0961 2345 6769"}  # fmt: skip
    fill(page, "Vul de woning in", dwelling, ("Huis", "Loon of uitkering"), "Bewaar de woning")
    household = {"Personen ten laste": "1", "Gezamenlijk": "41.250", "Aanslagjaar": "2023"}
    fill(page, "Vul gezin en aanslag in", household, ("Ja",), "Bewaar het gezin")
    quote = {"Soort werk": "roof", "Bedrag": "21.000", "Aannemer": "Dakwerken Denkbeeld"}
    fill(page, "Voeg een offerte toe", quote, ("Ja",), "Bewaar de offerte")
    fill(page, "Voeg een bedrag toe", {"Soort": "wage", "Bedrag": "3.100"}, (), "Bewaar het bedrag")
    for _ in range(PAPERS):
        page.get_by_role("link", name="Noteer een stuk").click()
        page.locator("select").last.select_option(index=1)
        page.get_by_role("button", name="Bewaar het stuk").click()
        page.get_by_text("bewaard om").first.wait_for()
    for step in ("Volledig", "In onderzoek"):
        page.get_by_role("button", name=f"Zet op: {step}").click()
        page.get_by_text("Stap bewaard om").wait_for()
    register = {"Lopende kredieten": "0", "Wanbetaling": "0"}
    fill(page, "Noteer een raadpleging", register, (), "Bewaar de raadpleging")
    fill(page, "Bereken het budget", {}, (), "Bereken het budget")
    sound(page, "dossier")
    fill(page, "Geef advies", {"Waarom": "Ruim haalbaar voor dit gezin."}, ("Ja",), "Geef advies en stuur door")


def test_an_officer_builds_a_file_and_sends_it_up(app: Flask, desk, address: str, work: Work) -> None:
    person = registered(work)
    page = desk(sign_in(app.test_client(), "loan_officer", "energiehuis"))
    page.goto(f"{address}/personen/{person.uid}")
    page.get_by_role("link", name="Vraag een lening aan").click()
    sound(page, "aanvraag")
    page.get_by_label("Aanvraag van").fill("03/06/2024")
    page.get_by_label("Lening", exact=True).select_option("MVL")
    page.get_by_label("Gevraagd bedrag").fill("20.000")
    page.get_by_label("Looptijd in maanden").fill("120")
    page.get_by_label("Woonplaats").select_option("34022")
    page.get_by_label("Volwassenen").fill("1")
    page.get_by_label("Dossier van").select_option("34022")
    page.get_by_role("button", name="Open het kredietdossier").click()
    page.get_by_text("Aanvraag bewaard om").wait_for()
    build(page)
    page.get_by_text("Geadviseerd").first.wait_for()
    assert again(work, page.url.rsplit("/", 1)[1]).phase == "geadviseerd"


def decide(page: Page, verdict: str, fact: str) -> None:
    page.get_by_label(verdict, exact=True).check()
    page.get_by_label("De voorwaarden van deze lening zoals ze golden").check()
    page.get_by_label(fact).check()
    page.get_by_role("button", name="Bewaar de beslissing").click()


def test_a_coordinator_decides_each_file_once(app: Flask, desk, address: str, work: Work, services: Services) -> None:
    officer = sign_in(app.test_client(), "loan_officer")
    actor = Actor(f"user:{officer.user_uid}", (Grant("loan_officer"),), officer.user_uid)
    with working(services, actor, "test") as mine, mine.transaction():
        numbers = [advised(mine, examined(mine, filled(mine, opened(mine)))).number for _ in range(3)]
    page = desk(sign_in(app.test_client(), "coordinator"))
    other = desk(sign_in(app.test_client(), "coordinator"))
    verdicts = [
        ("Keur de lening goed", "Het inkomen ligt binnen de grens"),
        ("Weiger de lening", "De gevraagde werken staan niet op de lijst"),
        ("Stuur terug met vraag", "Een stuk of bedrag in het dossier is onduidelijk"),
    ]
    for number, (verdict, fact) in zip(numbers, verdicts, strict=True):
        page.goto(f"{address}/energiehuis/beslissen")
        page.get_by_role("link", name=number).click()
        other.goto(page.url)
        decide(page, verdict, fact)
        page.get_by_text("Beslissing bewaard om").wait_for()
        # Whoever goes back finds what was decided, not the form; a colleague who had it open decides nothing.
        page.go_back()
        page.get_by_role("heading", name="Advies").wait_for()
        expect(page.get_by_role("button", name="Bewaar de beslissing")).to_have_count(0)
        decide(other, "Weiger de lening", "De gevraagde werken staan niet op de lijst")
        other.get_by_text("intussen al beslist").wait_for()
    sound(page, "beslist")
    page.goto(f"{address}/energiehuis/beslissen")
    page.get_by_text("Niets wacht op een beslissing.").wait_for()
    found = [(again(work, number).phase, loan_of(work.session, again(work, number).uid).decision) for number in numbers]
    assert [phase for phase, _ in found] == ["goedgekeurd", "afgesloten", "in_onderzoek"]
    assert [row.outcome.value if row else None for _, row in found] == ["goedgekeurd", "geweigerd", None]


def test_the_page_of_a_decision_is_sound_wide_and_narrow(
    app: Flask, browser: Browser, address: str, services: Services
) -> None:
    officer = sign_in(app.test_client(), "loan_officer")
    actor = Actor(f"user:{officer.user_uid}", (Grant("loan_officer"),), officer.user_uid)
    with working(services, actor, "test") as mine, mine.transaction():
        number = advised(mine, examined(mine, filled(mine, opened(mine)))).number
    cookie = sign_in(app.test_client(), "coordinator").get_cookie("regiodossier")
    for width in (1280, 390):
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="nl-BE")
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
        page = context.new_page()
        for path in (f"beslissen/{number}", "beslissen", "rentevoeten"):
            page.goto(f"{address}/energiehuis/{path}")
            sound(page, f"{path.split('/')[0]}-{width}")
        context.close()
