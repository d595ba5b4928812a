"""The product system: a rule filled with activity data and factors."""
