"""Uncertainty: draws that depend on what they are, statistics, first-order propagation."""
