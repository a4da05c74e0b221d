"""What a typed number says beside itself, and whether it is wrong; stored numbers are read anew.

Frozen as it was made: the models may go on, this text does not. It reads with the reader of the
program, as the model does with every number that is written from here on.
"""

import json
from typing import Any

COLUMNS = (
    ("extension", "VARCHAR(255) NOT NULL DEFAULT ''"),
    ("remark", "VARCHAR(255) NOT NULL DEFAULT ''"),
    ("bad_since", "TIMESTAMP"),
)


def up(migrator: Any, db: Any) -> None:
    """Add the columns, read every stored number again, give a second number its own row."""
    for name, kind in COLUMNS:
        db.execute_sql(f"ALTER TABLE phone ADD COLUMN {name} {kind}")
    read_again(db)
    read_employees_again(db)
    db.execute_sql("CREATE INDEX phone_normalised ON phone (normalised)")
    db.execute_sql("CREATE INDEX employee_phone ON employee (phone)")


def read_again(db: Any) -> None:
    """The columns that are read of *raw*; each further number of it becomes a row of its owner."""
    from tui_crm.domain.directory.phone import split_numbers, stored_phone

    mark = db.param
    rows = db.execute_sql(
        "SELECT id, raw, normalised, contractor_id, person_id, type FROM phone ORDER BY id"
    ).fetchall()
    for row_id, raw, known, contractor_id, person_id, kind in rows:
        parts = split_numbers(raw)
        several = len(parts) > 1 and all(stored_phone(one).tail for one in parts)
        first = parts[0] if several else raw
        number = stored_phone(first, known=known)
        values = columns_of(number)
        if first != raw or number.normalised != known or number.extension or number.remark:
            set_to = ", ".join(f"{name} = {mark}" for name in values)
            db.execute_sql(
                f"UPDATE phone SET {set_to} WHERE id = {mark}", (*values.values(), row_id)
            )
        if several:
            owner = {"contractor_id": contractor_id, "person_id": person_id, "type": kind}
            further = [columns_of(stored_phone(one)) | owner for one in parts[1:]]
            missing = [one for one in further if not is_there(db, one)]
            split(db, row_id, raw, first, missing)


def columns_of(number: Any) -> dict[str, Any]:
    """A number as its row holds it."""
    from tui_crm.domain.text import backwards

    return {
        "raw": number.raw,
        "normalised": number.normalised,
        "tail": number.tail,
        "backwards": backwards(number.normalised),
        "extension": number.extension,
        "remark": number.remark,
    }


def is_there(db: Any, row: dict[str, Any]) -> bool:
    """Whether the owner has that number in a row of its own."""
    owner = "contractor_id" if row["person_id"] is None else "person_id"
    mark = db.param
    return bool(
        db.execute_sql(
            f"SELECT 1 FROM phone WHERE {owner} = {mark} AND normalised = {mark}"
            f" AND extension = {mark}",
            (row[owner], row["normalised"], row["extension"]),
        ).fetchall()
    )


def split(db: Any, row_id: int, raw: str, first: str, further: list[dict[str, Any]]) -> None:
    """Add the further numbers that stood in one text.

    The history is changed as if they had been typed apart, so that undo takes back all of them.
    """
    mark = db.param
    changes = db.execute_sql(
        f'SELECT id, operation_id, field, "old", "new" FROM change'
        f" WHERE table_name = 'phone' AND row_id = {mark} AND field IN ('', 'raw') ORDER BY id",
        (row_id,),
    ).fetchall()
    typed_in = None
    for change_id, operation_id, field, old, new in changes:
        before, after = apart(old, field, raw, first), apart(new, field, raw, first)
        typed_in = operation_id if after != new else typed_in
        if (before, after) != (old, new):
            db.execute_sql(
                f'UPDATE change SET "old" = {mark}, "new" = {mark} WHERE id = {mark}',
                (before, after, change_id),
            )
    for values in further:
        row = values | {"is_primary": False}
        names, marks = ", ".join(row), ", ".join([mark] * len(row))
        db.execute_sql(f"INSERT INTO phone ({names}) VALUES ({marks})", tuple(row.values()))
        ((added_id,),) = db.execute_sql("SELECT MAX(id) FROM phone").fetchall()
        if typed_in is not None:
            whole = json.dumps(row | {"id": added_id, "bad_since": None}, ensure_ascii=False)
            db.execute_sql(
                'INSERT INTO change (operation_id, table_name, row_id, field, "old", "new")'
                f" VALUES ({', '.join([mark] * 6)})",
                (typed_in, "phone", added_id, "", None, whole),
            )


def apart(text: str | None, field: str, raw: str, first: str) -> str | None:
    """One side of a change, with the first number where all of the text stood."""
    if text is None:
        return None
    value = json.loads(text)
    if field:
        return json.dumps(first, ensure_ascii=False) if value == raw else text
    if isinstance(value, dict) and value.get("raw") == raw:
        return json.dumps(value | {"raw": first}, ensure_ascii=False)
    return text


def read_employees_again(db: Any) -> None:
    """Their number from the end, by which callers are found."""
    from tui_crm.domain.directory.phone import dialled
    from tui_crm.domain.text import backwards

    mark = db.param
    rows = db.execute_sql(
        "SELECT id, phone, phone_backwards FROM employee WHERE phone <> ''"
    ).fetchall()
    for row_id, phone, known in rows:
        figures = backwards(dialled(phone))
        if figures != known:
            db.execute_sql(
                f"UPDATE employee SET phone_backwards = {mark} WHERE id = {mark}",
                (figures, row_id),
            )
