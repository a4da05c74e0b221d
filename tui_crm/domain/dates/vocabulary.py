"""The Polish and English words of `dates.grammar`, in the form that `text.fold` returns."""

from __future__ import annotations

from typing import Final


def _meanings(*rows: str) -> dict[str, int]:
    """Map each word to the number of its row."""
    return {word: number for number, row in enumerate(rows) for word in row.split()}


def _same(row: str, number: int = 1) -> dict[str, int]:
    """Map every word of the row to the same number."""
    return dict.fromkeys(row.split(), number)


# Monday is 0, as `date.weekday` has it.
WEEKDAY: Final = _meanings(
    "mon monday pn pon poniedzialek",
    "tue tues tuesday wt wto wtorek",
    "wed weds wednesday sr sro sroda srode",
    "thu thur thurs thursday cz czw czwartek",
    "fri friday pt pi pia piatek",
    "sat saturday so sob sobota sobote",
    "sun sunday nd ndz niedz niedziela niedziele",
)
MONTH: Final = _meanings(
    "",
    "jan january sty styczen stycznia",
    "feb february lut luty lutego",
    "mar march marzec marca",
    "apr april kwi kwiecien kwietnia",
    "may maj maja",
    "jun june cze czerwiec czerwca",
    "jul july lip lipiec lipca",
    "aug august sie sierpien sierpnia",
    "sep sept september wrz wrzesien wrzesnia",
    "oct october paz pazdziernik pazdziernika",
    "nov november lis listopad listopada",
    "dec december gru grudzien grudnia",
)
DAY_FROM_TODAY: Final = {
    "day before yesterday": -2, "przedwczoraj": -2,
    "yesterday": -1, "wczoraj": -1,
    "today": 0, "dzis": 0, "dzisiaj": 0,
    "tomorrow": 1, "jutro": 1,
    "day after tomorrow": 2, "pojutrze": 2,
}  # fmt: skip
MONTH_END: Final = frozenset({"eom", "end of month", "end of the month", "koniec miesiaca"})
NOON: Final = frozenset({"noon", "midday", "poludnie"})
NOW: Final = frozenset({"now", "teraz"})
NEXT: Final = _same("next nastepny nastepna przyszly przyszla").keys()
# Words before a day that change nothing: “w piątek”, “we wtorek”, “na 26.11”, “on the 26 nov”.
FILLERS: Final = _same("w we na on the this ten te dnia").keys()

NUMBER: Final = {
    **_same("a an one jeden jedna"),
    **_same("two dwa dwie", 2),
    **_same("three trzy", 3),
    **_same("four cztery", 4),
    **_same("five piec", 5),
}

MINUTES: Final = {
    **_same("m min mins minute minutes minuta minuty minut"),
    **_same("h hr hrs hour hours g godz godzina godzine godziny godzin", 60),
}
DAYS: Final = {
    **_same("d day days dzien dni"),
    **_same("w wk wks week weeks t tyg tydz tydzien tygodnie tygodni", 7),
}
MONTHS: Final = {
    **_same("mo mos month months mies miesiac miesiace miesiecy"),
    **_same("y yr year years rok lata lat", 12),
}
HALF_AN_HOUR: Final = frozenset({"half an hour", "half hour", "pol godziny"})
