"""What a sign-in provider says of somebody: the signature, the audience and the time of an OpenID Connect ID token."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Signatures by a key that only the provider has: never `none`, never a secret that both sides know."""
LEEWAY: Final = 60
"""Seconds that two clocks may differ."""
_KINDS: Final = frozenset({"RSA", "EC"})
ProviderKeys = KeySet
"""The public keys of one provider."""


class UntrustedToken(Exception):
    """The token proves nothing; the message says which check failed, and nothing that stood in it."""


class UnknownKey(UntrustedToken):
    """Signed with a key that is not among those that the provider publishes, or no longer."""


def key_set(document: Mapping[str, Any]) -> ProviderKeys:
    """The keys that a provider publishes, as far as they sign."""
    listed = document.get("keys")
    usable = [
        key
        for key in (listed if isinstance(listed, list) else [])
        if isinstance(key, dict) and key.get("kty") in _KINDS and key.get("use", "sig") == "sig"
    ]
    try:
        return KeySet.import_key_set({"keys": usable})
    except (JoseError, ValueError, TypeError, KeyError):
        raise UntrustedToken("keys") from None


def read_id_token(
    text: str, keys: ProviderKeys, *, issuer: str, client: str, nonce: str, now: datetime
) -> dict[str, Any]:
    """The claims of a token that this provider made for us, for this very request, and that is still good.

    OpenID Connect Core 1.0, 3.1.3.7. Raises UntrustedToken otherwise.
    """
    try:
        claims = jwt.decode(text, keys, algorithms=list(ALGORITHMS)).claims
        jwt.JWTClaimsRegistry(
            now=int(now.timestamp()),
            leeway=LEEWAY,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": client},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        ).validate(claims)
    except InvalidKeyIdError:
        raise UnknownKey("kid") from None
    except (JoseError, ValueError, TypeError) as problem:
        raise UntrustedToken(type(problem).__name__) from None
    if claims.get("azp", client) != client or (isinstance(claims["aud"], list) and claims["aud"] != [client]):
        raise UntrustedToken("azp")
    if not 0 < len(claims["sub"]) <= 255:
        raise UntrustedToken("sub")
    return dict(claims)
