"""Where a request has got to: stage, since when, expected by, who acts next, why late."""
