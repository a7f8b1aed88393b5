"""Meetings: convening, the roll, officers, the course, corrections."""
