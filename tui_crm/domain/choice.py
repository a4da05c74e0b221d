"""Records chosen in a lookup field, with the texts that the form shows for them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """A chosen record: its id, name, and a *detail* that tells namesakes apart."""

    id: int
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """A contact person of an activity, with what is needed on the phone."""

    id: int
    name: str
    position: str = ""
    phone: str = ""
    email: str = ""
    do_not_call: str = ""
    """Why they must not be called; empty when they may be."""

    @property
    def label(self) -> str:
        """The name; gives both kinds of choices the same attribute."""
        return self.name
