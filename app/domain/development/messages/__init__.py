"""Messages of the development procedure: what each gate asks, and what would satisfy it."""

from app.domain.development.messages import activist, approval, assembly, commands, development_object, procedure
from app.domain.shared.messages import register

__all__ = ["MESSAGES"]

MESSAGES = register(
    (
        *procedure.MESSAGES,
        *activist.MESSAGES,
        *development_object.MESSAGES,
        *assembly.MESSAGES,
        *approval.MESSAGES,
        *commands.MESSAGES,
    )
)
