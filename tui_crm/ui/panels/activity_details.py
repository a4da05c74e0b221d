"""The details of the activity under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tui_crm.domain.dates.duration import shown_minutes
from tui_crm.i18n import _
from tui_crm.presentation import formats
from tui_crm.queries.common.activity_rows import ActivityRow
from tui_crm.terminal.text import plain
from tui_crm.ui.panels.details_text import (
    DetailsText,
    Held,
    PaneLine,
    Pieces,
    held_in_words,
    number_behind,
    number_first,
    person_line,
    person_lines,
    spoken_of,
)
from tui_crm.ui.panels.numbers import all_barred, numbers_below, others_than, shown_of

if TYPE_CHECKING:
    from tui_crm.queries.activities.details import Details
    from tui_crm.queries.common.contact_data import NumberLine


class ActivityDetails(DetailsText):
    """Persons with numbers, the note, what was agreed last with the contractor, what is next."""

    def __init__(
        self, row: ActivityRow, details: Details, *, now: datetime, zone: ZoneInfo
    ) -> None:
        super().__init__(now=now, zone=zone)
        self.row = row
        self.details = details
        self.note = row.note
        self.next = details.next
        if details.last is not None:
            last = details.last
            how = held_in_words(
                last.at, seconds=last.duration_seconds, kind=last.type, outcome=last.outcome,
                zone=zone,
            )  # fmt: skip
            self.last = Held(how, last.agreed)

    def title(self) -> Pieces:
        """The contractor, or what is to be done where there is none."""
        return ((plain(self.row.contractor or self.row.subject), "title"),)

    def facts(self) -> Sequence[str]:
        row = self.row
        return row.number, plain(row.type), shown_minutes(row.planned_minutes), plain(row.category)

    def numbers(self) -> list[NumberLine]:
        return shown_of(self.details.numbers, barred=all_barred(self.details.persons))

    def reach(self, width: int) -> tuple[PaneLine, int]:
        persons, numbers = self.details.persons, self.numbers()
        if not persons:
            return number_first(numbers, [()], width, named=self.row.contractor)
        person, more = persons[0], len(persons) - 1 + self.details.more
        count: Pieces = ((f" +{more}", "muted"),) if more else ()
        words = [
            (*some[:1], *count, *some[1:])
            for some in spoken_of(
                person.name, person.position, person.email, person.do_not_call, width - 4
            )
        ]
        if person.do_not_call:
            return number_behind(numbers, words, width, named=person.name)
        return number_first(numbers, words, width, named=person.name)

    def who(self, width: int) -> list[PaneLine]:
        """Each person, then the numbers that are none of theirs."""
        details = self.details
        lines: list[PaneLine] = []
        for person in details.persons:
            own = [one for one in details.numbers if one.person_id == person.id]
            tell = person_line if lines else person_lines
            lines += tell(
                person.name, person.position, person.email, person.do_not_call, own, width
            )
        if details.more:
            lines.append(((_("and {n} more").format(n=details.more), "muted"),))
        others = others_than(details.numbers, details.persons)
        named = "" if details.persons else self.row.contractor
        return [*lines, *numbers_below(others, width, named=named)]

    def tries(self) -> Pieces:
        """Nothing once completed."""
        if self.row.completed or not self.row.attempts:
            return ()
        return ((formats.unanswered(self.row.attempts), "urgent"), ("  ", ""))
