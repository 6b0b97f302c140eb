"""Who acts for a person: asking somebody to help, what they may do, and in what right."""
