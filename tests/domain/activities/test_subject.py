"""Generated subjects in the language of whoever reads them."""

from __future__ import annotations

import itertools

import pytest

from tests.support.languages import speaking
from tui_crm.domain.activities.activity import (
    _FORMER_HEADS,
    KIND_NAMES,
    Kind,
    generated_subject,
    shown_subject,
)
from tui_crm.domain.dictionary import SHIPPED_NAMES
from tui_crm.domain.text import NAME_LIMIT
from tui_crm.i18n import LANGUAGES, _

TYPES = ("telephone", "email", "video", "chat", "sms", "in_person", "letter", None)
NAMES = ("ALFA sp. z o.o.", "Biuro: Nowak", "telephone: ALFA", "list", "")


@pytest.mark.parametrize(
    ("written", "read"), [*itertools.permutations(LANGUAGES, 2), *((one, one) for one in LANGUAGES)]
)
@pytest.mark.parametrize("kind", [Kind.CONTACT, Kind.MEETING])
def test_r07_what_is_generated_in_one_language_is_read_in_another(
    written: str, read: str, kind: Kind
) -> None:
    for code, name in itertools.product(TYPES, NAMES):

        def subject(code: str | None = code, name: str = name) -> str:
            type_name = _(SHIPPED_NAMES[code]) if code else ""
            return generated_subject(kind, type_name=type_name, contractor_name=name)

        with speaking(written):
            stored = subject()
        with speaking(read):
            assert shown_subject(stored, generated=True) == subject()


def test_a_typed_subject_is_never_translated() -> None:
    with speaking("pl"):
        assert shown_subject("telephone: ALFA", generated=False) == "telephone: ALFA"


@pytest.mark.parametrize("stored", ["fax: ALFA", "Anruf: Müller", "", ": ", "telephone:ALFA"])
def test_a_subject_named_after_a_type_of_the_company_stays(stored: str) -> None:
    for language in LANGUAGES:
        with speaking(language):
            assert shown_subject(stored, generated=True) == stored


def test_a_translated_subject_fits_into_its_column() -> None:
    stored = generated_subject(Kind.CONTACT, type_name="list", contractor_name="A" * NAME_LIMIT)
    with speaking("en"):
        shown = shown_subject(stored, generated=True)
    assert shown.startswith("letter: AAA")
    assert len(shown) == NAME_LIMIT


def test_what_earlier_versions_generated_is_read_whatever_the_words_are_now() -> None:
    for head, message in _FORMER_HEADS.items():
        assert message in {*SHIPPED_NAMES.values(), *KIND_NAMES.values()}
        with speaking("en"):
            assert shown_subject(f"{head}: ALFA", generated=True) == f"{message}: ALFA"
