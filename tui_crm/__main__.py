"""Runs the program with `python -m tui_crm`."""

from tui_crm.cli.main import run

if __name__ == "__main__":
    run()
