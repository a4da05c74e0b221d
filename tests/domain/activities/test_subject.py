"""Generated subjects in the language of whoever reads them."""

from __future__ import annotations

import itertools

import pytest

from tests.support.languages import speaking
from tui_crm.domain.activities.activity import (
    _FORMER_HEADS,
    _SUBJECT_WORDS,
    KIND_NAMES,
    Kind,
    generated_subject,
    shown_subject,
)
from tui_crm.domain.dictionary import SHIPPED_NAMES
from tui_crm.domain.text import NAME_LIMIT
from tui_crm.i18n import LANGUAGES, _, translations_of

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
            word = _SUBJECT_WORDS.get(message, message)
            assert shown_subject(f"{head}: ALFA", generated=True) == f"{word}: ALFA"


SAID = {
    "telephone": ("phone call", "telefon"),
    "email": ("e-mail", "e-mail"),
    "video": ("video call", "wideorozmowa"),
    "chat": ("chat", "czat"),
    "sms": ("SMS", "SMS"),
    "in_person": ("meeting", "spotkanie"),
    "letter": ("letter", "list"),
}


@pytest.mark.parametrize("code", SAID)
def test_a_generated_subject_names_the_thing_as_an_office_writes_it_down(code: str) -> None:
    for language, word in zip(LANGUAGES, SAID[code], strict=True):
        with speaking(language):
            name = _(SHIPPED_NAMES[code])
            made = generated_subject(Kind.CONTACT, type_name=name, contractor_name="ALFA")
            assert made == f"{word}: ALFA"
            # What was stored before it was said so is shown so, too.
            for stored in translations_of(SHIPPED_NAMES[code]):
                assert shown_subject(f"{stored}: ALFA", generated=True) == f"{word}: ALFA"
