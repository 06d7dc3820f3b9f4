"""Pages of signing in through a provider: setting out, coming back, and proving again."""

import logging
from typing import Any, Final

from flask import Blueprint, current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from itsdangerous import BadSignature, URLSafeSerializer

from app.access.actor import Grant
from app.access.guard import allow, public
from app.accounts.entering import adopt, following, opened, sign_in_provider
from app.accounts.openid_client import OpenIdProvider, ProviderUnavailable
from app.accounts.openid_rights import RIGHTS
from app.accounts.rules_openid import TRIP, Trip, check_fresh, granted_by, is_end_of, is_strong, new_trip
from app.accounts.service_openid import Identity, prove_by_identity, sign_in_by_identity
from app.accounts.sessions import NAME
from app.core.errors import NotFound, Refused
from app.crypto.id_token import UntrustedToken
from app.web.work import services, transaction

blueprint = Blueprint("openid", __name__, template_folder="templates")
_log = logging.getLogger(__name__)
_BROKEN: Final = "De aanmelding werd onderbroken of duurde te lang. Begin opnieuw."
_DOWN: Final = "De aanmelddienst antwoordt niet zoals het hoort. Probeer het straks opnieuw, of waarschuw je beheerder."


@blueprint.get("/aanmelden/openid")
@public("signing in comes before being signed in; this only sends the browser to the provider")
def start() -> ResponseReturnValue:
    """On the way to the provider."""
    at = _provider()
    return redirect(following()) if current_user.is_authenticated else _set_out(at, is_proof=False)


@blueprint.get("/account/bewijs/openid")
@allow("account.own")
def prove() -> ResponseReturnValue:
    """On the way to the provider, to prove once more who one is."""
    return _set_out(_provider(), is_proof=True)


@blueprint.get("/aanmelden/openid/terug")
@public("the code of the provider is the proof, and only the browser that set out can bring it back")
def back() -> ResponseReturnValue:
    """Back from the provider, with a code or with a reason why not."""
    at = _provider()
    try:
        trip = _trip()
        identity, rights = _vouched_for(at, trip)
        answer = make_response(_proved(identity, trip) if trip.is_proof else _entered(identity, rights, trip))
    except Refused as refusal:
        answer = make_response(render_template("accounts/openid_refused.html", message=refusal.message), 422)
    answer.delete_cookie(_cookie(), **_attributes())
    return answer


def _provider() -> OpenIdProvider:
    found = sign_in_provider()
    if found is None:
        raise NotFound
    return found


def _set_out(at: OpenIdProvider, *, is_proof: bool) -> ResponseReturnValue:
    now = services().clock.now()
    trip = new_trip(now, following(), is_proof=is_proof)
    try:
        answer = redirect(at.send_to(trip, url_for("openid.back"), now))
    except (ProviderUnavailable, UntrustedToken) as problem:
        _log.error("sign-in provider: %s", problem)
        return render_template("accounts/openid_refused.html", message=_DOWN), 503
    kept = _signer().dumps(trip.as_dict())
    answer.set_cookie(_cookie(), kept, max_age=int(TRIP.total_seconds()), **_attributes())
    return answer


def _trip() -> Trip:
    """The trip that this browser set out on and now ends; Refused when it is another one, or was too long ago."""
    try:
        trip = Trip(**_signer().loads(request.cookies.get(_cookie(), "")))
    except (BadSignature, TypeError):
        raise Refused(_BROKEN) from None
    if not is_end_of(trip, request.args.get("state", ""), services().clock.now()):
        raise Refused(_BROKEN)
    return trip


def _vouched_for(at: OpenIdProvider, trip: Trip) -> tuple[Identity, set[Grant] | None]:
    """Whom the provider vouches for, with the roles that its rights mean here (None: it does not give any)."""
    code = request.args.get("code", "")
    if not code or "error" in request.args:
        raise Refused("De aanmelddienst heeft je niet aangemeld. Begin opnieuw, of meld je aan met je wachtwoord.")
    try:
        claims = at.claims(trip, code, url_for("openid.back"), services().clock.now())
    except (ProviderUnavailable, UntrustedToken) as problem:
        _log.error("sign-in provider: %s", problem)
        raise Refused(_DOWN) from None
    if trip.is_proof:
        check_fresh(claims, trip)
    ours, rights = at.settings, current_app.extensions.get(RIGHTS)
    identity = Identity(ours.issuer, claims["sub"], is_strong(claims, ours.strong))
    return identity, None if rights is None else granted_by(claims.get(ours.rights_claim), rights)


def _entered(identity: Identity, rights: set[Grant] | None, trip: Trip) -> ResponseReturnValue:
    with transaction() as doing:
        begun = sign_in_by_identity(doing, identity=identity, rights=rights, current=opened())
    if begun is None:
        return render_template("accounts/openid_unknown.html", subject=identity.subject), 403
    adopt(begun)
    return redirect(url_for("second_step.code", next=trip.next) if begun.session.awaits_code else trip.next)


def _proved(identity: Identity, trip: Trip) -> ResponseReturnValue:
    if not current_user.is_authenticated:
        raise Refused(_BROKEN)
    with transaction() as doing:
        begun = prove_by_identity(doing, identity=identity, session=current_user.session)
    adopt(begun)
    flash("Bedankt. Doe nu verder wat je wilde doen.", "success")
    return redirect(trip.next)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="openid trip")


def _cookie() -> str:
    return f"__Host-{NAME}-openid" if current_app.config["SESSION_COOKIE_SECURE"] else f"{NAME}-openid"


def _attributes() -> dict[str, Any]:
    """As the cookies of a session; Lax, for the way back comes from another site."""
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    return {"secure": secure, "httponly": True, "samesite": "Lax", "path": "/"}
