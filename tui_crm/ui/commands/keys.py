"""Declares every key of the program; hints, palette, help and README derive from it.

A `KeyContext` holds the keys of a screen, window or field. A new screen declares one.

Only keys that every terminal transmits are used: no Alt, no Ctrl+Enter, nothing that edits text; an
F-key is only ever an alternative.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tui_crm.i18n import N_
from tui_crm.ui.commands.command import Command, KeyContext

if TYPE_CHECKING:
    from textual.binding import Binding

# fmt: off
GLOBAL = KeyContext(
    N_("Everywhere"),
    Command("app.help", "question_mark,f1", "app.show_keys", N_("help"), N_("The keys of this screen"), 99),
    Command("app.find", "ctrl+f", "app.find", N_("find anywhere"), N_("Find anywhere: contractor, person, number, subject, note"), 13),
    Command("app.who_calls", "number_sign", "app.who_calls", N_("who calls"), N_("Who is calling: type the number or its last digits"), 14),
    Command("app.reminders", "ctrl+y,f12", "app.reminders", N_("reminders"), N_("What is due: open it, put it off, dismiss it")),
    Command("app.palette", "colon,ctrl+p", "app.palette", N_("commands"), N_("Find a command by its name")),
    Command("app.theme", "", "app.choose_theme", N_("theme"), N_("Colours: try the themes (dark, light, high contrast …) on this screen, and keep one")),
    Command("app.quit", "ctrl+q", "app.leave", N_("leave"), N_("Leave the program; what is typed stays as a draft")),
    general=True,
)

SECTIONS = KeyContext(
    N_("To the sections"),
    Command("section.today", "1", "app.section('today')", N_("Today"), N_("Today: overdue, to do, done")),
    Command("section.activities", "2", "app.section('activities')", N_("Activities"), N_("All activities")),
    Command("section.contractors", "3", "app.section('contractors')", N_("Contractors"), N_("Contractors: companies one deals with")),
    Command("section.persons", "4", "app.section('persons')", N_("Persons"), N_("Contact persons of the contractors")),
    Command("section.schedule", "5", "app.section('schedule')", N_("Schedule"), N_("The schedule of an employee: day, week, month")),
    Command("section.setup", "7", "app.section('setup')", N_("Setup"), N_("Dictionaries, employees, operators, what the company sets")),
    general=True,
)

TABLE = KeyContext(
    N_("Moving in a list"),
    Command("table.down", "down,j", "move(1)", N_("down"), N_("One row down")),
    Command("table.up", "up,k", "move(-1)", N_("up"), N_("One row up")),
    Command("table.page_down", "pagedown", "page(1)", N_("page down"), N_("One page down")),
    Command("table.page_up", "pageup", "page(-1)", N_("page up"), N_("One page up")),
    Command("table.first", "home,g", "first", N_("first"), N_("To the first row")),
    Command("table.last", "end,G", "last", N_("last"), N_("To the last row")),
    general=True,
)

LIST = KeyContext(
    N_("On lists"),
    Command("activity.contact", "n", "new('contact')", N_("new"), N_("Plan a new contact; its timer runs at once"), 1),
    Command("activity.log", "l", "log", N_("log"), N_("Log a conversation just held with this contractor"), 2),
    Command("activity.complete", "c", "complete", N_("complete"), N_("Complete this one, or all marked"), 3),
    Command("activity.no_answer", "x", "no_answer", N_("no answer"), N_("Nobody answered: count it, and try again in 2 h, then the next day, then in 3 days"), 3),
    Command("activity.reschedule", "r", "reschedule", N_("move"), N_("Move this one, or all marked, to another time"), 4),
    Command("activity.assign", "A", "assign", N_("assign"), N_("Assign this one, or all marked, to another employee")),
    Command("activity.note", "e", "edit_note", N_("note"), N_("Edit the note here, without opening the form"), 5),
    Command("activity.open", "enter", "open", N_("open"), N_("Open the activity"), 6),
    Command("timer.toggle", "p", "toggle_timer", N_("timer"), N_("Start or pause the timer on this activity"), 8),
    Command("activity.copy_number", "y", "copy('phone')", N_("copy no."), N_("Copy the telephone number to your own clipboard"), 7),
    Command("activity.copy_email", "Y", "copy('email')", N_("copy e-mail"), N_("Copy the e-mail address to your own clipboard")),
    Command("activity.wrong_number", "b", "wrong_number", N_("wrong no."), N_("Mark the number as wrong, or as right again: it stays, and is not proposed")),
    Command("activity.log_other", "L", "log_other", N_("log other"), N_("Log a conversation with a contractor to be chosen"), 9),
    Command("activity.meeting", "m", "new('meeting')", N_("meeting"), N_("Plan a new meeting")),
    Command("activity.task", "t", "new('task')", N_("task"), N_("Set a new task")),
    Command("list.mark", "space", "mark", N_("mark"), N_("Mark this one, and go to the next")),
    Command("list.mark_group", "asterisk", "mark_group", N_("mark group"), N_("Mark all in this group, or none of them")),
    Command("history.undo", "u", "undo", N_("undo"), N_("Take back what was done last"), 10),
    Command("history.redo", "U", "redo", N_("redo"), N_("Do again what was taken back")),
    Command("activity.repeat", "full_stop", "repeat", N_("repeat"), N_("Do here what was done last: complete, move, assign, no answer"), 10),
    Command("list.filter", "slash", "filter", N_("find"), N_("Filter while typing: contractor, person, subject, note"), 11),
    Command("list.filter_form", "F", "filter_form", N_("filter form"), N_("Filter by state, period or days, employee, type, outcome, what is missing …")),
    Command("list.views", "v", "views", N_("views"), N_("Saved views: apply one by its name, or save the filter now in force"), 11),
    Command("list.scope", "a", "toggle_scope", N_("my/all"), N_("My activities, everybody's, or the tasks I gave to others"), 12),
    Command("list.sort", "s", "sort", N_("sort"), N_("Sort by the next column")),
    Command("list.sort_back", "S", "reverse_sort", N_("reverse"), N_("Turn the order round")),
    Command("chain.previous", "left_square_bracket", "chain('previous')", N_("previous"), N_("To the previous activity in the chain")),
    Command("chain.next", "right_square_bracket", "chain('next')", N_("next"), N_("To the next activity in the chain")),
    Command("chain.whole", "T", "show_chain", N_("chain"), N_("The whole chain: what led to this one, and what follows")),
    Command("activity.call_off", "X", "call_off", N_("call off"), N_("Call this one off, or all marked: it will not take place")),
    Command("activity.waiting", "w", "toggle_waiting", N_("waiting"), N_("Let this task wait for somebody else, or wait no longer")),
    Command("activity.history", "h", "history", N_("history"), N_("Who changed what in this activity, and when")),
    Command("activity.reopen", "o", "reopen", N_("reopen"), N_("Reopen a completed activity")),
    Command("draft.continue", "d", "drafts", N_("drafts"), N_("Resume an unsaved draft")),
    Command("draft.all", "W", "all_drafts", N_("all drafts"), N_("All that was typed and not saved, to choose from or to throw away")),
    Command("day.digest", "D", "digest", N_("digest"), N_("The digest of the day: done, moved, still open, tomorrow; to copy")),
    Command("activity.queue", "Q", "queue", N_("queue"), N_("Work through the open ones, or the marked ones, card by card, the oldest due first")),
    Command("screen.back", "escape", "back", N_("back"), N_("Close what is open, forget marks, clear the filter")),
    Command("screen.leave", "q", "leave_section", N_("back"), N_("Back; from Today: leave the program"), 12),
    beside=(TABLE, SECTIONS, GLOBAL),
)

def _shared(*ids: str) -> tuple[Command, ...]:
    """Commands of the activity list that mean the same on other screens."""
    return tuple(command for command in LIST if command.id in ids)


DIRECTORY = KeyContext(
    N_("On the lists of contractors and persons"),
    Command("record.open", "enter", "open", N_("card"), N_("Open the card: data, and all that happened"), 1),
    Command("record.edit", "e", "edit", N_("edit"), N_("Edit the data in the form"), 5),
    Command("record.new", "N", "new_record", N_("add"), N_("Add a new one to this list"), 4),
    Command("record.view", "v", "next_view", N_("view"), N_("The next view of this list: all, mine, cooling, inactive …"), 6),
    Command("record.filter", "slash", "filter", N_("find"), N_("Filter while typing: name, number, city, and what else names it"), 7),
    Command("record.copy_number", "y", "copy('phone')", N_("copy no."), N_("Copy the telephone number to your own clipboard"), 8),
    Command("record.copy_email", "Y", "copy('email')", N_("copy e-mail"), N_("Copy the e-mail address, or those of all marked, to your own clipboard")),
    Command("record.wrong_number", "b", "wrong_number", N_("wrong no."), N_("Mark the number as wrong, or as right again: it stays, and is not proposed")),
    Command("record.sort", "s", "sort", N_("sort"), N_("Sort by the next column"), 9),
    Command("record.sort_back", "S", "reverse_sort", N_("reverse"), N_("Turn the order round")),
    Command("record.active", "i", "toggle_active", N_("active"), N_("Make it, or all marked, inactive or active again; <history.undo> takes it back")),
    Command("record.history", "h", "history", N_("history"), N_("Who changed what in this record, and when")),
    Command("record.back", "escape", "back", N_("back"), N_("Close what is open, forget marks, clear the filter, go back")),
    Command("record.leave", "q", "leave_section", N_("back"), N_("Back; from a section: to Today"), 12),
    *_shared("list.mark", "list.mark_group", "history.undo", "history.redo", "draft.continue", "draft.all"),
    beside=(TABLE, SECTIONS, GLOBAL),
)

_STARTS = _shared("activity.contact", "activity.log", "activity.meeting", "activity.task")

CONTRACTORS = KeyContext(
    N_("On contractors"),
    Command("contractor.activities", "a", "activities", N_("activities"), N_("The activities of this contractor, to sort and filter"), 3),
    Command("contractor.persons", "P", "persons", N_("persons"), N_("The contact persons of this contractor")),
    Command("contractor.assign", "A", "assign_contractors", N_("assign"), N_("Assign this contractor, or all marked, to another owner; on a card marked activities instead")),
    Command("contractor.merge", "M", "merge", N_("merge"), N_("Merge this contractor into another one")),
    *_STARTS,
    beside=(DIRECTORY,),
)

PERSONS = KeyContext(
    N_("On contact persons"),
    Command("person.contractor", "C", "contractor", N_("contractor"), N_("The card of the contractor this person works for"), 3),
    *_STARTS,
    beside=(DIRECTORY,),
)

_CARD = (
    Command("card.edit", "E", "edit_record", N_("edit"), N_("Edit the data above in the form"), 5),
    Command("card.active", "i", "toggle_active", N_("active"), N_("Make this record inactive, or active again; <history.undo> takes it back")),
    Command("card.history", "H", "record_history", N_("data history"), N_("Who changed what in the data above, and when")),
)

CONTRACTOR_CARD = KeyContext(
    N_("On the card of a contractor"),
    *_CARD,
    Command("card.person", "N", "new_person", N_("new person"), N_("Add a contact person to this contractor"), 7),
    *(command for command in CONTRACTORS if command not in _STARTS),
    beside=(LIST,),
)

PERSON_CARD = KeyContext(
    N_("On the card of a contact person"),
    *_CARD, *(command for command in PERSONS if command not in _STARTS),
    beside=(LIST,),
)

FILTER_LINE = KeyContext(
    N_("In the line of the filter"),
    Command("filter.keep", "enter,down", "keep_filter", N_("to list"), N_("To the list, which stays filtered"), 1, shown_key="enter"),
    Command("filter.forget", "escape", "forget_filter", N_("show all"), N_("Clear the filter, and back to the list"), 2),
    letters_are_text=True,
)

SCHEDULE = KeyContext(
    N_("In the schedule"),
    Command("schedule.go", "g", "go_to_day", N_("go to"), N_("Go to a day: fri, 26.11, +2w"), 2),
    Command("schedule.view", "v", "next_view", N_("view"), N_("The next view: working week, day, week, month"), 2),
    Command("schedule.today", "T", "today", N_("today"), N_("To today, and to this hour"), 8),
    Command("schedule.earlier", "less_than_sign", "shift(-15)", N_("earlier"), N_("Move the entry a quarter of an hour back")),
    Command("schedule.later", "greater_than_sign", "shift(15)", N_("later"), N_("Move the entry a quarter of an hour on"), 2),
    Command("schedule.day_back", "left_curly_bracket", "shift_days(-1)", N_("a day back"), N_("Move the entry a day back, at the same hour")),
    Command("schedule.day_on", "right_curly_bracket", "shift_days(1)", N_("a day on"), N_("Move the entry a day on, at the same hour")),
    Command("schedule.free", "f", "free_slot", N_("free slot"), N_("To the next free time in working hours, as long as the entry under the cursor"), 10),
    Command("schedule.employee", "E", "employees", N_("employee"), N_("Another employee's schedule; in the day view several side by side")),
    Command("schedule.back", "escape", "back", N_("back"), N_("Close what is open, forget marks; from a day back to the week")),
    *_shared(
        "activity.contact", "activity.log", "activity.complete", "activity.no_answer",
        "activity.reschedule", "activity.assign", "activity.note", "activity.open", "timer.toggle",
        "activity.copy_number", "activity.copy_email", "activity.log_other", "activity.meeting",
        "activity.task", "history.undo", "history.redo", "chain.previous", "chain.next",
        "activity.history", "activity.reopen", "draft.continue", "draft.all", "screen.leave",
    ),
    beside=(SECTIONS, GLOBAL),
)

SCHEDULE_GRID = KeyContext(
    N_("Moving in the schedule"),
    Command("grid.down", "down,j", "move(1)", N_("down"), N_("A line down: half an hour, a quarter in a tall terminal; in a month a week")),
    Command("grid.up", "up,k", "move(-1)", N_("up"), N_("A line up: half an hour, a quarter in a tall terminal; in a month a week")),
    Command("grid.right", "right", "across(1)", N_("to the right"), N_("To the entry beside this one, else to the next day")),
    Command("grid.left", "left", "across(-1)", N_("to the left"), N_("To the entry beside this one, else to the day before")),
    Command("grid.next_entry", "tab", "entry(1)", N_("next entry"), N_("To the next entry, whichever day it is on"), 12),
    Command("grid.previous_entry", "shift+tab", "entry(-1)", N_("entry before"), N_("To the entry before, whichever day it is on")),
    Command("grid.first", "home", "edge(-1)", N_("first"), N_("To the first entry of the day")),
    Command("grid.last", "end", "edge(1)", N_("last"), N_("To the last entry of the day")),
    Command("grid.next_period", "pagedown,plus", "page(1)", N_("next period"), N_("The next day, week or month")),
    Command("grid.previous_period", "pageup,minus", "page(-1)", N_("period back"), N_("The day, week or month before")),
    beside=(SCHEDULE,),
)

QUEUE = KeyContext(
    N_("In the work queue"),
    *(
        Command(f"queue.{name}", str(n), f"outcome({n})", N_("outcome"), N_("Complete with the outcome of this number; then the next step, Enter"))
        for n, name in enumerate(["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"], 1)
    ),
    Command("queue.skip", "right,s", "skip(1)", N_("skip"), N_("To the next card; this one stays to be done"), 5),
    Command("queue.before", "left", "skip(-1)", N_("card before"), N_("To the card before")),
    Command("queue.back", "escape", "back", N_("leave"), N_("Leave the queue; what was done stays done"), 9),
    *_shared(
        "activity.complete", "activity.no_answer", "activity.reschedule", "activity.assign", "activity.note",
        "activity.open", "timer.toggle", "activity.copy_number", "activity.copy_email",
        "activity.wrong_number", "activity.call_off", "activity.history", "history.undo", "history.redo", "screen.leave",
    ),
    beside=(GLOBAL,),
)

QUEUE_CARD = KeyContext(
    N_("From card to card in the work queue"),
    Command("card.next", "down,pagedown", "move(1)", N_("next card"), N_("To the next card")),
    Command("card.previous", "up,pageup", "move(-1)", N_("card before"), N_("To the card before")),
    beside=(QUEUE,),
)

DIGEST = KeyContext(
    N_("In the digest of a day"),
    Command("digest.copy", "y", "copy_text", N_("copy"), N_("Copy the whole text to your own clipboard"), 1),
    Command("digest.before", "left_square_bracket", "turn(-1)", N_("day before"), N_("The day before"), 2),
    Command("digest.after", "right_square_bracket", "turn(1)", N_("day after"), N_("The day after"), 3),
    Command("digest.back", "escape,q", "back", N_("back"), N_("Back to the list"), 4),
    beside=(GLOBAL,),
)

REMINDERS = KeyContext(
    N_("In the reminders"),
    Command("reminder.open", "enter", "take", N_("open"), N_("Open the activity"), 1),
    Command("reminder.leave", "escape,q", "leave", N_("back"), N_("Back to what was on the screen"), 2),
    Command("reminder.ten", "s", "snooze('10 min')", N_("10 min"), N_("Remind again in ten minutes"), 3),
    Command("reminder.hour", "h", "snooze('1h')", N_("1 h"), N_("Remind again in an hour"), 4),
    Command("reminder.tomorrow", "t", "snooze('tomorrow 8')", N_("tomorrow"), N_("Remind again tomorrow at 8"), 5),
    Command("reminder.until", "r", "put_off", N_("at …"), N_("Remind again at a time that is typed"), 6),
    Command("reminder.dismiss", "d,delete", "dismiss_reminder", N_("dismiss"), N_("Say no more of it until the program is started again"), 7),
    beside=(TABLE,),
)

PUT_OFF = KeyContext(
    N_("While putting a reminder off"),
    Command("until.take", "enter,ctrl+s", "take", N_("remind then"), N_("Remind again at the time that was typed"), 1, shown_key="enter"),
    Command("until.leave", "escape", "leave", N_("leave"), N_("Leave the reminder as it is"), 2),
    letters_are_text=True,
)

OWN_NAME = KeyContext(
    N_("When asked for your name"),
    Command("name.take", "enter,ctrl+s", "take", N_("that is me"), N_("Take the name that was typed"), 1, shown_key="enter"),
    Command("name.leave", "escape", "leave", N_("not now"), N_("Keep the login as the name; Setup changes it"), 2),
    letters_are_text=True,
)

GO_TO_DAY = KeyContext(
    N_("While going to a day"),
    Command("day.take", "enter,ctrl+s", "take", N_("go there"), N_("Go to the day that was typed"), 1, shown_key="enter"),
    Command("day.leave", "escape", "leave", N_("leave"), N_("Stay where it was"), 2),
    Command("day.pick", "ctrl+o,f4", "pick", N_("calendar"), N_("Pick the day in the calendar"), 3),
    letters_are_text=True,
)

EMPLOYEES = KeyContext(
    N_("While choosing employees"),
    Command("employees.take", "ctrl+s,f2", "take", N_("show"), N_("Show the schedule of the chosen ones"), 1),
    Command("employees.leave", "escape", "leave", N_("leave"), N_("Leave it as it was"), 2),
    letters_are_text=True,
)

SETUP = KeyContext(
    N_("In Setup"),
    Command("setup.open", "enter", "open", N_("open"), N_("Into the list; there: open the form of the row"), 1),
    Command("setup.edit", "e", "edit", N_("edit"), N_("Edit the row; in the tree: rename the dictionary")),
    Command("setup.new", "N", "new_record", N_("add"), N_("Add to this list; in the tree: a dictionary"), 2),
    Command("setup.active", "i", "toggle_active", N_("active"), N_("Offer it no longer, or again; old records keep it"), 4),
    Command("setup.default", "asterisk", "set_default", N_("default"), N_("New records begin with this entry, or with none"), 5),
    Command("setup.down", "J", "reorder(1)", N_("lower"), N_("Move the entry one place down"), 7),
    Command("setup.up", "K", "reorder(-1)", N_("higher"), N_("Move the entry one place up"), 8),
    Command("setup.to_first", "less_than_sign", "to_edge(-1)", N_("to the top"), N_("Move the entry before the first one")),
    Command("setup.to_last", "greater_than_sign", "to_edge(1)", N_("to the end"), N_("Move the entry behind the last one")),
    Command("setup.used", "w", "where_used", N_("used by"), N_("How many activities use this entry")),
    Command("setup.assign", "A", "assign_open", N_("assign"), N_("Assign all open activities of this employee to another one"), 6),
    Command("setup.delete", "delete", "delete", N_("delete"), N_("Delete what was never used; <history.undo> takes it back")),
    Command("setup.toggle", "space", "change_right", N_("change"), N_("Give this role another value of the right"), 3),
    Command("setup.pane", "tab,shift+tab", "pane", N_("switch"), N_("From the tree to the list, or back"), 6),
    Command("setup.right", "right", "go(1)", N_("to the right"), N_("Into the list; in the rights: to the next role")),
    Command("setup.left", "left", "go(-1)", N_("to the left"), N_("Back to the tree; in the rights: to the role before")),
    Command("setup.filter", "slash", "filter", N_("find"), N_("Filter the list while typing"), 10),
    Command("setup.history", "h", "history", N_("history"), N_("Who changed what in this row, and when")),
    Command("setup.back", "escape", "back", N_("back"), N_("Close the filter, clear it, go back to the tree")),
    Command("setup.leave", "q", "leave_section", N_("back"), N_("Back to Today"), 12),
    *_shared("history.undo", "history.redo"),
    beside=(TABLE, SECTIONS, GLOBAL),
)

ACTION_BAR = KeyContext(
    N_("In the bar that completes, moves or assigns"),
    Command("strip.apply", "enter,ctrl+s", "bar_apply", N_("apply"), N_("Do it, all at once"), 1, shown_key="enter"),
    Command("strip.next_field", "tab", "bar_field(1)", N_("next field"), N_("To the next field"), 2),
    Command("strip.previous_field", "shift+tab", "bar_field(-1)", N_("previous field"), N_("To the previous field")),
    Command("strip.pick", "ctrl+o,f4", "bar_pick", N_("pick"), N_("The list or the calendar of this field"), 5),
    Command("strip.leave", "escape", "bar_leave", N_("leave"), N_("Leave it as it was"), 4),
    letters_are_text=True,
)

COMPLETION = KeyContext(
    N_("In the bar that completes"),
    Command("strip.propose", "equals_sign", "bar_propose", N_("as proposed"), N_("The next step that the outcome or the type proposes"), 3),
    Command("strip.outcome", "number_sign", "bar_outcome", N_("outcome"), N_("Choose the outcome by its number, without leaving the field"), 3),
    beside=(ACTION_BAR,),
    letters_are_text=True,
)

NOTE = KeyContext(
    N_("In a note on the list"),
    Command("note.save", "ctrl+s,f2", "save_note", N_("save"), N_("Save the note"), 1),
    Command("note.leave", "escape", "leave_note", N_("leave"), N_("Leave the note; what was typed stays for the next time"), 2),
    letters_are_text=True,
)

FORM = KeyContext(
    N_("In the activity form"),
    Command("form.save", "ctrl+s,f2", "save", N_("save"), N_("Save and go back"), 1),
    Command("form.back", "escape", "back", N_("back"), N_("Back; what is typed stays as a draft"), 2),
    Command("form.timer", "ctrl+t", "toggle_timer", N_("start/pause"), N_("Start or pause the timer"), 3),
    Command("form.pick", "ctrl+o,f4", "pick", N_("pick"), N_("The list or the calendar of this field; on the note: your own editor"), 4),
    Command("form.person", "ctrl+n", "add_person", N_("person"), N_("Add a contact person; in a list: add what was typed as new"), 5),
    Command("form.note", "ctrl+l,f5", "note", N_("note"), N_("To the note, from anywhere in the form"), 6),
    Command("form.follow_up", "ctrl+r,f6", "follow_up", N_("next contact"), N_("To the fields of the next contact; from there to the start"), 6),
    Command("form.complete", "ctrl+g", "complete", N_("complete"), N_("Tick completed, or untick it"), 7),
    Command("form.next", "f7", "open_next", N_("open next"), N_("Open the next activity in a window on top")),
    Command("form.previous", "f8", "open_previous", N_("open previous"), N_("Open the previous activity in a window on top")),
    Command("form.chain", "f9", "show_chain", N_("chain"), N_("The whole chain that this activity stands in")),
    Command("form.next_field", "tab", "next_field(1)", N_("next field"), N_("To the next field")),
    Command("form.previous_field", "shift+tab", "next_field(-1)", N_("previous field"), N_("To the previous field")),
    beside=(GLOBAL,),
    letters_are_text=True,
)

RECORD_FORM = KeyContext(
    N_("In the other forms"),
    Command("fields.save", "ctrl+s,f2", "save", N_("save"), N_("Save and go back"), 1),
    Command("fields.back", "escape", "back", N_("back"), N_("Back; what is typed stays as a draft"), 2),
    Command("fields.twin", "ctrl+t", "open_duplicate", N_("open twin"), N_("Open the record that may be the same"), 3),
    Command("fields.pick", "ctrl+o,f4", "pick", N_("list"), N_("The list of this field"), 4),
    Command("fields.add", "ctrl+n", "add_new", N_("add new"), N_("In a list: add what was typed as new"), 5),
    Command("fields.next_field", "tab", "next_field(1)", N_("next field"), N_("To the next field"), 6),
    Command("fields.previous_field", "shift+tab", "next_field(-1)", N_("previous field"), N_("To the previous field")),
    beside=(GLOBAL,),
    letters_are_text=True,
)

MERGE = KeyContext(
    N_("While merging contractors"),
    Command("merge.do", "ctrl+s,f2", "merge", N_("merge"), N_("Merge them; <history.undo> takes it back"), 1),
    Command("merge.leave", "escape", "leave", N_("leave"), N_("Leave both as they are"), 2),
    Command("merge.turn", "ctrl+r", "turn_round", N_("turn round"), N_("The other one stays, this one goes"), 3),
    Command("merge.pick", "ctrl+o,f4", "pick", N_("list"), N_("The list of contractors"), 4),
    letters_are_text=True,
)

_WINDOW = (
    Command("window.take", "enter", "take", N_("take"), N_("Take it"), 1),
    Command("window.leave", "escape", "leave", N_("leave"), N_("Leave it as it was"), 2),
)

PALETTE = KeyContext(
    N_("While finding a command"),
    Command("palette.run", "enter", "take", N_("run"), N_("Run the command"), 1),
    Command("palette.leave", "escape", "leave", N_("leave"), N_("Leave without running a command"), 2),
    letters_are_text=True,
)

HELP = KeyContext(
    N_("In the help"),
    Command("help.take", "enter", "take", N_("do it"), N_("Do what the line says, on the screen below"), 1),
    Command("help.next_group", "tab", "group(1)", N_("next group"), N_("To the next group of keys"), 2),
    Command("help.previous_group", "shift+tab", "group(-1)", N_("group before"), N_("To the group before")),
    Command("help.names", "i", "names", N_("names"), N_("Show or hide the names by which the settings know the commands"), 3),
    Command("help.leave", "escape,q,question_mark,f1", "leave", N_("back"), N_("Back"), 4, shown_key="escape"),
    beside=(TABLE,),
)

CALLER = KeyContext(
    N_("While asking who is calling"),
    Command("caller.open", "enter", "open", N_("card"), N_("Open the card of whoever is calling"), 1),
    Command("caller.log", "l", "answer", N_("log the call"), N_("Log the conversation with whoever is calling; its timer runs"), 2),
    Command("caller.new", "N", "new_person", N_("new person"), N_("Add a person with this number"), 3),
    Command("caller.leave", "escape", "leave", N_("back"), N_("Back to what was on the screen"), 4),
    beside=(TABLE,),
)

FIND = KeyContext(
    N_("While finding anything"),
    Command("find.open", "enter", "open", N_("open"), N_("Open the card or the activity under the cursor"), 1),
    Command("find.back", "escape", "back", N_("back"), N_("Back to what was on the screen"), 2),
    beside=(TABLE, GLOBAL),
)

CALENDAR = KeyContext(
    N_("In the calendar"),
    *_WINDOW,
    Command("calendar.day", "right,l", "day(1)", N_("day"), N_("A day on"), 3),
    Command("calendar.day_back", "left,h", "day(-1)", N_("day back"), N_("A day back")),
    Command("calendar.week", "down,j", "day(7)", N_("week"), N_("A week on")),
    Command("calendar.week_back", "up,k", "day(-7)", N_("week back"), N_("A week back")),
    Command("calendar.month", "pagedown", "month(1)", N_("month"), N_("A month on"), 4),
    Command("calendar.month_back", "pageup", "month(-1)", N_("month back"), N_("A month back")),
    Command("calendar.free", "f", "free", N_("free"), N_("To the next free time in working hours, from this day on"), 6),
    Command("calendar.today", "t,home", "today", N_("today"), N_("To today"), 5),
)

THEMES = KeyContext(
    N_("While trying the themes"),
    Command("theme.take", "enter", "take", N_("keep"), N_("Keep this theme"), 1),
    Command("theme.leave", "escape,q", "leave", N_("leave"), N_("Back to the theme of before"), 2),
    beside=(TABLE,),
)

DRAFTS = KeyContext(
    N_("In the list of drafts"),
    *_WINDOW,
    Command("draft.discard", "delete", "discard", N_("throw away"), N_("Throw this draft away"), 3),
    Command("draft.bring_back", "u", "bring_back", N_("bring back"), N_("Bring back the draft that was thrown away last"), 4),
    beside=(TABLE,),
)

LOOK = KeyContext(
    N_("In a window that only shows"),
    Command("window.close", "escape,q,enter", "leave", N_("back"), N_("Back"), 1),
    beside=(TABLE,),
)

CHAIN = KeyContext(
    N_("In a chain of activities"),
    Command("chain.open", "enter", "take", N_("open"), N_("Open the activity under the cursor"), 1),
    Command("chain.leave", "escape,q,T", "leave", N_("back"), N_("Back"), 2),
    beside=(TABLE,),
)

WRONG_NUMBER = KeyContext(
    N_("While choosing the number that is wrong"),
    Command("number.take", "enter", "take", N_("wrong"), N_("Mark this number as wrong, or as right again"), 1),
    Command("number.leave", "escape,q,b", "leave", N_("back"), N_("Leave the numbers as they are"), 2),
    beside=(TABLE,),
)

VIEWS = KeyContext(
    N_("In the saved views"),
    Command("view.apply", "enter", "open", N_("show"), N_("Show the activities as this view keeps them"), 1),
    Command("view.delete", "delete", "delete_view", N_("delete"), N_("Delete this view; <history.undo> on the list takes it back"), 4),
    Command("view.save", "ctrl+n", "save_view", N_("save"), N_("Save the filter now in force under the name that was typed"), 3),
    Command("view.share", "ctrl+t", "share_view", N_("share"), N_("Offer this view to everybody, or to its owner alone again"), 5),
    Command("view.leave", "escape", "leave", N_("leave"), N_("Leave the list as it was"), 2),
    beside=(TABLE,),
    letters_are_text=True,
)

FILTER = KeyContext(
    N_("In the form of the filter"),
    Command("filter.apply", "ctrl+s,f2", "save", N_("show"), N_("Show what was chosen"), 1),
    Command("filter.leave", "escape", "leave", N_("leave"), N_("Leave the filter as it was"), 2),
    Command("filter.clear", "ctrl+r", "clear", N_("clear all"), N_("Show everything again"), 3),
    Command("filter.pick", "ctrl+o,f4", "pick", N_("list"), N_("The list of this field"), 4),
    Command("filter.next_field", "tab", "next_field(1)", N_("next field"), N_("To the next field")),
    Command("filter.previous_field", "shift+tab", "next_field(-1)", N_("previous field"), N_("To the previous field")),
    letters_are_text=True,
)

QUICK = KeyContext(
    N_("In the small form of a new contractor or person"),
    Command("quick.save", "ctrl+s,f2", "save", N_("save"), N_("Add it, and take it at once"), 1),
    Command("quick.leave", "escape", "leave", N_("leave"), N_("Leave without adding"), 2),
    Command("quick.twin", "ctrl+t", "take_duplicate", N_("take that"), N_("Take the record that is there already"), 3),
    Command("quick.next_field", "tab", "next_field(1)", N_("next field"), N_("To the next field"), 3),
    Command("quick.previous_field", "shift+tab", "next_field(-1)", N_("previous field"), N_("To the previous field")),
    letters_are_text=True,
)

CONFLICT = KeyContext(
    N_("When a colleague was faster"),
    Command("conflict.mine", "m", "keep('mine')", N_("keep mine"), N_("Keep what I typed"), 1),
    Command("conflict.theirs", "t", "keep('theirs')", N_("take theirs"), N_("Take what the colleague saved"), 2),
    Command("conflict.both", "b", "keep('both')", N_("both notes"), N_("Take theirs, my note below their note"), 3),
    Command("conflict.leave", "escape", "leave", N_("decide later"), N_("Back to the form, nothing decided"), 4),
)
# fmt: on


def bindings(*groups: Iterable[Command]) -> list[Binding]:
    """The Textual bindings of these contexts, in order."""
    return [command.binding() for group in groups for command in group if command.keys]
