"""What is no database of the program is refused by name before a byte is written."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.support.builders import fresh_database
from tests.support.files import NO_DATABASES, contents
from tests.support.version_0_1_0 import put_database
from tui_crm.domain.errors import DatabaseTrouble
from tui_crm.store import file_system, inspection
from tui_crm.store.connection import open_database
from tui_crm.store.creation import make_database
from tui_crm.store.engines.sqlite_file import BACKUP_ID, DATABASE_ID, read_header
from tui_crm.store.schema import SCHEMA_VERSION

MOUNTS = """\
22 1 8:1 / / rw - ext4 /dev/sda1 rw
23 22 0:40 / /srv/office\\040files rw,relatime shared:1 - nfs4 host:/office rw
24 23 8:2 / /srv/office\\040files/local rw - xfs /dev/sdb1 rw
25 22 0:41 / /home/anna/there rw - fuse.sshfs anna@host: rw
26 22 0:42 / /mnt/twice rw - cifs //host/x rw
27 22 8:3 / /mnt/twice rw - ext4 /dev/sdc1 rw
nonsense
"""


@pytest.mark.parametrize("kind", NO_DATABASES)
@pytest.mark.parametrize("create", [False, True])
def test_it_is_refused_by_name_and_nothing_is_written(
    tmp_path: Path, kind: str, create: bool
) -> None:
    make, sentence = NO_DATABASES[kind]
    path = tmp_path / "the file.db"
    make(path)
    before = contents(tmp_path)
    with pytest.raises(DatabaseTrouble, match=sentence) as refused:
        open_database(path, create=create)
    assert str(path) in refused.value.message
    assert contents(tmp_path) == before


@pytest.mark.parametrize("kind", ["birds", "birds with a wal", "text", "newer"])
def test_so_it_is_in_a_folder_that_may_only_be_read(tmp_path: Path, kind: str) -> None:
    make, sentence = NO_DATABASES[kind]
    path = tmp_path / "other.db"
    make(path)
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(DatabaseTrouble, match=sentence):
            open_database(path)
    finally:
        tmp_path.chmod(0o700)


def test_a_database_is_known_by_its_id_and_an_old_one_by_its_tables(tmp_path: Path) -> None:
    fresh_database(tmp_path / "new.db").close()
    put_database(tmp_path / "old.db")
    assert read_header(tmp_path / "new.db").application_id == DATABASE_ID
    old = read_header(tmp_path / "old.db")
    assert (old.application_id, old.is_ours) == (0, True)
    open_database(tmp_path / "old.db").close()
    assert read_header(tmp_path / "old.db").application_id == DATABASE_ID


def test_a_database_whose_first_session_was_killed_is_opened(tmp_path: Path) -> None:
    """As 0.1.0 made it: all of it is in the -wal, and the file itself holds no table."""
    path = tmp_path / "crm.db"
    if not os.fork():
        opened = fresh_database(tmp_path / "first.db")
        opened.pragma("application_id", 0)
        shutil.copy(tmp_path / "first.db", tmp_path / "kept.db")
        os._exit(0)
    os.wait()
    if not os.fork():
        source = sqlite3.connect(tmp_path / "kept.db")
        target = sqlite3.connect(path)
        target.execute("PRAGMA journal_mode = WAL")
        target.execute("PRAGMA wal_autocheckpoint = 0")
        for (sql,) in source.execute(
            "SELECT sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            " AND name NOT LIKE '%words%'"
        ):
            target.execute(sql)
        target.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        target.commit()
        os._exit(0)
    os.wait()
    assert path.with_name("crm.db-wal").stat().st_size > 0
    assert read_header(path).is_ours
    open_database(path).close()


def test_a_backup_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "crm.db"
    opened = fresh_database(path)
    opened.pragma("application_id", BACKUP_ID)
    opened.close()
    before = contents(tmp_path)
    with pytest.raises(DatabaseTrouble, match=f"tui-crm restore {path} --to NEW"):
        open_database(path)
    assert contents(tmp_path) == before
    assert inspection.inspect(path, backup=True).version == SCHEMA_VERSION


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/office files/crm.db", "nfs4"), ("/srv/office files/a/b/crm.db", "nfs4"),
        ("/srv/office files/local/crm.db", ""), ("/srv/crm.db", ""),
        ("/home/anna/there/crm.db", "fuse.sshfs"), ("/home/anna/thereabouts/crm.db", ""),
        ("/mnt/twice/crm.db", ""),
    ],
)  # fmt: skip
def test_network_shares_are_known(tmp_path: Path, path: str, kind: str) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS)
    assert file_system.network_of(Path(path), mounts) == kind


def test_a_list_of_mounts_that_is_not_there_is_no_network(tmp_path: Path) -> None:
    assert file_system.network_of(tmp_path / "crm.db", tmp_path / "nowhere") == ""


def test_on_a_network_share_nothing_is_opened_or_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mountinfo"
    share = tmp_path / "share"
    share.mkdir()
    fresh_database(share / "crm.db").close()
    mounts.write_text(f"22 1 8:1 / / rw - ext4 x rw\n23 22 0:4 / {share} rw - nfs4 host:/x rw\n")
    monkeypatch.setattr(file_system.network_of, "__defaults__", (mounts,))
    before = contents(share)
    with pytest.raises(DatabaseTrouble, match=r"network share \(nfs4\)"):
        open_database(share / "crm.db")
    with pytest.raises(DatabaseTrouble, match=r"network share \(nfs4\)"):
        make_database(share / "new.db")
    assert contents(share) == before
