"""Completion scripts for the shells, made from the parser.

A script is complete in itself: completing a line starts no program and opens no database, and
nothing is evaluated that was read from anywhere.
"""
