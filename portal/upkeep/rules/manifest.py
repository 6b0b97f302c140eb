"""The manifest of a backup: what it holds, written from the same snapshot as the rows."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime

from portal.upkeep.rules.sameness import Tally

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "portal.sqlite"
FILES = "files"


class UnreadableManifest(ValueError):
    """A clause that says why a manifest cannot be believed."""


@dataclass(frozen=True)
class Manifest:
    """A backup, described: `sha256` has every file of it but the manifest, by its path."""

    made_at: datetime
    council: str
    revision: str
    tables: Mapping[str, Tally]
    sha256: Mapping[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """All the rows there are."""
        return sum(table.rows for table in self.tables.values())

    def written(self) -> bytes:
        """The manifest as its file has it."""
        parts = {"format": FORMAT, **asdict(self), "made_at": self.made_at.isoformat()}
        return json.dumps(parts, indent=1, sort_keys=True).encode() + b"\n"


def read(content: bytes) -> Manifest:
    """A manifest from its file. Raises `UnreadableManifest`."""
    try:
        parts = json.loads(content)
        if parts.pop("format") != FORMAT:
            raise UnreadableManifest("its manifest was written by a newer portal")
        tables = {name: Tally(**tally) for name, tally in parts.pop("tables").items()}
        made_at = datetime.fromisoformat(parts.pop("made_at"))
        return Manifest(made_at=made_at, tables=tables, **parts)
    except UnreadableManifest:
        raise
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UnreadableManifest("its manifest is damaged") from None
