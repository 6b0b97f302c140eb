"""What pages call the ways to get a code."""

from flask_babel import gettext as _

from portal.accounts.route_queries import Route
from portal.core.outbox import Way


def by_route(route: Route) -> str:
    """How a code comes by a route, for an answer to choose: "A text to the mobile …"."""
    said = {
        Way.TEXT: _("A text to the mobile that ends in %(ending)s", ending=route.ending),
        Way.CALL: _("A call to the number that ends in %(ending)s", ending=route.ending),
        Way.EMAIL: _("An email"),
    }
    return str(said[route.way])


def on_its_way(route: Route) -> str:
    """What is happening to a code that was just sent."""
    said = {
        Way.TEXT: _("We sent a text to the mobile that ends in %(ending)s.", ending=route.ending),
        Way.CALL: _(
            "We ring the number that ends in %(ending)s now. A voice says your code twice.",
            ending=route.ending,
        ),
        Way.EMAIL: _("We sent an email to your address. Look where unwanted email goes, too."),
    }
    return str(said[route.way])


def name_of(way: Way) -> str:
    """What a way is called where somebody may choose it."""
    said = {
        Way.TEXT: _("A text to my mobile"),
        Way.CALL: _("A call to my telephone"),
        Way.EMAIL: _("An email"),
    }
    return str(said[way])
