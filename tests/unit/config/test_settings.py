"""Settings come from the environment alone; whatever is wrong is named together, once."""

import pytest

from config.settings import Environment, SettingsError, load_settings

PRODUCTION = {"REGIODOSSIER_ENV": "production", "REGIODOSSIER_HOME": "/srv/regiodossier"}


def problems(**environment: str) -> list[str]:
    with pytest.raises(SettingsError) as refusal:
        load_settings(environment)
    return str(refusal.value).splitlines()


def test_nothing_set_is_a_demo_in_the_checkout():
    settings = load_settings({})
    assert settings.environment is Environment.DEMO
    assert settings.home.name == "instance"
    assert settings.database_url.startswith("sqlite:///")
    assert settings.database_url != settings.keystore_url
    assert settings.port == 8000


def test_every_problem_is_named():
    found = problems(REGIODOSSIER_ENV="live", REGIODOSSIER_PORT="eighty", REGIODOSSIER_HOEM="/srv")
    assert [line.partition(":")[0] for line in found] == ["REGIODOSSIER_HOEM", "REGIODOSSIER_ENV", "REGIODOSSIER_PORT"]


@pytest.mark.parametrize("port", ["0", "65536", "-1", "", "8000 "])
def test_impossible_ports(port):
    assert problems(REGIODOSSIER_PORT=port)[0].startswith("REGIODOSSIER_PORT")


def test_production_needs_a_home():
    assert "REGIODOSSIER_HOME" in problems(REGIODOSSIER_ENV="production")[0]


def test_production_refuses_the_data_database_as_keystore():
    address = "postgresql://rd@localhost/one"
    assert "KEYSTORE_URL" in problems(**PRODUCTION, DATABASE_URL=address, KEYSTORE_URL=address)[0]


def test_the_same_database_under_another_spelling_is_still_the_same():
    found = problems(
        **PRODUCTION, DATABASE_URL="postgres://rd@localhost/x", KEYSTORE_URL="postgresql://me@localhost:5432/x"
    )
    assert "KEYSTORE_URL" in found[0]


@pytest.mark.parametrize("given", ["DATABASE_URL", "KEYSTORE_URL"])
def test_production_wants_both_addresses_or_none(given):
    assert "geef beide" in problems(**PRODUCTION, **{given: "postgresql://rd@localhost/x"})[0]


def test_outside_production_too_the_keystore_is_a_database_of_its_own():
    address = "postgresql://rd@localhost/one"
    assert "KEYSTORE_URL" in problems(DATABASE_URL=address, KEYSTORE_URL=address)[0]


@pytest.mark.parametrize("prefix", ["postgres://", "postgresql://", "postgresql+psycopg://"])
def test_the_installed_driver_is_named(prefix):
    settings = load_settings({"DATABASE_URL": f"{prefix}rd@/data", "KEYSTORE_URL": f"{prefix}rd@/keys"})
    assert settings.database_url == "postgresql+psycopg://rd@/data"


def test_a_problem_never_quotes_a_password():
    address = "postgresql://rd:secret-word@localhost/one"
    assert not any("secret-word" in line for line in problems(DATABASE_URL=address, KEYSTORE_URL=address))


S3 = {f"REGIODOSSIER_S3_{name}": "x" for name in ("BUCKET", "ACCESS_KEY", "SECRET_KEY")}


def test_documents_are_in_a_folder_unless_a_bucket_is_named_whole_and_over_https():
    assert load_settings({}).s3 is None
    kept = load_settings(PRODUCTION | S3 | {"REGIODOSSIER_S3_ENDPOINT": "https://s3.voorbeeld.be"}).s3
    assert (kept.bucket, kept.endpoint, kept.region) == ("x", "https://s3.voorbeeld.be", "eu-central-1")
    assert "secret" not in repr(kept)
    assert load_settings(S3 | {"REGIODOSSIER_S3_ENDPOINT": "http://127.0.0.1:9000"}).s3 is not None
    for endpoint in ("http://s3.voorbeeld.be", "s3.voorbeeld.be", "https://naam@s3.voorbeeld.be"):
        [line] = problems(**PRODUCTION, **S3, REGIODOSSIER_S3_ENDPOINT=endpoint)
        assert line.startswith("REGIODOSSIER_S3_ENDPOINT")
    found = problems(REGIODOSSIER_S3_REGION="eu-west-1")
    assert [line.partition(":")[0] for line in found] == [
        f"REGIODOSSIER_S3_{name}" for name in ("BUCKET", "ENDPOINT", "ACCESS_KEY", "SECRET_KEY")
    ]


OPENID = {
    "REGIODOSSIER_OPENID_ISSUER": "https://aanmelden.voorbeeld.test/op",
    "REGIODOSSIER_OPENID_CLIENT": "regiodossier",
    "REGIODOSSIER_OPENID_SECRET_FILE": "/srv/secret",
    "REGIODOSSIER_URL": "https://dossier.voorbeeld.test",
}


def test_a_sign_in_provider_is_whole_and_safe_or_not_there():
    assert load_settings({}).openid is None
    ours = load_settings(
        OPENID | {"REGIODOSSIER_OPENID_SCOPES": "vo profile", "REGIODOSSIER_OPENID_STRONG": "a b"}
    ).openid
    assert (ours.name, ours.scopes, ours.strong) == ("ACM/IDM", "openid vo profile", {"a", "b"})
    for name in OPENID:
        assert problems(**{key: text for key, text in OPENID.items() if key != name})[0].startswith(name)
    for issuer in (
        "http://elders.test",
        "https://een:geheim@voorbeeld.test",
        "https://x.test/?a=b",
        "ftp://x.test",
        "x",
    ):
        assert "ISSUER: alleen een https-adres" in problems(**OPENID | {"REGIODOSSIER_OPENID_ISSUER": issuer})[0]
    near = OPENID | {"REGIODOSSIER_OPENID_ISSUER": "http://127.0.0.1:9000"}
    assert load_settings(near).openid.loopback_http
    assert "ISSUER" in problems(**PRODUCTION, **near)[0]
    assert "geef beide" in problems(**OPENID, REGIODOSSIER_OPENID_RIGHTS_CLAIM="rol")[0]
