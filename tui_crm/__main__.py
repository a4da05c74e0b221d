"""`python -m tui_crm`."""

from tui_crm.cli import run

if __name__ == "__main__":
    run()
