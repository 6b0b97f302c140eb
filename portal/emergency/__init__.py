"""A carer's emergency plan: what others must know if the carer cannot be there."""
