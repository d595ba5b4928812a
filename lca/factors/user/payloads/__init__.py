"""Suppliers' payloads: PACT 3 and 2, Catena-X PCF 9.0.0 and 7.0.0, Battery Pass 1.2, read into one value.

:mod:`reading` tells formats and versions apart by their content, ``layouts`` are tables of where each
version keeps what every footprint has, :mod:`declaring` reads by them, and :class:`declared.Declared` is
what a supplier declares, whatever it came in.
"""
