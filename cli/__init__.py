"""The ``zuji`` command: a command reads, calls the engine, prints."""
