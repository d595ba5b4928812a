"""Recycled content and end of life: the terms of a method become ordinary lines of a process."""
