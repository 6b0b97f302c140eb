"""Every answer carries the security headers, whatever made it."""

import pytest
from flask import Flask
from werkzeug.routing import Rule

from portal.core.headers import HEADERS
from tests.core.conftest import House, anybody

pytestmark = pytest.mark.parametrize("database", ["sqlite"])

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
SOMETHING = {
    "UUIDConverter": "00000000-0000-4000-8000-000000000000",
    "UnicodeConverter": "anything",
    "AnyConverter": "text",
    "IntegerConverter": "1",
}


def address(rule: Rule) -> str:
    """The address of a rule with something in each of its places."""
    return rule.build(
        {name: SOMETHING[type(kind).__name__] for name, kind in rule._converters.items()},
        append_unknown=False,
    )[1]


def assert_protected(answer, *, kept: bool = False) -> None:
    for name, value in HEADERS.items():
        assert answer.headers.getlist(name) == [value], f"{answer.request.path}: {name}"
    assert len(answer.headers.getlist("Cache-Control")) == 1
    assert kept or answer.headers["Cache-Control"] == "no-store", answer.request.path


@pytest.mark.parametrize("method", METHODS)
def test_every_address_by_every_method(house: House, method):
    swept = 0
    for rule in house.app.url_map.iter_rules():
        answer = house.client.raw.open(address(rule), method=method, base_url="https://localhost")
        assert_protected(answer, kept=rule.endpoint == "pages.brand")
        assert answer.status_code < 500, rule
        swept += 1
    assert swept >= 12


def test_no_policy_lets_anything_unsafe_in(database):
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "*" not in policy
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy


def test_files_and_what_goes_wrong_with_them(app: Flask):
    client, prefix = app.test_client(), app.extensions["asset_prefix"]
    picture = f"{prefix}pictures/help.svg"
    with client.get(picture) as found:
        assert found.status_code == 200
        assert "immutable" in found.headers["Cache-Control"]
        assert_protected(found, kept=True)
    again = client.get(picture, headers={"If-None-Match": found.headers["ETag"]})
    assert again.status_code == 304
    assert_protected(again, kept=True)
    refused = client.post(picture)
    assert refused.status_code == 405
    assert_protected(refused)
    with client.get(picture, headers={"Range": "bytes=900000-"}) as beyond:
        assert beyond.status_code == 416
        assert_protected(beyond, kept=True)
    assert_protected(client.get(f"{prefix}nonesuch.svg"))


def test_redirects_and_faults(house: House):
    house.app.config["PROPAGATE_EXCEPTIONS"] = False
    house.put_in("/break", anybody(lambda: 1 / 0))
    house.put_in("/folder/", anybody(lambda: "here"))
    for url, status in (("/break", 500), ("/folder", 308), ("/nonesuch", 404)):
        answer = house.get(url)
        assert answer.status_code == status
        assert_protected(answer)


def test_a_page_cannot_loosen_its_policy(house: House):
    loose = {"Content-Security-Policy": "default-src *", "X-Frame-Options": "ALLOWALL"}
    house.put_in("/loose", anybody(lambda: ("loose", 200, loose)))
    assert_protected(house.get("/loose"))
