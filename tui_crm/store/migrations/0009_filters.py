"""The filters waiting, called off, outcome and without a number walk an index.

Frozen as it was made: the models may go on, this text does not.
"""

from typing import Any

STATEMENTS = (
    "CREATE INDEX activity_waiting ON activity (order_at, id) WHERE status = 'waiting'",
    "CREATE INDEX activity_called_off ON activity (order_at, id)"
    " WHERE status IN ('cancelled', 'not_held')",
    "CREATE INDEX activity_outcome ON activity (outcome_id, order_at, id)"
    " WHERE outcome_id IS NOT NULL",
    "CREATE INDEX phone_right_contractor ON phone (contractor_id)"
    " WHERE contractor_id IS NOT NULL AND bad_since IS NULL",
    "CREATE INDEX phone_right_person ON phone (person_id)"
    " WHERE person_id IS NOT NULL AND bad_since IS NULL",
)


def up(migrator: Any, db: Any) -> None:
    """Add the indexes."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
