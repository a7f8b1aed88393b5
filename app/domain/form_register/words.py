"""Words for the codes of the form register."""

from app.domain.form_register.facts import FormState
from app.domain.shared.words import vocabulary

vocabulary(
    FormState,
    {
        FormState.ISSUED: ("已发放", "issued"),
        FormState.SPOILED: ("已作废", "spoiled"),
        FormState.LOST: ("已遗失", "lost"),
        FormState.REPLACED: ("已换发", "replaced"),
    },
)
