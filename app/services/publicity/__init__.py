"""Publicity: drafting, posting, evidence, conclusion and withdrawal of notices, and the way of objections."""
