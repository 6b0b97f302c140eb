"""Tells the wheel builder what the package depends on, and which files besides code go in it."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

# Folder in a checkout: folder in the installed package. portal/core/places.py reads them back.
INSIDE = {
    "static": "portal/_static",
    "build/assets": "portal/_assets",
    "translations": "portal/_translations",
    "demo": "portal/_demo",
}


class Dependencies(MetadataHookInterface):
    """Reads what the portal runs on from requirements.in."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Sets `dependencies`; comments and empty lines are left out."""
        lines = Path(self.root, "requirements.in").read_text().splitlines()
        wanted = (line.partition("#")[0].strip() for line in lines)
        metadata["dependencies"] = [line for line in wanted if line]


class Files(BuildHookInterface):  # type: ignore[type-arg]
    """Adds what a checkout keeps beside the package: only to a real wheel, not an editable one."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Refuses to build a wheel whose design-system files or catalogues are not made yet."""
        if version == "editable":
            return
        root = Path(self.root)
        missing = [folder for folder in INSIDE if not (root / folder).is_dir()]
        texts = list(root.glob("translations/*/LC_MESSAGES/*.po"))
        if missing or not all(po.with_suffix(".mo").exists() for po in texts):
            raise RuntimeError(f"Run `make wheel`: not made yet: {', '.join(missing) or '*.mo'}.")
        build_data["force_include"].update(
            {str(root / folder): inside for folder, inside in INSIDE.items()}
        )


def get_metadata_hook() -> type[MetadataHookInterface]:
    """The builder asks for the class by this name."""
    return Dependencies


def get_build_hook() -> type[BuildHookInterface]:  # type: ignore[type-arg]
    """The builder asks for the class by this name."""
    return Files
