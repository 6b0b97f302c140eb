"""Security headers on every answer, whatever made it: a page, a fault, a file, a refusal."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Robots-Tag": "noindex, nofollow",
}

# An answer that says nothing of keeping is never kept: only files and brand.css say otherwise.
NOT_KEPT = ("Cache-Control", "no-store")


def protected(app: "WSGIApplication") -> "WSGIApplication":
    """Put the headers on every answer of a WSGI app, in place of any of the same name."""
    fixed = list(HEADERS.items())
    ours = {name.lower() for name in HEADERS}

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], fault: Any = None) -> Any:
            given = [(name, value) for name, value in headers if name.lower() not in ours]
            if not any(name.lower() == "cache-control" for name, _ in given):
                given.append(NOT_KEPT)
            return start_response(status, given + fixed, fault)

        return app(environ, start)

    return answer


def init_app(app: Flask) -> None:
    """Protect every answer of this app. Comes after whatever else wraps it."""
    wrapped: Callable[..., Any] = protected(app.wsgi_app)
    app.wsgi_app = wrapped  # type: ignore[method-assign]
