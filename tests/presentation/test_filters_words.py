"""Options of the filter are found by their names and by what people call them as well."""

from __future__ import annotations

import pytest

from tests.support.languages import speaking
from tui_crm.domain.text import fold
from tui_crm.presentation.filters import OPTIONS, OTHER_WORDS, matching


@pytest.mark.parametrize(
    ("language", "field", "typed", "first"),
    [
        ("en", "state", "open", "not completed"),
        ("en", "state", "comp", "completed"),
        ("en", "kind", "call", "contact"),
        ("en", "period", "previous", "last week"),
        ("en", "without", "phone", "a telephone number"),
        ("pl", "state", "otwarte", "niezakończone"),
        ("pl", "state", "do zrob", "niezakończone"),
        ("pl", "state", "zrobione", "zakończone"),
        ("pl", "state", "anul", "odwołane lub nieodbyte"),
        ("pl", "kind", "tel", "kontakt"),
    ],
)
def test_it_is_found_by_what_people_call_it(
    language: str, field: str, typed: str, first: str
) -> None:
    with speaking(language):
        assert matching(field, fold(typed))[0][2] == first


@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize("field", OPTIONS)
def test_every_option_is_the_first_of_its_own_name(language: str, field: str) -> None:
    with speaking(language):
        for _n, value, name in matching(field, ""):
            assert matching(field, fold(name))[0][1] == value


def test_other_words_are_of_options_there_are() -> None:
    values = {value for options in OPTIONS.values() for value, _name in options}
    assert set(OTHER_WORDS) <= values
