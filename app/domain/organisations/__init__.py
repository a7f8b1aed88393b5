"""Organisations: the tree, what may stand where, who may approve, terms of committees, and how bodies come and go."""
