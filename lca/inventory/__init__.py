"""Activity data: reading a company's file, and binding it to the rule that asks for it."""
