"""Widgets and screen base classes shared by the whole interface; nothing here knows CRM records."""
