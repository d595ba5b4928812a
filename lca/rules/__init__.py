"""The rule language: product category rules as files that are read, checked and compiled."""
