"""The leak meter: what somebody with a copy of the database and a public ranking of names gets out of the tokens.

The attack is the usual one: the most frequent token is the most frequent name, and so on down the ranking. It is
helped along: the attacker knows which kind a token is, and the five years in which each person was born.
"""

import random
from collections import Counter
from datetime import date
from uuid import UUID

from app.clients.identity import Identity, birth_band
from app.clients.names import sound
from app.clients.tokens import TokenMaker
from app.crypto.roots import Root
from app.crypto.tokens import TokenKind
from tests.support.databases import TEST_ROOTS

PEOPLE, FAMILIES, GIVEN = 12_000, 6_000, 300
MOST_OVERALL, MOST_OF_TOP = 0.016, 0.40
TOP = 10


def invented(chance, many):
    """Names of three syllables, the most frequent first."""
    made = dict.fromkeys(
        "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(3)) for _ in range(many * 3)
    )
    return list(made)[:many]


def population():
    chance = random.Random(1)
    families, given = invented(chance, FAMILIES), invented(chance, GIVEN)
    weights = [1 / (rank + 10) for rank in range(len(families))]
    people = zip(
        chance.choices(families, weights, k=PEOPLE),
        chance.choices(given, [1 / (rank + 5) for rank in range(len(given))], k=PEOPLE),
        strict=True,
    )
    born = [date(chance.randint(1945, 2005), chance.randint(1, 12), chance.randint(1, 28)) for _ in range(PEOPLE)]
    return families, [Identity(family, name, day) for (family, name), day in zip(people, born, strict=True)]


def recovered(families, people, kind):
    """(share of everybody, share of those with a top name) whose family name the attack gets right."""
    maker = TokenMaker(TEST_ROOTS)
    assert maker.tokenizers[0].generation in TEST_ROOTS.generations(Root.SEARCH)
    by_band = {}
    for number, person in enumerate(people):
        for row in maker.rows(UUID(int=number), person):
            if row["kind"] == kind:
                by_band.setdefault(birth_band(person.birth_date), []).append((row["token"], person.family_name))
    right, right_top, top = 0, 0, set(families[:TOP])
    guesses = ranking(families, kind)
    for pairs in by_band.values():
        ranked = [token for token, _ in Counter(token for token, _ in pairs).most_common()]
        guess = dict(zip(ranked, guesses, strict=False))
        for token, family in pairs:
            hit = guess.get(token) == family
            right += hit
            right_top += hit and family in top
    having_top = sum(person.family_name in top for person in people)
    return right / len(people), right_top / having_top


def ranking(families, kind):
    """The family names in the order in which their tokens should be most frequent."""
    if kind == TokenKind.SOUND_AND_BIRTH_YEAR:
        heard = list(dict.fromkeys(sound(family) for family in families))
        first = {}
        for family in families:
            first.setdefault(sound(family), family)
        return [first[code] for code in heard for _year in range(5)]
    if kind == TokenKind.NAME_PAIR:
        return [family for family in families for _given in range(3)]
    return families


def test_frequencies_of_tokens_say_little_about_names():
    families, people = population()
    found = {
        kind: recovered(families, people, kind)
        for kind in (TokenKind.NAME_PAIR, TokenKind.FAMILY_NAME_AND_BIRTH_DATE, TokenKind.SOUND_AND_BIRTH_YEAR)
    }
    for kind, (overall, of_top) in found.items():
        assert overall <= MOST_OVERALL, (kind.name, overall)
        assert of_top <= MOST_OF_TOP, (kind.name, of_top)


def test_the_meter_measures():
    """A token of the family name alone, which this house never makes, fails by far: the attack works."""
    families, people = population()
    ranked = [name for name, _ in Counter(person.family_name for person in people).most_common()]
    guess = dict(zip(ranked, families, strict=False))
    top = [person for person in people if person.family_name in set(families[:3])]
    assert sum(guess[person.family_name] == person.family_name for person in top) / len(top) > 0.6


def test_no_token_is_made_of_one_name_alone():
    maker = TokenMaker(TEST_ROOTS)
    assert maker.rows(UUID(int=1), Identity(family_name="Voorbeeld")) == []
    assert maker.rows(UUID(int=1), Identity(given_name="Proef")) == []
