"""Drafts survive what ends a program and never get in its way."""

from __future__ import annotations

import errno
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tui_crm.drafts import file as draft_files
from tui_crm.drafts.file import DraftFile
from tui_crm.drafts.slot import Slot, SlotKind
from tui_crm.drafts.store import Drafts


def draft_path(directory: Path, slot: str) -> Path:
    return directory / draft_files.file_name(slot)


def test_a_draft_is_read_back_by_the_next_process(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts")
    drafts.put(Slot.named("form/7"), {"subject": "Zażółć", "person": None, "bad": "\ud800"})
    drafts.close()

    (draft,) = Drafts(tmp_path / "drafts").all()
    assert draft.slot.name == "form/7"
    assert draft.payload == {"subject": "Zażółć", "person": None, "bad": "\ud800"}
    assert abs((datetime.now(UTC) - draft.written_at).total_seconds()) < 5
    assert not draft.held_elsewhere


def test_nothing_starts_before_the_first_put(tmp_path: Path) -> None:
    threads = threading.active_count()
    drafts = Drafts(tmp_path / "drafts")
    assert drafts.all() == ()
    assert drafts.get(Slot.named("form")) is None
    assert drafts.flush()
    assert threading.active_count() == threads
    assert not (tmp_path / "drafts").exists()


def test_the_thread_writes_within_half_a_second(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.put(Slot.named("form"), {"text": "a"})
    drafts.put(Slot.named("form"), {"text": "ab"})
    deadline = time.monotonic() + 3
    while not (found := Drafts(tmp_path).all()) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert [draft.payload for draft in found] == [{"text": "ab"}]
    drafts.close()


def test_files_are_private(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts")
    drafts.put(Slot.named("../../etc/passwd"), {"text": "x"})
    assert drafts.flush()
    assert (tmp_path / "drafts").stat().st_mode & 0o777 == 0o700
    (file,) = (tmp_path / "drafts").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    drafts.close()


def test_a_discarded_draft_leaves_no_text_on_the_disk(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    for text in ("secret one", "secret two"):
        drafts.put(Slot.named("form"), {"text": text})
        drafts.flush()
    drafts.discard(Slot.named("form"))
    assert drafts.get(Slot.named("form")) is None
    assert drafts.flush()
    assert drafts.all() == ()
    assert all(b"secret" not in file.read_bytes() for file in tmp_path.iterdir())
    drafts.put(Slot.named("other"), {"text": "in the spare file"})
    assert drafts.flush()
    assert [path.name for path in tmp_path.iterdir()] == ["other.draft"]
    drafts.close()


def test_a_torn_write_leaves_the_previous_text(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    for text in ("first", "second"):
        drafts.put(Slot.named("form"), {"text": text})
        drafts.flush()
    drafts.close()
    path = draft_path(tmp_path, "form")
    path.write_bytes(path.read_bytes().replace(b"second", b"sec\0\0\0"))
    assert Drafts(tmp_path).get(Slot.named("form")) == {"text": "first"}


@pytest.mark.parametrize("damage", [b"rubbish", b"\x00" * 10 + b"x", b"tuicrm\x00\x01" * 100])
def test_an_unreadable_file_is_set_aside(tmp_path: Path, damage: bytes) -> None:
    draft_path(tmp_path, "form").write_bytes(damage)
    assert Drafts(tmp_path).all() == ()
    assert [path.name for path in tmp_path.iterdir()] == ["form.draft.unreadable"]


@pytest.mark.parametrize("body", [b"[]", b"{}", b'{"slot": 1, "payload": []}', b"\xff"])
def test_a_whole_file_that_is_no_draft_is_set_aside_and_the_others_come_newest_first(
    tmp_path: Path, body: bytes
) -> None:
    drafts = Drafts(tmp_path)
    drafts.put(Slot.named("older"), {})
    drafts.put(Slot.named("newer"), {})
    drafts.close()
    strange = draft_files.DraftFile(tmp_path, draft_files.file_name("strange"))
    strange.write(body)
    strange.close()

    assert [draft.slot.name for draft in Drafts(tmp_path).all()] == ["newer", "older"]
    assert [path.name for path in tmp_path.glob("*.unreadable")] == ["strange.draft.unreadable"]


def test_a_long_text_grows_the_file(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.put(Slot.named("form"), {"text": "short"})
    assert drafts.flush()
    drafts.put(Slot.named("form"), {"text": "ż" * 200_000})
    assert drafts.flush()
    drafts.close()
    assert Drafts(tmp_path).get(Slot.named("form")) == {"text": "ż" * 200_000}


def test_a_file_that_could_not_grow_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = DraftFile(tmp_path, "a.draft")
    file.write(b"first")
    held = len(list(Path("/proc/self/fd").iterdir()))

    def refuse(_self: Path, _target: Path) -> Path:
        raise OSError(errno.EIO, "the disk is broken")

    with monkeypatch.context() as broken:
        broken.setattr(Path, "rename", refuse)
        with pytest.raises(OSError, match="broken"):
            file.write(b"x" * 200_000)
    assert len(list(Path("/proc/self/fd").iterdir())) == held
    assert [path.name for path in tmp_path.iterdir()] == ["a.draft"]
    file.write(b"y" * 200_000)
    assert draft_files.read(tmp_path / "a.draft")[0] == b"y" * 200_000
    file.close()


def test_two_holders_of_one_slot_do_not_overwrite_each_other(tmp_path: Path) -> None:
    mine, theirs = Drafts(tmp_path), Drafts(tmp_path)
    mine.put(Slot.named("form"), {"text": "mine"})
    mine.flush()
    theirs.put(Slot.named("form"), {"text": "theirs"})
    theirs.flush()
    seen = Drafts(tmp_path).all()
    assert {str(draft.payload["text"]) for draft in seen} == {"mine", "theirs"}
    assert all(draft.held_elsewhere for draft in seen)
    mine.close()
    theirs.close()
    heir = Drafts(tmp_path)
    heir.discard(Slot.named("form"))
    assert heir.flush()
    assert Drafts(tmp_path).all() == ()
    heir.close()


def test_what_two_holders_left_is_gone_on_with_from_the_newest(tmp_path: Path) -> None:
    holders = Drafts(tmp_path), Drafts(tmp_path)
    for holder, text in zip(holders, ("half", "half a sentence"), strict=True):
        holder.put(Slot.named("contact-1"), {"text": text})
        holder.flush()
    for holder in holders:
        holder.close()
    assert Drafts(tmp_path).get(Slot.named("contact-1")) == {"text": "half a sentence"}


def test_a_killed_process_leaves_its_draft(tmp_path: Path) -> None:
    program = (
        "import sys, os; from pathlib import Path; from tui_crm.drafts.slot import Slot;"
        "from tui_crm.drafts.store import Drafts; d = Drafts(Path(sys.argv[1]));"
        "d.put(Slot.named('form'), {'n': 1}); d.flush(); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False, timeout=20)
    (draft,) = Drafts(tmp_path).all()
    assert draft.payload == {"n": 1}
    assert not draft.held_elsewhere


def test_a_write_that_fails_is_told_kept_and_repeated(tmp_path: Path) -> None:
    directory = tmp_path / "drafts"
    directory.write_text("a file where the directory belongs")
    drafts = Drafts(directory)
    drafts.put(Slot.named("form"), {"text": "kept"})
    assert not drafts.flush()
    assert isinstance(drafts.problem, OSError)
    assert drafts.get(Slot.named("form")) == {"text": "kept"}
    directory.unlink()
    assert drafts.flush()
    drafts.close()
    assert [path.name for path in directory.iterdir()] == ["form.draft"]


def test_slot_names_never_collide() -> None:
    slots = ["a/b", "a%2Fb", "a b", ".a", "a", "x" * 300, "x" * 301, "Ż", ""]
    names = {draft_files.file_name(slot) for slot in slots}
    assert len(names) == len(slots)
    assert all("/" not in name and len(name) < 200 and name[0] != "/" for name in names)


@pytest.mark.parametrize(
    ("name", "slot"),
    [
        ("activity-7", Slot(SlotKind.ACTIVITY, "7")),
        ("completion-3-12", Slot.of_activities(SlotKind.COMPLETION, 12, 3)),
        ("note-7", Slot(SlotKind.NOTE, "7")),
        ("contractor-6f1e-44", Slot(SlotKind.CONTRACTOR, "6f1e-44")),
        ("0e9b2c1a-1111-4222", Slot(SlotKind.NEW_ACTIVITY, "0e9b2c1a-1111-4222")),
        ("entry", Slot(SlotKind.NEW_ACTIVITY, "entry")),
    ],
)
def test_a_slot_is_read_from_its_name_on_disk(name: str, slot: Slot) -> None:
    assert Slot.named(name) == slot
    assert slot.name == name


def test_what_was_typed_for_several_rows_is_found_in_whatever_order_they_were_marked() -> None:
    one, other = (Slot.of_activities(SlotKind.COMPLETION, *ids) for ids in ((3, 12, 1), (12, 1, 3)))
    assert one == other
    assert one.ids == (1, 3, 12)
    assert one != Slot.of_activities(SlotKind.COMPLETION, 1, 3)
