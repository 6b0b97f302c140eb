"""A built wheel, installed elsewhere, serves the same portal."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.ops.processes import portal, serving

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What makes Python find the wheel's portal and not the checkout's."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder],
        cwd=CHECKOUT,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    site = folder / "site"
    zipfile.ZipFile(wheel).extractall(site)
    return {"PYTHONPATH": str(site), "PYTHONSAFEPATH": "1"}


def page(url: str) -> str:
    """What an address answers."""
    with urlopen(url, timeout=10) as answer:
        return str(answer.read().decode())


def test_everything_that_is_served_is_in_it(tmp_path: Path, elsewhere: dict[str, str]) -> None:
    """Templates, migrations, demo files, style sheets, scripts, pictures and catalogues."""
    with serving("demo", data=tmp_path / "data", **elsewhere) as server:
        assert server.wait() == 200
        start = page(server.url)
        linked = re.findall(r'(?:href|src)="(/[^"]+\.(?:css|js|svg))', start)
        assert any("govuk" in address for address in linked)
        assert all(page(server.url + address) for address in linked)
        assert '<html lang="pl"' in page(f"{server.url}/?language=pl")


def test_the_portal_tried_here_is_the_wheels_own(elsewhere: dict[str, str]) -> None:
    """Else the test above would try the checkout."""
    program = "import portal; print(portal.__file__)"
    done = subprocess.run(
        [sys.executable, "-c", program], env=elsewhere, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith(elsewhere["PYTHONPATH"])


def test_what_is_missing_is_said_by_it_too(tmp_path: Path, elsewhere: dict[str, str]) -> None:
    """An installed portal has the same words at the terminal."""
    refused = portal("serve", data=tmp_path / "data", **elsewhere)
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
