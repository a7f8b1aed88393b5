"""Work under way in the branch of the first page: what every demo account finds on its desk.

Most cases of the demo county come from paper. These few are at work today: a notice hangs with an objection to it, two
departments owe replies, a ballot waits for its second teller, an approval is due, a score sheet is to be verified. They
are played by the services, as the accounts, each act on its day; whatever the law of that day refuses is not done.
"""

from app.demo.underway.chosen import choose
from app.demo.underway.playing import play

__all__ = ["choose", "play"]
