"""The pages of upkeep: retention for administrators, people's own copies, and workers' checks."""

from flask import Flask

from portal.upkeep import check_views, staff_views, views


def init_app(app: Flask) -> None:
    """Give the portal these pages."""
    for each in (staff_views, views, check_views):
        app.register_blueprint(each.bp)
