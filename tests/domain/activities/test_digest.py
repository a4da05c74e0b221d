"""The digest of a day as text."""

from __future__ import annotations

from tui_crm.domain.activities.digest import Day, Told, digest


def test_a_day_in_its_parts_what_is_empty_is_left_out() -> None:
    day = Day(
        "Mon 23 Nov",
        done=[Told("Delta", "Adam Nowy", outcome="talked", said="agreed: 12 pieces", seconds=600)],
        still_open=[Told("Beta S.A.", "Ewa Lis", "10:00")],
        ahead_title="Next: Tue 24 Nov",
        ahead=[Told("prepare offer", when="all day", next="Wed")],
    )
    assert digest(day) == (
        "Mon 23 Nov\n1 done, talk 10:00, 1 open\n\n"
        "Done\n- Delta · Adam Nowy · talked · 10:00\n  agreed: 12 pieces\n\n"
        "Still open\n- 10:00 · Beta S.A. · Ewa Lis\n\n"
        "Next: Tue 24 Nov\n- all day · prepare offer\n  → Wed"
    )


def test_what_was_moved_or_called_off_is_told_and_counts_as_neither_done_nor_open() -> None:
    day = Day(
        "Mon 23 Nov",
        done=[Told("Delta", seconds=60), Told("Beta", seconds=30)],
        called_off=[Told("ALFA", seconds=600, when="10:00")],
        moved=[Told("Omega", when="Wed 14:30")],
    )
    assert digest(day) == (
        "Mon 23 Nov\n2 done, talk 1:30, 0 open\n\n"
        "Done\n- Delta · 1:00\n- Beta · 0:30\n\n"
        "Called off\n- 10:00 · ALFA · 10:00\n\n"
        "Moved\n- Wed 14:30 · Omega"
    )


def test_an_empty_day_says_so() -> None:
    assert digest(Day("Sun 22 Nov")).endswith(
        "Nothing was done on this day, and nothing was planned."
    )


def test_of_a_long_talk_the_first_lines_are_told() -> None:
    said = "\n".join(f"line {n}" for n in range(9))
    text = digest(Day("Mon 23 Nov", done=[Told("Delta", said=said)]))
    assert text.endswith("- Delta\n  line 0\n  line 1\n  line 2\n  line 3 …")


def test_that_of_several_employees_names_each_ones() -> None:
    text = digest(
        Day(
            "Mon 23 Nov",
            done=[Told("Delta", "Adam Nowy", said="agreed", employee="Marek Lis")],
            still_open=[Told("Beta", when="10:00", employee="Anna Nowak")],
        )
    )
    assert "- Marek Lis: Delta · Adam Nowy\n  agreed" in text
    assert "- Anna Nowak: 10:00 · Beta" in text
