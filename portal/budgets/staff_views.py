"""Pages for staff."""

from flask import Blueprint

bp = Blueprint("staff_budgets", __name__)
