"""The database and the drafts of 0.1.0: Anna's company, and what she had half typed."""

from __future__ import annotations

import gzip
import io
import tarfile
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data" / "0.1.0"


def put_database(path: Path) -> None:
    """Write the file that 0.1.0 made, of its schema."""
    path.write_bytes(gzip.decompress((DATA / "crm.db.gz").read_bytes()))


def put_drafts(folder: Path) -> None:
    """Write the drafts that 0.1.0 left when its line dropped."""
    folder.mkdir(parents=True)
    packed = io.BytesIO(gzip.decompress((DATA / "drafts.tar.gz").read_bytes()))
    with tarfile.open(fileobj=packed) as drafts:
        drafts.extractall(folder, filter="data")
