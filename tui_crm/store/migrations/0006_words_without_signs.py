"""Words are found with and without the signs within them; streets and positions are found, too.

Frozen as it was made: the models may go on, this text does not.
"""

from typing import Any

COLUMNS = (
    ("contractor", "joined"),
    ("contractor", "address"),
    ("person", "joined"),
    ("activity", "joined"),
    ("affiliation", "fold"),
)
INDEXED = {
    "contractor": ("fold", "joined", "address"),
    "person": ("fold", "joined"),
    "activity": ("fold", "joined"),
    "affiliation": ("fold",),
}
OLD_TRIGGERS = ("added", "removed", "changed")


def up(migrator: Any, db: Any) -> None:
    """Add the columns, fill them from what is there, and make the indexes of words anew."""
    postgres = type(db).__name__.lower().startswith(("postgres", "pooledpostgres"))
    for table, column in COLUMNS:
        db.execute_sql(f"ALTER TABLE {table} ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    if not postgres:
        for table in INDEXED:
            for event in OLD_TRIGGERS:
                db.execute_sql(f"DROP TRIGGER IF EXISTS {table}_words_{event}")
            db.execute_sql(f"DROP TABLE IF EXISTS {table}_words")
    fill(db)
    if not postgres:
        for table, columns in INDEXED.items():
            for statement in words(table, columns):
                db.execute_sql(statement)


def words(table: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    """The index of words of a table, and the triggers that keep it up."""
    names = ", ".join(columns)
    new = ", ".join(f"new.{name}" for name in columns)
    old = ", ".join(f"old.{name}" for name in columns)
    changed = " OR ".join(f"old.{name} IS NOT new.{name}" for name in columns)
    add = f"INSERT INTO {table}_words(rowid, {names}) VALUES (new.id, {new});"
    remove = (
        f"INSERT INTO {table}_words({table}_words, rowid, {names})"
        f" VALUES ('delete', old.id, {old});"
    )
    return (
        f"CREATE VIRTUAL TABLE {table}_words USING fts5({names}, content='{table}',"
        " content_rowid='id', tokenize='unicode61 remove_diacritics 0', prefix='2 3')",
        f"CREATE TRIGGER {table}_words_added AFTER INSERT ON {table} BEGIN {add} END",
        f"CREATE TRIGGER {table}_words_removed AFTER DELETE ON {table} BEGIN {remove} END",
        f"CREATE TRIGGER {table}_words_changed AFTER UPDATE OF {names} ON {table}"
        f" WHEN {changed} BEGIN {remove} {add} END",
        f"INSERT INTO {table}_words({table}_words) VALUES ('rebuild')",
    )


def fill(db: Any) -> None:
    """What is derived in Python, for the rows that are there; only what is not empty is written."""
    from tui_crm.domain.directory.tax_id import tax_id_words
    from tui_crm.domain.text import fold, joined_words, with_joined

    def write(table: str, column: str, names: str, derive: Any) -> None:
        mark, last = db.param, 0
        query = f"SELECT id, {names} FROM {table} WHERE id > {mark} ORDER BY id LIMIT 5000"
        update = f"UPDATE {table} SET {column} = {mark} WHERE id = {mark}"
        while rows := db.execute_sql(query, (last,)).fetchall():
            derived = [(derive(*values), row_id) for row_id, *values in rows]
            db.cursor().executemany(update, [one for one in derived if one[0]])
            last = rows[-1][0]

    write(
        "contractor", "joined", "fold, tax_id, country",
        lambda folded, tax_id, country: (
            f"{joined_words(folded)} {tax_id_words(tax_id, country)}".strip()
        ),
    )
    write(
        "contractor", "address",
        "street, postcode",
        lambda street, postcode: with_joined(fold(f"{street} {postcode}")),
    )
    for table in ("person", "activity"):
        write(table, "joined", "fold", joined_words)
    write(
        "affiliation", "fold",
        "position, department",
        lambda position, department: with_joined(fold(f"{position} {department}")),
    )
