"""The rule as a document of a standard: its blocks, its chapters, and the formats that they print to."""
