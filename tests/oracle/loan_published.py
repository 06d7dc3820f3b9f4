"""Loans that others computed and published: what must come out, and by whom it was said.

EC: examples of annual percentage rates of the European Commission's services (2015, six decimals). SWD: the interval
rule in the Commission's guidelines on the directive (2012). FIN: tests of the loan engine Apache Fineract.
CFA: examples of British credit law. NPF: tests of numpy-financial. BE: what Belgian lenders quoted in public.
"""

from collections.abc import Iterator
from fractions import Fraction

Paid = tuple[str, str, int, str]
"""Amount, time of the first payment in years, how many, time between two."""

MONTHLY = "1/12"

RATES: dict[str, tuple[str, list[Paid], list[Paid], str, int]] = {
    # name: (description, drawn, paid, rate in percent, at how many decimals it must agree)
    "EC1": ("fee and 240 equal instalments", [("200000", "0", 1, "0")],
            [("4000", "0", 1, "0"), ("1432.86", MONTHLY, 240, MONTHLY)], "6.434412", 6),
    "EC2": ("three days before the first month", [("200000", "0", 1, "0")],
            [("4000", "0", 1, "0"), ("1433.57", "3/365+1/12", 240, MONTHLY)], "6.434185", 6),
    "EC2, leap year": ("the same signed a year later", [("200000", "0", 1, "0")],
                       [("4000", "0", 1, "0"), ("1433.56", "3/366+1/12", 240, MONTHLY)], "6.434111", 6),
    "EC2, yearly": ("paid once a year", [("200000", "0", 1, "0")],
                    [("4000", "0", 1, "0"), ("16541.86", "34/365", 20, "1")], "6.282070", 6),
    "EC7": ("a balloon at the end", [("200000", "0", 1, "0")],
            [("4000", "0", 1, "0"), ("1199.10", MONTHLY, 180, MONTHLY), ("142097.69", "15", 1, "0")], "6.409523", 6),
    "EC8": ("interest alone until the end", [("200000", "0", 1, "0")],
            [("4000", "0", 1, "0"), ("1166.67", MONTHLY, 240, MONTHLY), ("200000", "20", 1, "0")], "7.430479", 6),
    "EC11": ("an odd last instalment", [("200000", "0", 1, "0")],
             [("4000", "0", 1, "0"), ("1500", MONTHLY, 220, MONTHLY), ("407.70", "221/12", 1, "0")], "6.452756", 6),
    "EC18": ("a long first period", [("200000", "0", 1, "0")],
             [("4000", "0", 1, "0"), ("1437.54", "20/366+1/12", 240, MONTHLY)], "6.432478", 6),
    "EC24": ("repaid early after five years", [("200000", "0", 1, "0")],
             [("4000", "0", 1, "0"), ("1319.91", MONTHLY, 60, MONTHLY), ("166909.73", "5", 1, "0")], "5.635609", 6),
    "EC32": ("three drawdowns", [("7500", "0", 1, "0"), ("7500", "3/12", 1, "0"), ("15000", "6/12", 1, "0")],
             [("600", "0", 1, "0"), *((amount, f"{n}/12", 1, "0") for n, amount in enumerate((
                 "667.41", "663.87", "660.34", "1532.54", "1524.30", "1516.05", "4092.62", "4070.24", "4047.86",
                 "4025.48", "4003.10", "3980.71"), start=1))], "13.0638", 4),
    "EC35": ("no interest, but costs", [("3000", "0", 1, "0")],
             [("60", "0", 1, "0"), ("100", "3/12", 1, "0"), ("3000", "1", 1, "0")], "5.5836", 4),
    "EC43": ("a cost a year before the money", [("30000", "0", 1, "0")],
             [("150", "-1", 1, "0"), ("450", "0", 1, "0"), ("356.11", MONTHLY, 120, MONTHLY)], "8.269278", 6),
    "CFA": ("an overdraft of a month", [("200", "0", 1, "0")], [("350", MONTHLY, 1, "0")], "82400.5", 1),
    "BE": ("an energy loan of a bank", [("15000", "0", 1, "0")], [("257.59", MONTHLY, 60, MONTHLY)], "1.19", 2),
    # Printed elsewhere as 324.436 and 84.63, with days over 365: the European rule counts otherwise.
    "not days over 365": ("five days in a leap year", [("500", "0", 1, "0")], [("510", "5/366", 1, "0")],
                          "326.120642", 6),
    "not 31 and 61 days": ("whole months", [("500", "0", 1, "0")], [("270", MONTHLY, 2, MONTHLY)], "85.585078", 6),
}  # fmt: skip

TIMES = [
    # first drawdown, day, unit, years (SWD and EC18)
    ("2012-01-12", "2012-03-15", "month", "2/12+3/365"),
    ("2013-01-12", "2013-04-15", "month", "3/12+3/366"),
    ("2012-01-12", "2014-02-15", "year", "2+34/365"),
    ("2013-02-25", "2013-03-28", "month", "1/12+3/366"),
    ("2013-02-26", "2013-03-29", "month", "1/12+2/366"),
    ("2012-12-01", "2013-02-02", "month", "2/12+1/366"),
    ("2013-02-15", "2013-03-01", "month", "14/365"),
    ("2012-03-12", "2012-05-01", "month", "1/12+20/366"),
    ("2012-01-12", "2012-01-30", "week", "2/52+4/365"),
    ("2024-02-29", "2025-03-31", "month", "13/12"),
]

Table = tuple[str, str, list[str], dict[str, str | int], list[tuple[str, str, str, str]]]

TABLES: dict[str, Table] = {
    # name: (opening, yearly percent, length of each period in years, how it is repaid, rows)
    # A row: instalment, interest, capital, balance; nothing where the source printed nothing.
    "FIN, twelfths": ("100", "9.4822", ["1/12"] * 6, {}, [
        ("17.13", "0.79", "16.34", "83.66"), ("17.13", "0.66", "16.47", "67.19"), ("17.13", "0.53", "16.60", "50.59"),
        ("17.13", "0.40", "16.73", "33.86"), ("17.13", "0.27", "16.86", "17.00"), ("17.13", "0.13", "17.00", "0.00")]),
    "FIN, days of 365": ("100", "15.678", [f"{days}/365" for days in (31, 29, 31, 30, 31, 30)], {}, [
        ("17.43", "1.33", "16.10", "83.90"), ("17.43", "1.05", "16.38", "67.52"), ("17.43", "0.90", "16.53", "50.99"),
        ("17.43", "0.66", "16.77", "34.22"), ("17.43", "0.46", "16.97", "17.25"), ("17.47", "0.22", "17.25", "0.00")]),
    "FIN, fifteen days of 360": ("100", "9.4822", ["15/360"] * 6, {}, [
        ("16.90", "0.40", "16.50", "83.50"), ("16.90", "0.33", "16.57", "66.93"), ("16.90", "0.26", "16.64", "50.29"),
        ("16.90", "0.20", "16.70", "33.59"), ("16.90", "0.13", "16.77", "16.82"), ("16.89", "0.07", "16.82", "0.00")]),
    # This engine lowers an instalment of 33.58 by a cent because the last one then differs less: agreed beforehand.
    "FIN, two weeks": ("100", "9.4822", ["14/364"] * 3, {"instalment": "33.57"}, [
        ("33.57", "0.36", "33.21", "66.79"), ("33.57", "0.24", "33.33", "33.46"), ("33.58", "0.12", "33.46", "0.00")]),
    "FIN, short first period": ("192.22", "9.99", ["17/372", *["1/12"] * 5], {}, [
        ("32.85", "0.88", "31.97", "160.25"), ("32.85", "1.33", "31.52", "128.73"), ("32.85", "1.07", "31.78", "96.95"),
        ("32.85", "0.81", "32.04", "64.91"), ("32.85", "0.54", "32.31", "32.60"), ("32.87", "0.27", "32.60", "0.00")]),
    # What is drawn on the second due date belongs to the third period.
    "FIN, second drawdown": ("100", "9.4822", ["1/12"] * 6, {"drawn": "100", "in_period": 3}, [
        ("17.13", "0.79", "16.34", "83.66"), ("17.13", "0.66", "16.47", "67.19"),
        ("42.63", "1.32", "41.31", "125.88"), ("42.63", "0.99", "41.64", "84.24"), ("42.63", "0.67", "41.96", "42.28"),
        ("42.61", "0.33", "42.28", "0.00")]),
    "FIN, whole euro": ("1000", "0", ["1/12"] * 6, {"instalment": "167"}, [
        *[("167.00", "0.00", "167.00", f"{1000 - 167 * n}.00") for n in range(1, 6)],
        ("165.00", "0.00", "165.00", "0.00")]),
    "EC31": ("30000", "7", ["1/12"] * 12, {"method": "linear", "convention": "effective"}, [
        (paid, "", "2500.00", "") for paid in (
            "2669.62", "2655.49", "2641.35", "2627.22", "2613.08", "2598.95", "2584.81", "2570.68", "2556.54",
            "2542.41", "2528.27", "2514.14")]),
}  # fmt: skip

# EC1 in full digits: year, paid, interest, capital. The source adds up before it rounds.
YEARS = {
    1: ("17194.35", "11854.75", "5339.60"),
    10: ("17194.35", "8043.88", "9150.47"),
    20: ("17194.35", "546.02", "16648.33"),
}

# NPF: (capital, percent, months, month, part, amount), in twelfths of the yearly rate.
PARTS = [
    ("15000", "8", 60, 1, "instalment", "304.1459143262052370338701"),
    ("55000", "10", 60, 1, "principal", "710.2541257864217612489831"),
    ("2000", "10", 24, 4, "interest", "14.76028842"),
    ("2000", "10", 24, 4, "principal", "77.52956425"),
]


def years(text: str) -> Fraction:
    """`3/365+1/12` as one fraction."""
    return sum((Fraction(part) for part in text.split("+")), Fraction(0))


def spread(paid: list[Paid]) -> Iterator[tuple[str, Fraction]]:
    """Every payment by itself."""
    for amount, first, count, step in paid:
        yield from ((amount, years(first) + n * years(step)) for n in range(count))
