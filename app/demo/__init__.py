"""The demo county: made from a seed, with nobody real in it."""

from app.demo.accounts import Account, accounts
from app.demo.seeding import seed, seed_if_empty

__all__ = ["Account", "accounts", "seed", "seed_if_empty"]
