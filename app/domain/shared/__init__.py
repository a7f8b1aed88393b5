"""The small vocabulary that every area speaks: days, clauses, parameters, verdicts, errors, messages.

Nothing here knows a database, a clock or a setting; the day is always an argument.
"""
