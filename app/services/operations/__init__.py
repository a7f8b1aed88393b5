"""Operations: long work is begun in the transaction that asks for it, followed, and cancelled."""

from app.services.operations.beginning import begin, cancel, repeat
from app.services.operations.handlers import Handler
from app.services.operations.run import Run, Workplace, WorkRefused
from app.services.operations.running import Outcome, run_operation

__all__ = ["Handler", "Outcome", "Run", "WorkRefused", "Workplace", "begin", "cancel", "repeat", "run_operation"]
