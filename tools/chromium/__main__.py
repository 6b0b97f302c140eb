"""Unpacks the browser that npm put in a folder: `python -m tools.chromium build/chromium`.

The package also carries the libraries and the one font that a bare system lacks: the libraries
are used where the system has none, the font after the system's own.
"""

import io
import sys
import tarfile
from pathlib import Path

import brotli

RUN = """#!/bin/sh
# The browser with its own libraries, where the system has none.
here=$(dirname -- "$(readlink -f -- "$0")")
if ldd "$here/chromium" 2>/dev/null | grep -q 'not found'; then
    export LD_LIBRARY_PATH="$here/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
fi
export FONTCONFIG_FILE="$here/fonts.conf"
exec "$here/chromium" "$@"
"""
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>/usr/share/fonts</dir>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
"""


def unpack(folder: Path) -> None:
    """Makes `folder`/run, which starts the browser; it comes last, so a half-done job shows."""
    packed = folder / "node_modules" / "@sparticuz" / "chromium" / "bin"
    for name in ("al2023.tar.br", "swiftshader.tar.br", "fonts.tar.br"):
        plain = io.BytesIO(brotli.decompress((packed / name).read_bytes()))
        with tarfile.open(fileobj=plain) as archive:
            if hasattr(tarfile, "data_filter"):  # not in every Python 3.11
                archive.extraction_filter = tarfile.data_filter
            archive.extractall(folder)  # noqa: S202 - its hash is in the lock file
    browser = folder / "chromium"
    browser.write_bytes(brotli.decompress((packed / "chromium.br").read_bytes()))
    browser.chmod(0o755)
    (folder / "fonts.conf").write_text(FONTS)
    run = folder / "run"
    run.write_text(RUN)
    run.chmod(0o755)


if __name__ == "__main__":
    unpack(Path(sys.argv[1]).resolve())
