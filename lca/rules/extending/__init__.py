"""A general rule, a sector rule, a product rule: reading the chain and putting it together."""
