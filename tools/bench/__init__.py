"""`make bench`: how the key pages do beside the smallest Flask page that could do the same."""
