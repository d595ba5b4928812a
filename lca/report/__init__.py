"""A footprint as something people read: text for the terminal and for a mail."""
