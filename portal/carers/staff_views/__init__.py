"""Carers' requests for whoever deals with them: the queue, each request, and what is done to it."""

from portal.carers.staff_views import doing, handing, queue, remarks, request, telephone
from portal.carers.staff_views.blueprint import bp

__all__ = ["bp", "doing", "handing", "queue", "remarks", "request", "telephone"]
