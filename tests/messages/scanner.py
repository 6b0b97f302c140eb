"""A stand-in for ClamAV's daemon that speaks INSTREAM over a real socket."""

import socket
import struct
import threading
from pathlib import Path

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Scanner:
    """`with Scanner(folder) as scanner:` listens at `scanner.path`; `says` answers otherwise."""

    def __init__(self, folder: Path) -> None:
        self.path = str(folder / "clamd")
        self.says: bytes | None = None
        self.asked = 0
        self._line = socket.socket(socket.AF_UNIX)

    def __enter__(self) -> "Scanner":
        self._line.bind(self.path)
        self._line.listen(8)
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self._line.close()

    def _serve(self) -> None:
        while True:
            try:
                line, _where = self._line.accept()
            except OSError:
                return
            with line:
                self.asked += 1
                line.sendall(self._answer(line.makefile("rb")))

    def _answer(self, sent: object) -> bytes:
        read = sent.read  # type: ignore[attr-defined]
        assert read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!L", read(4))[0]:
            content += read(size)
        if self.says is not None:
            return self.says
        found = EICAR in content
        return b"stream: Eicar-Test-Signature FOUND\0" if found else b"stream: OK\0"
