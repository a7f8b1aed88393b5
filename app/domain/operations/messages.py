"""Messages of the operations area."""

from app.domain.shared.messages import message, register

__all__ = ["MESSAGES"]

MESSAGES = register(
    (
        message("operation.not-found", "未找到该后台任务", "No such operation"),
        message(
            "operation.ended",
            "该后台任务已经结束（{actual:OperationState}），不能取消",
            "The operation has ended ({actual:OperationState}) and can't be cancelled",
            "请读取该任务的结果",
            "Read its result.",
        ),
        message(
            "operation.goes-on",
            "该后台任务是已生效决定的后续处理，不能取消",
            "The operation carries out what a decision in force has changed and can't be cancelled",
            "如需改变结果，请另作决定",
            "Take another decision to change what comes of it.",
        ),
        message(
            "operation.running",
            "已有后台任务正在处理，请等待其结束",
            "An operation is at work on this already",
            "可读取该任务的进度，或取消它",
            "Follow its progress, or cancel it.",
        ),
        message(
            "operation.rights-lost",
            "发起人已无此项权限，后台任务未执行",
            "Whoever asked for it no longer holds the permission; nothing was done",
            "请由有权限的人员重新发起",
            "Let somebody who holds it ask again.",
        ),
        message(
            "operation.gave-up",
            "后台任务多次中断，已停止重试，没有写入任何数据",
            "The operation was interrupted again and again and is not tried any more; nothing was written",
            "请检查运行日志后重新发起",
            "Look at the log of the workers, then ask again.",
        ),
        message(
            "operation.failed",
            "后台任务出错，没有写入任何数据",
            "The operation failed; nothing was written",
            "请检查运行日志后重新发起",
            "Look at the log of the workers, then ask again.",
        ),
    )
)
