"""Records that were chosen in a form, with what is shown of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """A record that was chosen, with what is shown of it."""

    id: int
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """A contact person on the activity, with what matters on the phone."""

    id: int
    name: str
    position: str = ""
    phone: str = ""
    email: str = ""
    do_not_call: str = ""
    """Why they must not be called; empty when they may be."""

    @property
    def label(self) -> str:
        """The name, under which all choices have it."""
        return self.name
