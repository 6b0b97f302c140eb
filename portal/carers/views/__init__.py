"""A carer's own pages: the questions, the check, the receipt, and where it has got to."""

from portal.carers.views import asking, copies, own, returning, sent
from portal.carers.views.blueprint import bp

__all__ = ["asking", "bp", "copies", "own", "returning", "sent"]
