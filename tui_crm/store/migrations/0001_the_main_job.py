"""The tables of the main job: staff, dictionaries, directory, activities, history.

Frozen as they were made: the models may go on, this text does not.
"""

from typing import Any

TABLES = (
    """
    CREATE TABLE employee (
        id {id},
        created_at TIMESTAMP NOT NULL,
        created_by_id INTEGER,
        changed_at TIMESTAMP NOT NULL,
        changed_by_id INTEGER,
        version INTEGER NOT NULL,
        code VARCHAR(255) NOT NULL,
        first_name VARCHAR(255) NOT NULL,
        last_name VARCHAR(255) NOT NULL,
        position VARCHAR(255) NOT NULL,
        email VARCHAR(255) NOT NULL,
        phone VARCHAR(255) NOT NULL,
        active BOOLEAN NOT NULL,
        sort_key VARCHAR(255) NOT NULL,
        fold VARCHAR(255) NOT NULL
    )
    """,
    "CREATE UNIQUE INDEX employee_code ON employee (code)",
    "CREATE INDEX employee_sort_key ON employee (sort_key)",
    """
    CREATE TABLE operator (
        id {id},
        created_at TIMESTAMP NOT NULL,
        created_by_id INTEGER,
        changed_at TIMESTAMP NOT NULL,
        changed_by_id INTEGER,
        version INTEGER NOT NULL,
        login VARCHAR(255) NOT NULL,
        employee_id INTEGER,
        role VARCHAR(20) NOT NULL,
        language VARCHAR(255),
        time_zone VARCHAR(255),
        theme VARCHAR(255),
        active BOOLEAN NOT NULL,
        FOREIGN KEY (employee_id) REFERENCES employee (id) ON DELETE RESTRICT
    )
    """,
    "CREATE UNIQUE INDEX operator_login ON operator (login)",
    "CREATE INDEX operator_employee_id ON operator (employee_id)",
    """
    CREATE TABLE dictionary (
        id {id},
        created_at TIMESTAMP NOT NULL,
        created_by_id INTEGER,
        changed_at TIMESTAMP NOT NULL,
        changed_by_id INTEGER,
        version INTEGER NOT NULL,
        code VARCHAR(255) NOT NULL,
        name VARCHAR(255) NOT NULL,
        "group" VARCHAR(255) NOT NULL,
        system BOOLEAN NOT NULL
    )
    """,
    "CREATE UNIQUE INDEX dictionary_code ON dictionary (code)",
    """
    CREATE TABLE entry (
        id {id},
        created_at TIMESTAMP NOT NULL,
        created_by_id INTEGER,
        changed_at TIMESTAMP NOT NULL,
        changed_by_id INTEGER,
        version INTEGER NOT NULL,
        dictionary_id INTEGER NOT NULL,
        code VARCHAR(255),
        name VARCHAR(255) NOT NULL,
        position INTEGER NOT NULL,
        is_default BOOLEAN NOT NULL,
        active BOOLEAN NOT NULL,
        system BOOLEAN NOT NULL,
        colour VARCHAR(255),
        kinds VARCHAR(255) NOT NULL,
        planned_minutes INTEGER,
        follow_up_days INTEGER,
        connected BOOLEAN NOT NULL,
        fold VARCHAR(255) NOT NULL,
        FOREIGN KEY (dictionary_id) REFERENCES dictionary (id) ON DELETE RESTRICT
    )
    """,
    "CREATE INDEX entry_dictionary_id_position_id ON entry (dictionary_id, position, id)",
    """
    CREATE TABLE contractor (
        id {id},
        created_at TIMESTAMP NOT NULL,
        created_by_id INTEGER,
        changed_at TIMESTAMP NOT NULL,
        changed_by_id INTEGER,
        version INTEGER NOT NULL,
        key VARCHAR(255) NOT NULL,
        code VARCHAR(255) NOT NULL,
        name VARCHAR(255) NOT NULL,
        tax_id VARCHAR(255) NOT NULL,
        customer BOOLEAN NOT NULL,
        vendor BOOLEAN NOT NULL,
        prospect BOOLEAN NOT NULL,
        www VARCHAR(255) NOT NULL,
        street VARCHAR(255) NOT NULL,
        postcode VARCHAR(255) NOT NULL,
        city VARCHAR(255) NOT NULL,
        country VARCHAR(255) NOT NULL,
        owner_id INTEGER,
        note TEXT NOT NULL,
        active BOOLEAN NOT NULL,
        sort_key VARCHAR(255) NOT NULL,
        fold TEXT NOT NULL,
        last_activity_id INTEGER,
        last_contact_at TIMESTAMP,
        next_activity_at TIMESTAMP,
        FOREIGN KEY (owner_id) REFERENCES employee (id) ON DELETE RESTRICT
    )
    """,
    "CREATE UNIQUE INDEX contractor_key ON contractor (key)",
    "CREATE UNIQUE INDEX contractor_code ON contractor (code)",
    "CREATE INDEX contractor_owner_id ON contractor (owner_id)",
    "CREATE INDEX contractor_sort_key ON contractor (sort_key)",
    """
    CREATE TABLE person (
        id {id},
        created_at TIMESTAMP NOT NULL,
        created_by_id INTEGER,
        changed_at TIMESTAMP NOT NULL,
        changed_by_id INTEGER,
        version INTEGER NOT NULL,
        key VARCHAR(255) NOT NULL,
        title VARCHAR(255) NOT NULL,
        first_name VARCHAR(255) NOT NULL,
        last_name VARCHAR(255) NOT NULL,
        language VARCHAR(255) NOT NULL,
        note TEXT NOT NULL,
        do_not_call BOOLEAN NOT NULL,
        active BOOLEAN NOT NULL,
        sort_key VARCHAR(255) NOT NULL,
        fold TEXT NOT NULL
    )
    """,
    "CREATE UNIQUE INDEX person_key ON person (key)",
    "CREATE INDEX person_sort_key ON person (sort_key)",
    """
    CREATE TABLE affiliation (
        id {id},
        person_id INTEGER NOT NULL,
        contractor_id INTEGER NOT NULL,
        position VARCHAR(255) NOT NULL,
        department VARCHAR(255) NOT NULL,
        is_primary BOOLEAN NOT NULL,
        active BOOLEAN NOT NULL,
        FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
        FOREIGN KEY (contractor_id) REFERENCES contractor (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX affiliation_contractor_id ON affiliation (contractor_id)",
    "CREATE UNIQUE INDEX affiliation_person_id_contractor_id ON affiliation (person_id, contractor_id)",
    """
    CREATE TABLE phone (
        id {id},
        contractor_id INTEGER,
        person_id INTEGER,
        raw VARCHAR(255) NOT NULL,
        normalised VARCHAR(255) NOT NULL,
        tail VARCHAR(255) NOT NULL,
        type VARCHAR(255) NOT NULL,
        is_primary BOOLEAN NOT NULL,
        FOREIGN KEY (contractor_id) REFERENCES contractor (id) ON DELETE CASCADE,
        FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
        CHECK ((contractor_id IS NULL) <> (person_id IS NULL))
    )
    """,
    "CREATE INDEX phone_contractor_id ON phone (contractor_id)",
    "CREATE INDEX phone_person_id ON phone (person_id)",
    "CREATE INDEX phone_tail ON phone (tail)",
    """
    CREATE TABLE email (
        id {id},
        contractor_id INTEGER,
        person_id INTEGER,
        raw VARCHAR(255) NOT NULL,
        normalised VARCHAR(255) NOT NULL,
        is_primary BOOLEAN NOT NULL,
        FOREIGN KEY (contractor_id) REFERENCES contractor (id) ON DELETE CASCADE,
        FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
        CHECK ((contractor_id IS NULL) <> (person_id IS NULL))
    )
    """,
    "CREATE INDEX email_contractor_id ON email (contractor_id)",
    "CREATE INDEX email_person_id ON email (person_id)",
    "CREATE INDEX email_normalised ON email (normalised)",
    """
    CREATE TABLE activity (
        id {id},
        created_at TIMESTAMP NOT NULL,
        created_by_id INTEGER,
        changed_at TIMESTAMP NOT NULL,
        changed_by_id INTEGER,
        version INTEGER NOT NULL,
        key VARCHAR(255) NOT NULL,
        number VARCHAR(255) NOT NULL,
        number_year INTEGER NOT NULL,
        number_running INTEGER NOT NULL,
        kind VARCHAR(20) NOT NULL,
        subject VARCHAR(255) NOT NULL,
        subject_generated BOOLEAN NOT NULL,
        status VARCHAR(20) NOT NULL,
        contractor_id INTEGER,
        employee_id INTEGER NOT NULL,
        type_id INTEGER,
        priority_id INTEGER,
        category_id INTEGER,
        outcome_id INTEGER,
        direction VARCHAR(20) NOT NULL,
        starts_at TIMESTAMP,
        starts_on DATE,
        order_at TIMESTAMP NOT NULL,
        planned_minutes INTEGER,
        duration_seconds INTEGER NOT NULL,
        timer_started_at TIMESTAMP,
        timer_boot_id VARCHAR(255) NOT NULL,
        timer_boot_seconds DOUBLE PRECISION NOT NULL,
        timer_heartbeat_at TIMESTAMP,
        timer_operator_id INTEGER,
        in_schedule BOOLEAN NOT NULL,
        note TEXT NOT NULL,
        venue VARCHAR(255) NOT NULL,
        planned_cost NUMERIC(14, 2),
        actual_cost NUMERIC(14, 2),
        currency VARCHAR(3) NOT NULL,
        previous_id INTEGER,
        follow_up BOOLEAN NOT NULL,
        follow_up_hours INTEGER NOT NULL,
        follow_up_days INTEGER NOT NULL,
        follow_up_weeks INTEGER NOT NULL,
        follow_up_picked_at TIMESTAMP,
        attempts INTEGER NOT NULL,
        completed_at TIMESTAMP,
        completed_by_id INTEGER,
        fold TEXT NOT NULL,
        FOREIGN KEY (contractor_id) REFERENCES contractor (id) ON DELETE RESTRICT,
        FOREIGN KEY (employee_id) REFERENCES employee (id) ON DELETE RESTRICT,
        FOREIGN KEY (type_id) REFERENCES entry (id) ON DELETE RESTRICT,
        FOREIGN KEY (priority_id) REFERENCES entry (id) ON DELETE RESTRICT,
        FOREIGN KEY (category_id) REFERENCES entry (id) ON DELETE RESTRICT,
        FOREIGN KEY (outcome_id) REFERENCES entry (id) ON DELETE RESTRICT,
        FOREIGN KEY (timer_operator_id) REFERENCES operator (id) ON DELETE RESTRICT,
        FOREIGN KEY (previous_id) REFERENCES activity (id) ON DELETE SET NULL,
        CONSTRAINT starts_once CHECK ((starts_at IS NULL) <> (starts_on IS NULL)),
        CONSTRAINT duration_not_negative CHECK (duration_seconds >= 0),
        CONSTRAINT timer_whose CHECK ((timer_started_at IS NULL) = (timer_operator_id IS NULL)),
        CONSTRAINT completed_status CHECK ((completed_at IS NULL) = (status IN ('planned', 'in_progress', 'waiting'))),
        CONSTRAINT contractor_needed CHECK (kind = 'task' OR contractor_id IS NOT NULL)
    )
    """,
    "CREATE UNIQUE INDEX activity_key ON activity (key)",
    "CREATE UNIQUE INDEX activity_number ON activity (number)",
    "CREATE UNIQUE INDEX activity_timer_operator_id ON activity (timer_operator_id)",
    "CREATE UNIQUE INDEX activity_previous_id ON activity (previous_id)",
    "CREATE UNIQUE INDEX activity_number_year_kind_number_running ON activity (number_year, kind, number_running)",
    "CREATE INDEX activity_order_at_id ON activity (order_at, id)",
    "CREATE INDEX activity_employee_id_order_at_id ON activity (employee_id, order_at, id)",
    "CREATE INDEX activity_contractor_id_order_at_id ON activity (contractor_id, order_at, id)",
    "CREATE INDEX activity_open_mine ON activity (employee_id, order_at, id) WHERE completed_at IS NULL",
    "CREATE INDEX activity_open_all ON activity (order_at, id) WHERE completed_at IS NULL",
    "CREATE INDEX activity_done_mine ON activity (employee_id, completed_at, id) WHERE completed_at IS NOT NULL",
    "CREATE INDEX activity_done_all ON activity (completed_at, id) WHERE completed_at IS NOT NULL",
    """
    CREATE TABLE participant (
        id {id},
        activity_id INTEGER NOT NULL,
        person_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        FOREIGN KEY (activity_id) REFERENCES activity (id) ON DELETE CASCADE,
        FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE RESTRICT
    )
    """,
    "CREATE INDEX participant_person_id ON participant (person_id)",
    "CREATE UNIQUE INDEX participant_activity_id_person_id ON participant (activity_id, person_id)",
    """
    CREATE TABLE colleague (
        id {id},
        activity_id INTEGER NOT NULL,
        employee_id INTEGER NOT NULL,
        FOREIGN KEY (activity_id) REFERENCES activity (id) ON DELETE CASCADE,
        FOREIGN KEY (employee_id) REFERENCES employee (id) ON DELETE RESTRICT
    )
    """,
    "CREATE INDEX colleague_employee_id ON colleague (employee_id)",
    "CREATE UNIQUE INDEX colleague_activity_id_employee_id ON colleague (activity_id, employee_id)",
    """
    CREATE TABLE operation (
        id {id},
        at TIMESTAMP NOT NULL,
        operator_id INTEGER,
        session VARCHAR(255) NOT NULL,
        action VARCHAR(255) NOT NULL,
        subject VARCHAR(255) NOT NULL,
        undoes_id INTEGER,
        undone_by_id INTEGER,
        FOREIGN KEY (undoes_id) REFERENCES operation (id) ON DELETE SET NULL,
        FOREIGN KEY (undone_by_id) REFERENCES operation (id) ON DELETE SET NULL
    )
    """,
    "CREATE INDEX operation_undoes_id ON operation (undoes_id)",
    "CREATE INDEX operation_undone_by_id ON operation (undone_by_id)",
    "CREATE INDEX operation_session_id ON operation (session, id)",
    """
    CREATE TABLE change (
        id {id},
        operation_id INTEGER NOT NULL,
        table_name VARCHAR(255) NOT NULL,
        row_id INTEGER NOT NULL,
        field VARCHAR(255) NOT NULL,
        old TEXT,
        new TEXT,
        FOREIGN KEY (operation_id) REFERENCES operation (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX change_operation_id ON change (operation_id)",
    "CREATE INDEX change_table_name_row_id_id ON change (table_name, row_id, id)",
)


def up(migrator: Any, db: Any) -> None:
    """Make the tables; only the way a key counts up differs between the two databases."""
    # AUTOINCREMENT: an id that was given away and undone is never given again.
    key = "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT"
    if type(db).__name__.lower().startswith(("postgres", "pooledpostgres")):
        key = "INTEGER NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY"
    for statement in TABLES:
        db.execute_sql(statement.format(id=key))
