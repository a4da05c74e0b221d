"""Other words for which the command palette finds a command, as people call what it does."""

from __future__ import annotations

from typing import Final

from tui_crm.i18n import N_

OTHER_WORDS: Final = {
    "activity.contact": N_("call phone customer client appointment callback new"),
    "activity.log": N_("call phone customer client spoke write down register"),
    "activity.log_other": N_("call phone customer client spoke write down register"),
    "activity.complete": N_("finish close tick off outcome busy voicemail"),
    "activity.no_answer": N_("call phone busy voicemail callback"),
    "activity.reschedule": N_("postpone put off delay later reschedule snooze"),
    "activity.assign": N_("give hand over transfer colleague"),
    "activity.open": N_("edit change details"),
    "timer.toggle": N_("clock stopwatch call duration"),
    "activity.copy_number": N_("dial ring call"),
    "activity.copy_email": N_("email mail address"),
    "activity.meeting": N_("appointment visit"),
    "activity.task": N_("todo reminder"),
    "activity.call_off": N_("cancel delete remove"),
    "activity.queue": N_("call list"),
    "day.digest": N_("report summary statistics export print"),
    "list.filter": N_("search find look for"),
    "list.scope": N_("colleagues team"),
    "app.find": N_("search look for customer client"),
    "app.reminders": N_("snooze alarm"),
    "screen.leave": N_("quit exit close"),
    "app.quit": N_("quit exit close"),
    "section.contractors": N_("customers clients firms"),
    "section.persons": N_("customers clients people"),
    "section.schedule": N_("calendar week appointments"),
    "section.setup": N_("settings options preferences language rights time zone"),
}
"""By the id of the command; the words are searched in the language of the screen."""
