"""Words for the codes of operations."""

from app.domain.operations.facts import OperationState
from app.domain.shared.words import vocabulary

vocabulary(
    OperationState,
    {
        OperationState.QUEUED: ("等待中", "queued"),
        OperationState.RUNNING: ("进行中", "running"),
        OperationState.CANCELLING: ("正在取消", "being cancelled"),
        OperationState.SUCCEEDED: ("已完成", "done"),
        OperationState.FAILED: ("已失败", "failed"),
        OperationState.CANCELLED: ("已取消", "cancelled"),
    },
)
