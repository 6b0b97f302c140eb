"""Pages for a person about who helps them, and for those who are asked to help."""

from portal.representation.views import answering, asking, own_list
from portal.representation.views.blueprint import bp

__all__ = ["answering", "asking", "bp", "own_list"]
