"""The requirements of GB/T 24067 on a study: the catalogue as data, and one function that decides each."""
