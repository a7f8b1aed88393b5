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
            "operation.redating-stopped",
            "重算任务期限的后台任务已停止：已重算的任务保持新的期限，其余任务仍是原期限",
            "Dating tasks anew has stopped: what was dated stays so, the other tasks still have their old days",
            "请检查运行日志后用 POST /operations/{id}/repeat 重做；已重算的不会再变，其余任务在其档案下次变动时也会重算",
            "Look at the log of the workers, then ask for the same with POST /operations/{id}/repeat: what is done is left as it is. "
            "A task is dated anew by the next change of its case as well.",
        ),
        message(
            "operation.judging-stopped",
            "重新核对的后台任务已停止：已核对档案的问题保留，其余档案尚未核对",
            "Judging again has stopped: what was found so far stays, the other cases were not judged again",
            "请检查运行日志后用 POST /operations/{id}/repeat 重做；已核对的不会再变，其余档案在审批前也会核对",
            "Look at the log of the workers, then ask for the same with POST /operations/{id}/repeat: what is done is left as it is. "
            "An approval judges every earlier step of its case as well.",
        ),
        message(
            "operation.not-repeated",
            "该后台任务不能重做（{actual}）",
            "The operation can't be repeated ({actual})",
            "只有已停止的后续处理（期限重算、重新核对）可以重做；其他任务请重新发起",
            "Only work that follows from a decision and has stopped is repeated; ask for other work anew.",
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
