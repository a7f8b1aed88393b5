"""Development: open, record, correct, complete, send back, move, take over, decide, explain.

Other areas call :func:`load` for a case with its file and laws, and :func:`note_questioned` after a correction of theirs.
"""

from app.services.development.completing import SendBack, StepDone, complete_step, send_back
from app.services.development.explaining import Explanation, explain
from app.services.development.findings import DecideFindings, decide_findings, judge_again, note_questioned
from app.services.development.loading import Loaded, load, load_any
from app.services.development.moving import Relocate, follow_restructuring, follow_transfer, relocate
from app.services.development.opening import CloseCase, close_case, open_case
from app.services.development.recording import CorrectFact, RecordFact, correct_fact, record_fact, record_own_report
from app.services.development.taking_over import TakeOver, take_over

__all__ = [
    "CloseCase",
    "CorrectFact",
    "DecideFindings",
    "Explanation",
    "Loaded",
    "RecordFact",
    "Relocate",
    "SendBack",
    "StepDone",
    "TakeOver",
    "close_case",
    "complete_step",
    "correct_fact",
    "decide_findings",
    "explain",
    "follow_restructuring",
    "follow_transfer",
    "judge_again",
    "load",
    "load_any",
    "note_questioned",
    "open_case",
    "record_fact",
    "record_own_report",
    "relocate",
    "send_back",
    "take_over",
]
