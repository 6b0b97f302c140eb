"""Pages for staff."""

from flask import Blueprint

bp = Blueprint("staff_exchange", __name__)
