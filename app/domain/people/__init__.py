"""People: citizen numbers, names, code tables, statuses, membership episodes and who has a vote on a day."""
