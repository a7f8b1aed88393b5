"""Notes that several figures share."""

__all__ = ["ADDED_2014", "SECONDARY"]

ADDED_2014 = "The official questions and answers say that the 2014 text added it; article from the flow chart of steps."
SECONDARY = "Figure from secondary material; article not seen."
