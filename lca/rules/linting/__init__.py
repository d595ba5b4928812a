"""What a rule that can be read may still have wrong: contradictions, gaps, things without use."""
