"""Help that every page links to: what the page is for, the words, the keys, a first day, and what we do with data."""

from flask import Blueprint, Flask, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.access.guard import allow, mark_of, public
from app.access.matrix import matrix
from app.core.errors import NotFound
from app.policy.data_register import build, house_tables, read_register
from app.web.help_texts import Step, first_day, glossary, page_texts, releases
from app.web.navigation import KEY, place_of, routes_of

blueprint = Blueprint("help", __name__)


def install_help(app: Flask) -> None:
    """Add the pages, and the links to them on every page."""
    app.register_blueprint(blueprint)
    app.context_processor(_links)


@blueprint.get("/toetsen")
@allow("account.own")
def keys() -> ResponseReturnValue:
    """What the keys do; the same list opens in place with a question mark."""
    return render_template("help/keys.html")


@blueprint.get("/hulp")
@allow("account.own")
def index() -> ResponseReturnValue:
    """Everything that helps, and the explanation of every page that the colleague may open."""
    actor = current_user.actor
    pages: dict[str, list[tuple[str, str]]] = {}
    for item in current_app.extensions[KEY]:
        if actor.holds(item.permission) and item.endpoint in page_texts():
            pages.setdefault(item.heading, []).append((item.label, url_for("help.page", name=item.endpoint)))
    return render_template("help/index.html", pages=pages)


@blueprint.get("/hulp/bij/<name>")
@allow("account.own")
def page(name: str) -> ResponseReturnValue:
    """What one page is for; a page below another one shares its explanation."""
    found = explained(current_app, name)
    if found is None:
        raise NotFound
    text = page_texts()[found]
    words = [(word, glossary()[word]) for word in text.words]
    return render_template("help/page.html", page=text, words=words)


@blueprint.get("/hulp/woorden")
@allow("account.own")
def words() -> ResponseReturnValue:
    """What the words on the screens mean."""
    return render_template("help/words.html", words=list(glossary().items()))


@blueprint.get("/hulp/rondleiding")
@allow("account.own")
def tour() -> ResponseReturnValue:
    """The first day, in steps for each role that the colleague has."""
    actor, steps, labels = current_user.actor, first_day(), matrix().roles
    held = dict.fromkeys(grant.role for grant in actor.grants)
    parts = [(labels[role], _open_to(steps[role])) for role in held if role in steps]
    return render_template("help/tour.html", parts=[*parts, ("Voor iedereen", _open_to(steps[""]))])


@blueprint.get("/hulp/nieuw")
@allow("account.own")
def new() -> ResponseReturnValue:
    """What each version brought."""
    return render_template("help/new.html", releases=releases())


@blueprint.get("/toegankelijkheid")
@public("an accessibility statement is for everybody, before signing in too")
def accessibility() -> ResponseReturnValue:
    """How accessible the program is, what was checked and what not."""
    return render_template("help/accessibility.html")


@blueprint.get("/gegevensbescherming")
@public("what we do with data may be read by whoever it is about")
def data_protection() -> ResponseReturnValue:
    """What is kept of whom, why, on what ground and how long: from the register of processings itself."""
    return render_template("help/data_protection.html", register=build(read_register(), house_tables()))


def explained(app: Flask, name: str) -> str | None:
    """The endpoint whose explanation belongs to this one: its own, or that of the page of the navigation above it."""
    texts = page_texts()
    if name in texts:
        return name
    rule = next(app.url_map.iter_rules(name), None) if name in app.view_functions else None
    items = app.extensions[KEY]
    above = place_of(rule.rule, items, routes_of(app, items)) if rule else None
    return above.endpoint if above and above.endpoint in texts else None


def _open_to(steps: tuple[Step, ...]) -> list[tuple[Step, str]]:
    """The steps with the address of their page, where the colleague may open it."""
    actor = current_user.actor
    found = []
    for step in steps:
        mark = mark_of(current_app, step.endpoint)
        may_open = mark is not None and (mark.permission is None or actor.holds(mark.permission))
        found.append((step, url_for(step.endpoint) if may_open else ""))
    return found


def _links() -> dict[str, object]:
    footer = [
        ("Toegankelijkheid", url_for("help.accessibility")),
        ("Gegevensbescherming", url_for("help.data_protection")),
    ]
    if not current_user.is_authenticated:
        return {"footer_links": footer}
    name = request.endpoint or ""
    about = url_for("help.page", name=name) if name and explained(current_app, name) else ""
    return {
        "footer_links": footer,
        "keys_url": url_for("help.keys"),
        "help_about": about,
        "help_links": [
            ("Alle hulp", url_for("help.index")),
            ("Rondleiding voor je eerste dag", url_for("help.tour")),
            ("Woordenlijst", url_for("help.words")),
            ("Wat is er nieuw?", url_for("help.new")),
        ],
    }
