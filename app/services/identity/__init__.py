"""Accounts, sessions and grants."""
