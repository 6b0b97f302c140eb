"""Asking again who somebody is: the guard for views, and what a proof is worth.

The guard itself stands in core, because features that accounts builds on ask for it too.
"""

from portal.core.proving import is_proved, proved_again, to_prove

__all__ = ["is_proved", "proved_again", "to_prove"]
