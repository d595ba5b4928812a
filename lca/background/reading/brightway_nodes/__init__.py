"""Brightway's nodes and edges, whatever file or project they came from, to plain records.

Brightway Excel, a project database and bw2io's own formats all say the same: nodes (processes, products,
flows) with edges. A reader of one of them makes :class:`~.records.Node`; :func:`~.convert.reading` finds what
supplies what and gives a :class:`~lca.background.records.Reading`.
"""
