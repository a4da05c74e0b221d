"""Checks that several services share: permissions, validation, repeated saves."""
