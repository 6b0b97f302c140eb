"""Carer's assessments: the request, where it goes, what becomes of it (Care Act 2014, s.10)."""
