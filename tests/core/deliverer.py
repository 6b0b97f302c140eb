"""A deliverer process for tests: `portal deliver` with one notice more."""

import sys

from jinja2 import ChoiceLoader, DictLoader

from portal import create_app
from portal.core import carriers, delivery
from portal.settings import load_settings

if __name__ == "__main__":
    settings = load_settings()
    app = create_app(settings)
    notices = DictLoader({"notices/tried.txt": sys.argv[1]})
    app.jinja_env.loader = ChoiceLoader([notices, app.jinja_env.loader])  # type: ignore[list-item]
    with app.app_context():
        delivery.run(carriers.carriers(settings))
