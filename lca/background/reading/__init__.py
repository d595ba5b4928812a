"""Reading life cycle inventory databases of any format into plain records."""
