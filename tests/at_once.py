"""Forms that several people send at the same instant, to several servers of one database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask

from tests.client import HOST, Client


def at_once(
    servers: list[Flask], browsers: list[Client], urls: str | list[str], forms: list[dict[str, str]]
) -> list[str]:
    """Send forms at the same instant, each from its browser; where each answer leads.

    `urls`: one for all, or one for each.
    """
    places = [urls] * len(browsers) if isinstance(urls, str) else urls
    start = Barrier(len(browsers))

    def send(number: int) -> str:
        tab = servers[number % len(servers)].test_client()
        for cookie in browsers[number].raw._cookies.values():
            tab._cookies[cookie._storage_key] = cookie
        start.wait(30)
        url = places[number]
        answer = tab.post(url, base_url=HOST, data=forms[number], headers={"Referer": HOST + url})
        assert answer.status_code == 303, answer.get_data(as_text=True)[:300]
        return str(answer.headers["Location"])

    with ThreadPoolExecutor(len(browsers)) as tabs:
        return list(tabs.map(send, range(len(browsers))))
