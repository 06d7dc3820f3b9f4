"""The commands `energiehuis schedule` and `energiehuis apr`: documents, refusals, exit codes."""

import json

import pytest

from tests.oracle.loan import annuity_rows

SIGNED = ("--signed", "2018-03-01", "--first-due", "2018-04-01")


@pytest.fixture
def run(app):
    runner = app.test_cli_runner()
    return lambda *args: runner.invoke(args=["energiehuis", *(str(argument) for argument in args)])


@pytest.fixture
def apr(run, tmp_path):
    def call(document):
        path = tmp_path / "flows.json"
        path.write_text(document if isinstance(document, str) else json.dumps(document))
        return run("apr", path, "--json")

    return call


@pytest.fixture
def engine_name():
    return "sqlite"


def flow(kind, amount, **when):
    return {"kind": kind, "amount": amount, **when}


def test_schedule_of_a_product(run):
    result = run("schedule", "--product", "EL2_B", "--amount", "15000", "--months", 96, *SIGNED, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    document = json.loads(result.stdout)
    assert list(document) == ["instalment", "total_interest", "total_payable", "apr_percent", "rows"]
    assert (document["instalment"], document["total_interest"], document["total_payable"]) == (
        "169.09", "1232.97", "16232.97",
    )  # fmt: skip
    assert document["apr_percent"] == "2.0000"
    assert document["rows"][0] == {
        "n": 1, "due": "2018-04-01", "instalment": "169.09", "interest": "24.77", "principal": "144.32",
        "balance": "14855.68",
    }  # fmt: skip
    assert (len(document["rows"]), document["rows"][-1]["due"], document["rows"][-1]["balance"]) == (
        96, "2026-03-01", "0.00",
    )  # fmt: skip


@pytest.mark.parametrize("signed", ["2018-03-31", "2018-03-15", "2018-01-31"])
def test_every_row_costs_one_month_whenever_it_was_signed(run, signed):
    asked = ("--signed", signed, "--first-due", "2018-04-01")
    result = run("schedule", "--product", "EL2_B", "--amount", "15000", "--months", 96, *asked, "--json")
    document, rows = json.loads(result.stdout), annuity_rows(1_500_000, "2", 96)
    given = [(row["instalment"], row["interest"], row["principal"], row["balance"]) for row in document["rows"]]
    assert given == [tuple(f"{cents // 100}.{cents % 100:02}" for cents in row) for row in rows]


def test_a_given_rate_goes_before_that_of_the_product(run):
    result = run(
        "schedule", "--product", "MVL_26", "--amount", "60000", "--months", 300, *SIGNED, "--rate", "2,75", "--json"
    )
    assert json.loads(result.stdout)["instalment"] == "275.74"
    asked = ("--product", "EL2_B", "--amount", "100", "--months", "6", *SIGNED, "--rate", "9.4822", "--json")
    twelfths = json.loads(run("schedule", *asked, "--convention", "nominal").stdout)["rows"]
    assert [(row["interest"], row["balance"]) for row in twelfths[-2:]] == [("0.27", "17.00"), ("0.13", "0.00")]
    equal = json.loads(run("schedule", *asked, "--repayment", "linear").stdout)["rows"]
    assert [row["principal"] for row in equal] == ["16.67"] * 5 + ["16.65"]


def test_a_bullet_loan_falls_due_once(run):
    asked = ("schedule", "--product", "NK_20", "--amount", "25000", "--months", 240, *SIGNED)
    document = json.loads(run(*asked, "--json").stdout)
    assert [(row["due"], row["principal"]) for row in document["rows"]] == [("2038-03-01", "25000.00")]
    assert "25000.00" in run(*asked).stdout


def test_what_nobody_confirmed_is_said_on_the_side(run):
    result = run("schedule", "--product", "MVL_25", "--amount", "15000", "--months", 96, *SIGNED, "--json")
    assert result.exit_code == 0
    assert "config/policy/energiehuis/rates.csv" in result.stderr
    assert json.loads(result.stdout)["rows"]


@pytest.mark.parametrize(
    ("product", "amount", "months", "dates", "said"),
    [
        ("MVL_26", "15000", 96, SIGNED, "config/policy/energiehuis/rates.csv"),
        ("EL9", "15000", 96, SIGNED, "EL2_B"),
        ("EL2_B", "15000.01", 96, SIGNED, "15.000 euro"),
        ("EL2_B", "15000", 97, SIGNED, "96 maanden"),
        ("MVL_24", "1249.99", 96, SIGNED, "1.250 euro"),
        ("EL2_B", "0.001", 96, SIGNED, "twee cijfers"),
        ("EL2_B", "0", 96, SIGNED, "meer dan 0"),
        ("EL_VN", "100", 96, SIGNED, "einddatum"),
        ("EL2_B", "100", 96, ("--signed", "2018-04-01", "--first-due", "2018-04-01"), "eerste vervaldag"),
    ],
)
def test_schedules_that_are_refused(run, product, amount, months, dates, said):
    result = run("schedule", "--product", product, "--amount", amount, "--months", months, *dates, "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr


@pytest.mark.parametrize("amount", ["-5", "1.000,00", "veel", "NaN", "1e5"])
def test_an_amount_that_cannot_be_read_is_wrong_usage(run, amount):
    asked = ("schedule", "--product", "EL2_B", f"--amount={amount}", "--months", "12", *SIGNED)
    assert run(*asked).exit_code == 2


@pytest.mark.parametrize(
    ("document", "percent"),
    [
        ({"flows": [flow("drawdown", "1000.00", years="0"), flow("payment", "1100", years="1")]}, "10.000000"),
        ({"flows": [flow("drawdown", 1000, years="0"), flow("payment", 1050, years="1/4+1/4")]}, "10.250000"),
        (
            {"flows": [flow("drawdown", "1000", years="0"), flow("payment", "100", years="-1"),
                       flow("payment", "979", years="13/12-1/12")]},
            "10.000000",
        ),
        ({"flows": [flow("drawdown", "100", date="2019-04-08"), flow("payment", "110", date="2020-04-08")]},
         "10.000000"),
        ({"unit": "year", "flows": [flow("drawdown", "100", date="2019-01-31"),
                                    flow("payment", "121", date="2021-01-31")]}, "10.000000"),
        ({"flows": [flow("drawdown", "100", years="0"), flow("payment", "100", years="10")]}, "0.000000"),
    ],
)  # fmt: skip
def test_rates_of_flows(apr, document, percent):
    result = apr(document)
    assert (result.exit_code, json.loads(result.stdout)) == (0, {"apr_percent": percent})


@pytest.mark.parametrize(
    "document",
    [
        "geen json",
        "[]",
        "{}",
        '{"flows": 3}',
        {"flows": []},
        {"flows": [3]},
        {"flows": [flow("gift", "1", years="0")]},
        {"flows": [flow("drawdown", "veel", years="0")]},
        '{"flows": [{"kind": "drawdown", "amount": NaN, "years": "0"}]}',
        {"flows": [flow("drawdown", "-1", years="0")]},
        {"flows": [flow("drawdown", "1", years="1/0")]},
        {"flows": [flow("drawdown", "1", years="1 1")]},
        {"flows": [flow("drawdown", "1", years="")]},
        {"flows": [flow("drawdown", "1")]},
        {"flows": [flow("drawdown", "1", date="2019-02-30")]},
        {"flows": [flow("drawdown", "1", date="2019-02-20"), flow("payment", "1", years="1")]},
        {"unit": "day", "flows": [flow("drawdown", "1", date="2019-02-20")]},
        {"flows": [flow("drawdown", "100", years="0")]},
        {"flows": [flow("payment", "100", date="2019-02-20")]},
        {"flows": [flow("payment", "100", years="0"), flow("drawdown", "50", years="1")]},
    ],
)
def test_flows_without_a_rate_end_with_one(apr, document):
    result = apr(document)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr
