"""From a solved system to the result document, and back from a number to its sources."""
