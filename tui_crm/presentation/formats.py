"""Formatting times, kinds, numbers and actions as short texts for screens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from rich.cells import cell_len

from tui_crm.domain.activities.activity import KIND_NAMES, Kind
from tui_crm.domain.activities.timer import full_clock
from tui_crm.domain.damaged import SIGN, Named, is_damaged, word
from tui_crm.domain.dates.dates import MONTHS, WEEKDAYS, numeric
from tui_crm.i18n import N_, _
from tui_crm.terminal.text import plain

GLYPHS = Named({Kind.CONTACT: "☎", Kind.MEETING: "⚑", Kind.TASK: "☐"}, damaged=SIGN)
WRITTEN = frozenset({"email", "sms", "chat", "letter"})
"""Types of contacts that are written, by their codes."""


def sign(kind: Kind, type_code: str = "") -> str:
    """The sign of an activity: `☎`, `✉` for a contact in writing, `⚑`, `☐`."""
    return "✉" if kind is Kind.CONTACT and type_code in WRITTEN else GLYPHS[kind]


def timer_pieces(seconds: int, *, running: bool) -> tuple[tuple[str, str], ...]:
    """`● 00:01:12 running` or `‖ 00:01:12 paused`, as pieces of text and style, for a bar."""
    if running:
        return ((f"● {full_clock(seconds)} {_('running')} ", "running"),)
    return ((f"‖ {full_clock(seconds)} {_('paused')} ", "bar"),)


def weekday(day: date) -> str:
    """`Mon`."""
    return _(WEEKDAYS[day.weekday()])


def _weekday_in_column(day: date) -> str:
    """The weekday padded to the widest one, so that the text after it is aligned."""
    widest = max(cell_len(_(name)) for name in WEEKDAYS)
    return weekday(day).ljust(widest)


def day_and_month(day: date) -> str:
    """`26 Nov`."""
    if is_damaged(day):
        return f"{day}"
    return f"{day.day} {_(MONTHS[day.month - 1])}"


def stamp(at: datetime, *, zone: ZoneInfo) -> str:
    """`23.11.2026 14:52`, in the operator's zone."""
    return at.astimezone(zone).strftime("%d.%m.%Y %H:%M")


def field_time(at: datetime, *, zone: ZoneInfo) -> str:
    """`26.11.2026 14:30`, as date fields hold a time."""
    return numeric(at, zone)


def brief(at: datetime | None, on: date | None, *, now: datetime, zone: ZoneInfo) -> str:
    """A start as short as possible: `10:00`, `Fri 14:00`, `Tue 17.11`."""
    if is_damaged(at) or is_damaged(on):
        return word()
    today = now.astimezone(zone).date()
    if at is None:
        day = on or today
        return _("all-day") if day == today else f"{_weekday_in_column(day)} {day:%d.%m}"
    local = at.astimezone(zone)
    days = (local.date() - today).days
    if days == 0:
        return f"{local:%H:%M}"
    if -7 < days < 7:
        return f"{_weekday_in_column(local)} {local:%H:%M}"
    if local.year == today.year:
        return f"{_weekday_in_column(local)} {local:%d.%m}"
    return f"{local:%d.%m.%y}"


def day(at: datetime | None, *, now: datetime, zone: ZoneInfo) -> str:
    """A day in a narrow column: `today`, `25.11`, `25.11.27`."""
    if at is None or is_damaged(at):
        return "" if at is None else word()
    local, today = at.astimezone(zone).date(), now.astimezone(zone).date()
    days = (local - today).days
    if -1 <= days <= 1:
        return (_("yesterday"), _("today"), _("tomorrow"))[days + 1]
    if local.year == today.year:
        return f"{local:%d.%m}"
    return f"{local:%d.%m.%y}"


def dated(at: datetime | None, on: date | None, *, now: datetime, zone: ZoneInfo) -> str:
    """A start in a list over all days: `Thu 26.11 14:30`, with the year when it is another."""
    if is_damaged(at) or is_damaged(on):
        return word()
    local = at.astimezone(zone) if at is not None else None
    day = local.date() if local is not None else (on or now.astimezone(zone).date())
    if day.year != now.astimezone(zone).year:
        return f"{day:%d.%m.%y}" + (f" {local:%H:%M}" if local is not None else "")
    hour = f"{local:%H:%M}" if local is not None else "–"
    return f"{_weekday_in_column(day)} {day:%d.%m} {hour}"


def full(at: datetime | None, on: date | None, *, now: datetime, zone: ZoneInfo) -> str:
    """`Thu 26 Nov 14:30`; the year when it is not this one."""
    if is_damaged(at) or is_damaged(on):
        return word()
    local = at.astimezone(zone) if at is not None else None
    day = local.date() if local is not None else on
    if day is None:
        return "–"
    year = "" if day.year == now.astimezone(zone).year else f" {day.year}"
    hour = f" {local:%H:%M}" if local is not None else ""
    return f"{weekday(day)} {day_and_month(day)}{year}{hour}"


def next_step(
    at: datetime | None, on: date | None, *, now: datetime, zone: ZoneInfo
) -> tuple[str, str]:
    """When the next step is, with `!` if overdue, and the name of the style to show it in."""
    over = at < now if at is not None else on is not None and on < now.astimezone(zone).date()
    text = full(at, on, now=now, zone=zone)
    return (f"! {text}", "overdue") if over else (text, "muted")


def with_wrong_numbers(told: str, numbers: Sequence[str]) -> str:
    """A message with the numbers, as they are shown, that an outcome has marked as wrong."""
    marked = ", ".join(plain(number) for number in numbers if number)
    if not marked:
        return told
    return f"{told} {_('Marked as a wrong number: {numbers}.').format(numbers=marked)}"


def unanswered(attempts: int) -> str:
    """`×3 no answer`."""
    return f"×{attempts} {_('no answer')}"


def kind_name(kind: Kind) -> str:
    """`contact`, `meeting`, `task` in the operator's language."""
    return _(KIND_NAMES[kind])


ACTIONS = {
    "activity.create": N_("created"),
    "activity.edit": N_("changed"),
    "activity.note": N_("note"),
    "activity.complete": N_("completed"),
    "activity.reopen": N_("reopened"),
    "activity.reschedule": N_("moved"),
    "activity.no_answer": N_("no answer"),
    "activity.assign": N_("assigned"),
    "activity.call_off": N_("called off"),
    "activity.waiting": N_("waiting"),
    "activity.waiting_over": N_("waits no longer"),
    "series.next": N_("repeated"),
    "timer.start": N_("timer started"),
    "timer.pause": N_("timer paused"),
    "contractor.create": N_("new contractor"),
    "contractor.edit": N_("contractor changed"),
    "contractor.active": N_("contractor active again"),
    "contractor.inactive": N_("contractor made inactive"),
    "contractor.assign": N_("contractor assigned"),
    "contractor.merge": N_("contractors merged"),
    "phone.wrong": N_("number marked as wrong"),
    "phone.right": N_("number right again"),
    "person.create": N_("new person"),
    "person.edit": N_("person changed"),
    "person.active": N_("person active again"),
    "person.inactive": N_("person made inactive"),
    "entry.create": N_("new entry"),
    "entry.edit": N_("changed"),
    "entry.default": N_("default"),
    "entry.active": N_("offered"),
    "entry.inactive": N_("not offered"),
    "entry.move": N_("moved"),
    "entry.delete": N_("deleted"),
    "dictionary.create": N_("new dictionary"),
    "dictionary.edit": N_("changed"),
    "dictionary.delete": N_("deleted"),
    "employee.create": N_("new employee"),
    "employee.edit": N_("changed"),
    "employee.active": N_("active"),
    "employee.inactive": N_("inactive"),
    "operator.create": N_("new operator"),
    "operator.edit": N_("changed"),
    "operator.active": N_("let in"),
    "operator.inactive": N_("kept out"),
    "company.settings": N_("settings"),
    "view.save": N_("view saved"),
    "view.replace": N_("view replaced"),
    "view.delete": N_("view deleted"),
    "view.share": N_("view shared"),
    "view.unshare": N_("view shared no longer"),
    "database.init": N_("database made"),
    "database.backup": N_("backup made"),
    "database.restore": N_("restored from a backup"),
    "database.repair": N_("database repaired"),
    "undo": N_("taken back"),
    "redo": N_("done again"),
}


def action(code: str, subject: str) -> str:
    """An operation with its subject: `completed, phone: ALFA`."""
    name = _(ACTIONS.get(code, code))
    return f"{name}, {subject}" if subject else name


MARK_DO_NOT_CALL = "⊘"


def not_to_be_called(reason: str) -> str:
    """The text in place of a number that must not be called."""
    text = _("do not call: {reason}").format(reason=reason)
    return f"{MARK_DO_NOT_CALL} {text}"


def dialled(phone: str, reason: str) -> str:
    """The number for a narrow column, or the text in its place when it must not be called."""
    return f"{MARK_DO_NOT_CALL} {_('do not call')}" if reason else phone


def quoted(text: str) -> str:
    """The text in the quotation marks of the language."""
    return _("“{text}”").format(text=text)


def short_stamp(at: datetime, *, zone: ZoneInfo) -> str:
    """`23.11 14:52`, in the operator's zone."""
    return at.astimezone(zone).strftime("%d.%m %H:%M")
