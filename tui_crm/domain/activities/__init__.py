"""Rules of activities: kinds, fields, drafts, timer, saved views, the daily digest."""
