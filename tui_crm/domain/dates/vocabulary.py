"""The Polish and English words of `dates.grammar`, in the form that `text.fold` returns."""

from __future__ import annotations

from typing import Final


def _meanings(*rows: str) -> dict[str, int]:
    """Map each word to the number of its row."""
    return {word: number for number, row in enumerate(rows) for word in row.split()}


def _same(row: str, number: int = 1, between: str | None = None) -> dict[str, int]:
    """Map every word of the row, or what stands *between* such signs, to the same number."""
    return dict.fromkeys(row.split(between), number)


# Monday is 0, as `date.weekday` has it.
WEEKDAY: Final = _meanings(
    "mon monday pn pon poniedzialek",
    "tue tues tuesday wt wto wtorek",
    "wed weds wednesday sr sro srd sroda srode",
    "thu thur thurs thursday cz czw czwartek",
    "fri friday pt pi pia piatek",
    "sat saturday so sob sb sobota sobote",
    "sun sunday nd ndz niedz niedziela niedziele",
)
MONTH: Final = _meanings(
    "",
    "jan january sty stycz styczen stycznia",
    "feb february lut luty lutego",
    "mar march marzec marca",
    "apr april kwi kwiec kwiecien kwietnia",
    "may maj maja",
    "jun june cze czerw czerwiec czerwca",
    "jul july lip lipiec lipca",
    "aug august sie sierp sierpien sierpnia",
    "sep sept september wrz wrzes wrzesien wrzesnia",
    "oct october paz pazdz pazdziernik pazdziernika",
    "nov november lis listopad listopada",
    "dec december gru grud grudzien grudnia",
)
ROMAN_MONTH: Final = _meanings(
    "", "i!", "ii", "iii", "iv", "v!", "vi", "vii", "viii", "ix", "x!", "xi", "xii"
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
LAST: Final = _same("last zeszly zeszla ubiegly ubiegla miniony miniona ostatni ostatnia").keys()
# Words before a day that change nothing: “w piątek”, “we wtorek”, “na 26.11”, “on the 26 nov”.
FILLERS: Final = _same("w we na on the this ten te dnia dn dn.").keys()

NUMBER: Final = {
    **_same("a an one jeden jedna"),
    **_same("two dwa dwie", 2),
    **_same("three trzy", 3),
    **_same("four cztery", 4),
    **_same("five piec", 5),
    **_same("six szesc", 6),
    **_same("seven siedem", 7),
    **_same("eight osiem", 8),
    **_same("nine dziewiec", 9),
    **_same("ten dziesiec", 10),
    **_same("twelve dwanascie", 12),
    **_same("fifteen pietnascie", 15),
    **_same("twenty dwadziescia", 20),
    **_same("thirty trzydziesci", 30),
}

MINUTES: Final = {
    **_same("m min mins minute minutes minuta minuty minut '"),
    **_same("kwadrans kwadranse kwadransow", 15),
    **_same("h hr hrs hour hours g godz godzina godzine godziny godzin", 60),
}
DAYS: Final = {
    **_same("d day days dzien dni"),
    **_same("w wk wks week weeks t tyg tydz tydzien tygodnie tygodni", 7),
    **_same("fortnight fortnights", 14),
}
MONTHS: Final = {
    **_same("mo mos month months mies miesiac miesiace miesiecy"),
    **_same("kwartal kwartaly kwartalow", 3),
    **_same("y yr year years rok lata lat", 12),
}
# Lengths that are no number with a unit.
HALVES: Final = {
    **_same("half an hour|half hour|pol godziny|pol godz|pol godz.|pol h", 30, "|"),
    **_same("quarter of an hour|a quarter of an hour", 15, "|"),
    **_same("poltorej godziny|poltora godziny|an hour and a half|hour and a half", 90, "|"),
}
HALF_YEARS: Final = {
    **_same("pol roku|half a year", 6, "|"),
    **_same("poltora roku|a year and a half", 18, "|"),
}
HOURS_BY_NAME: Final = {
    word: hour
    for hour, words in enumerate(
        (
            "one pierwsza pierwszej", "two druga drugiej", "three trzecia trzeciej",
            "four czwarta czwartej", "five piata piatej", "six szosta szostej",
            "seven siodma siodmej", "eight osma osmej", "nine dziewiata dziewiatej",
            "ten dziesiata dziesiatej", "eleven jedenasta jedenastej",
            "twelve dwunasta dwunastej",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip
