"""Rules: adopting and ending local values, the working-day calendar, what-if questions."""
