"""Solving: sparse matrices by one factorisation, a product's own processes by batched elimination."""
