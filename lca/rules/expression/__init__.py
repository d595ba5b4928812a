"""Expressions of the rule language: text, tree, dimension, number."""
