"""The app before any feature: settings, council, database, and what happens round each request."""

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.core import (
    council,
    database,
    errors,
    files,
    headers,
    logs,
    page_context,
    sealing,
    texts,
    transaction,
    uploads,
)
from portal.extensions import compress, csrf, db
from portal.settings import Settings

LARGEST_REQUEST_BYTES = 2 * 1024 * 1024


def frame(settings: Settings, *, testing: bool) -> Flask:
    """An app with everything but its pages."""
    app = Flask("portal", static_folder=None)
    app.jinja_environment = page_context.Templates
    app.request_class = uploads.Request
    app.testing = testing
    app.config.update(configuration(settings))
    app.extensions["settings"] = settings
    app.extensions["council"] = council.load(settings.council)
    app.extensions["keyring"] = sealing.Keyring(settings.seal_keys.get_secret_value())
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    # After-request steps run last to first: compress, commit, language, log line.
    for part in (logs, texts, transaction, errors, page_context):
        part.init_app(app)
    db.init_app(app)
    csrf.init_app(app)
    compress.init_app(app)
    files.serve(app)
    headers.init_app(app)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count)  # type: ignore[method-assign]
    return app


def configuration(settings: Settings) -> dict[str, object]:
    """Flask's configuration, all of it from the settings."""
    secure = not settings.insecure_cookies
    return {
        "SECRET_KEY": settings.secret_key.get_secret_value(),
        "SQLALCHEMY_DATABASE_URI": settings.database,
        "SQLALCHEMY_ENGINE_OPTIONS": database.engine_options(settings.on_sqlite),
        "SESSION_COOKIE_NAME": "__Host-portal-form" if secure else "portal-form",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_I18N_ENABLED": False,
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST_BYTES,
        "COMPRESS_MIMETYPES": ["text/html", "text/css"],
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_BR_LEVEL": 4,
        "COMPRESS_LEVEL": 5,
    }


def check_database(app: Flask) -> None:
    """Refuse a database that does not fit, and read what it says of itself.

    No connection is left open: a server that forks afterwards must not share one.
    """
    with app.app_context():
        try:
            database.check_schema(db.engine)
            with db.engine.connect() as connection:
                database.refuse_a_moved(connection)
                app.extensions["demo"] = database.note(connection, "demo") is not None
        finally:
            db.engine.dispose()
