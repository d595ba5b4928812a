"""The models of a rule file, from the words of its parts to the whole; unknown keys are forbidden."""
