"""Pages for staff."""

from flask import Blueprint

bp = Blueprint("staff_people", __name__)
