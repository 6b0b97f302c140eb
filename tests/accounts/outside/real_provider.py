"""The certified provider `oidc-provider`, as a process of its own beside a test."""

import json
import subprocess
from pathlib import Path

from joserfc.jwk import ECKey

from tests.ops.processes import free_port

ROOT = Path(__file__).parents[3]
PROGRAM = Path(__file__).with_suffix(".mjs")


class RealProvider:
    """`start()` gives it new keys each time; `url` stays the same."""

    def __init__(self, key: ECKey, redirect: str) -> None:
        # Another name than the portal's for the same machine, so that it is another site.
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        public = {**key.as_dict(private=False), "use": "sig", "alg": "ES256"}
        self._settings = json.dumps(
            {"port": self.port, "issuer": self.url, "redirect": redirect, "key": public}
        )
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Begin to answer, with keys that nobody has seen."""
        node = subprocess.check_output(["sh", ROOT / "tools/node.sh"], text=True).strip()
        self._process = subprocess.Popen(
            [node, PROGRAM, self._settings], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n", "the provider did not start"

    def stop(self) -> None:
        """Answer no longer."""
        if self._process is not None:
            self._process.terminate()
            self._process.communicate(timeout=30)
        self._process = None

    def __enter__(self) -> "RealProvider":
        self.start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self.stop()
