"""Life cycle inventory databases: reading, linking, storing, characterising, solving.

One direction: a reader turns a file of any format into :class:`~lca.background.records.Reading`, plain
records with everything that could not be used; linking turns records into a square system with one product a
process; the store writes it into a folder of Arrow files that opens by memory map; characterising finds the
greenhouse gases among the elementary flows; solving gives the intensity of every product at once, and its
samples.
"""
