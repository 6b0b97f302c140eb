"""A connection that is cut in the middle of an upload leaves nothing, and the server goes on."""

import socket
from pathlib import Path

import pytest
import requests
from flask import Flask
from sqlalchemy import func, select

from portal.extensions import db
from portal.messages.models import Message, MessageFile
from tests import databases
from tests.cast import Cast
from tests.ops.browsers import signed_in
from tests.ops.processes import found, serving

PAGE = "/messages/about/payment"
TIMES = 5


def counted(app: Flask) -> tuple[int, int]:
    """How many messages and files there are."""
    with app.app_context():
        many = [
            db.session.scalar(select(func.count()).select_from(each)) or 0
            for each in (Message, MessageFile)
        ]
    databases.close(app)
    return many[0], many[1]


@pytest.mark.parametrize("sent", [60, 400, 5_000])
def test_a_torn_upload_leaves_nothing_half_kept(
    app: Flask, cast: Cast, environment: dict[str, str], tmp_path: Path, sent: int
) -> None:
    [cookie] = signed_in(app, cast.resident, 1)
    before = counted(app)
    with serving("serve", data=tmp_path, **environment) as server:
        assert server.wait("/readyz") == 200
        with requests.Session() as browser:
            browser.cookies.set("portal", cookie)
            page = browser.get(server.url + PAGE, timeout=20).text
            csrf = found(r'name="csrf_token"[^>]*value="([^"]+)"', page)
            fields = {"csrf_token": csrf, "words": "Here it is."}
            whole = requests.Request(
                "POST", server.url + PAGE, data=fields, files={"files": ("a.pdf", b"%PDF-" * 2000)},
                headers={"Referer": server.url + PAGE},
            )  # fmt: skip
            ready = browser.prepare_request(whole)
            head = f"POST {PAGE} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n" + "".join(
                f"{name}: {value}\r\n" for name, value in ready.headers.items()
            )
            for _ in range(TIMES):
                with socket.create_connection(("127.0.0.1", server.port)) as line:
                    line.sendall(head.encode() + b"\r\n" + bytes(ready.body or b"")[:sent])
            assert browser.get(server.url + PAGE, timeout=20).status_code == 200
    assert counted(app) == before
