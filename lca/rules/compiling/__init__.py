"""From the models of a rule file to the compiled rule; all findings of the file are collected."""
