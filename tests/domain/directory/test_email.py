"""An e-mail address is taken out of what is pasted with it."""

from __future__ import annotations

import pytest

from tui_crm.domain.directory.email import read_email
from tui_crm.domain.errors import CrmError
from tui_crm.ui.kit.multi_value_field import pieces


@pytest.mark.parametrize(
    "typed",
    [
        "Jan@alfa.example", "Jan Kowalski <Jan@alfa.example>", "<Jan@alfa.example>",
        "mailto:Jan@alfa.example", "MAILTO:Jan@alfa.example?subject=offer",
        '"Kowalski, Jan" <mailto:Jan@alfa.example>', "Jan@alfa.example (Jan Kowalski)",
        "Jan@alfa.example <mailto:Jan@alfa.example>", "  Jan@alfa.example\u200b ",
    ],
)  # fmt: skip
def test_the_address_is_stored_alone(typed: str) -> None:
    assert read_email(typed) == "Jan@alfa.example"


@pytest.mark.parametrize(
    "typed", ["jan", "jan@", "@alfa.example", "a b@c.example", "Jan <>", "a@b@c"]
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(CrmError, match="looks like"):
        read_email(typed)


def test_a_comma_in_a_quoted_name_does_not_separate() -> None:
    typed = '"Kowalski, Jan" <jan@alfa.example>; ewa@beta.example, \nadam@beta.example'
    assert pieces(typed) == (
        '"Kowalski, Jan" <jan@alfa.example>', "ewa@beta.example", "adam@beta.example",
    )  # fmt: skip
    assert pieces('601 234 567, "22 555') == ("601 234 567", '"22 555')
