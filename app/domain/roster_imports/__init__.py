"""Rosters as departments send them: Chinese headers, full-width digits, dates in several forms."""
