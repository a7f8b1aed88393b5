"""Messages of tasks."""

from app.domain.shared.messages import message, register

__all__ = ["MESSAGES"]

MESSAGES = register(
    (
        message(
            "tasks.not-found",
            "没有这项任务，或不在您的管理范围内",
            "There is no such task, or it is outside your subtree",
        ),
    )
)
