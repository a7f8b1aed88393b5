"""The register of numbered application forms (入党志愿书): who holds which numbers, and what became of each.

Numbers come in series, are handed to committees in ranges that never overlap, and each is given to one person at most.
Spoiled and lost forms keep their number for ever; the form that takes their place names them. No national text that we
have seen orders the register itself, so its rules are our own choice and say so; the steps that ask for a form are judged in
the development procedure with :class:`FormFacts`.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from app.domain.form_register.facts import FormFacts, FormNumber, FormState, RangeFacts
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.verdict import Verdict, require

__all__ = ["form_held", "may_issue", "may_replace", "may_void", "range_is_free"]


def range_is_free(
    series: str, first: int, last: int, existing: Iterable[RangeFacts], on: date, *, used: Iterable[int] = ()
) -> Verdict:
    """No number may be handed out twice: ranges of one series do not overlap.

    What a committee handed back unused may go to another from that day on; a number that was used stays used.
    """
    clash = next(
        (
            held
            for held in existing
            if held.series == series
            and (held.closed_on is None or on < held.closed_on)
            and held.first <= last
            and first <= held.last
        ),
        None,
    )
    taken = min((number for number in used if first <= number <= last), default=None)
    return require(
        clash is None,
        "form-register.range-free",
        OUR_CHOICE,
        required=f"{first}..{last}",
        measured=f"{clash.first}..{clash.last}" if clash else None,
        facts={"series": series},
    ) & require(
        taken is None,
        "form-register.range-unused",
        OUR_CHOICE,
        required=f"{first}..{last}",
        measured=taken,
        facts={"series": series},
    )


def may_issue(
    number: FormNumber, numbers: RangeFacts, of_person: Iterable[FormFacts], on: date, *, number_taken: bool = False
) -> Verdict:
    """Judge giving *number* to a person who holds the forms *of_person*: one number for one person."""
    live = next((form for form in of_person if form.state is FormState.ISSUED), None)
    return Verdict.all_of(
        (
            require(
                numbers.covers(number),
                "form-register.number-in-range",
                OUR_CHOICE,
                required=f"{numbers.first}..{numbers.last}",
                measured=str(number),
                pointer="/number",
            ),
            require(
                numbers.closed_on is None or on < numbers.closed_on,
                "form-register.range-open",
                OUR_CHOICE,
                measured=numbers.closed_on,
            ),
            require(
                numbers.issued_on <= on,
                "form-register.after-range-issue",
                OUR_CHOICE,
                required=numbers.issued_on,
                measured=on,
                pointer="/happened_on",
            ),
            require(not number_taken, "form-register.number-free", OUR_CHOICE, measured=str(number), pointer="/number"),
            require(
                live is None,
                "form-register.one-number-per-person",
                OUR_CHOICE,
                measured=str(live.number) if live else None,
                pointer="/person_id",
            ),
        )
    )


def may_void(form: FormFacts, on: date) -> Verdict:
    """Judge marking a form as spoiled or lost."""
    return require(
        form.state is FormState.ISSUED,
        "form-register.form-is-issued",
        OUR_CHOICE,
        required=FormState.ISSUED.value,
        measured=form.state.value,
    ) & require(
        form.issued_on is None or form.issued_on <= on,
        "form-register.void-after-issue",
        OUR_CHOICE,
        required=form.issued_on,
        measured=on,
        pointer="/happened_on",
    )


def may_replace(form: FormFacts, on: date) -> Verdict:
    """Judge giving another number in place of *form*: it must be spoiled or lost, and not replaced before."""
    return (
        require(
            form.state in (FormState.SPOILED, FormState.LOST),
            "form-register.form-is-void",
            OUR_CHOICE,
            required=(FormState.SPOILED.value, FormState.LOST.value),
            measured=form.state.value,
        )
        & require(form.person_id is not None, "form-register.form-had-holder", OUR_CHOICE)
        & require(
            form.voided_on is None or form.voided_on <= on,
            "form-register.replace-after-void",
            OUR_CHOICE,
            required=form.voided_on,
            measured=on,
            pointer="/happened_on",
        )
    )


def form_held(forms: Iterable[FormFacts], person_id: UUID, on: date) -> Verdict:
    """Gate for the development procedure: on *on* the person holds a numbered form that is neither spoiled nor lost."""
    mine = [f for f in forms if f.person_id == person_id and f.issued_on is not None and f.issued_on <= on]
    live = [f for f in mine if f.voided_on is None or on < f.voided_on]
    return require(
        len(live) == 1,
        "form-register.form-held",
        OUR_CHOICE,
        required=1,
        measured=len(live),
        day=on,
        facts={"numbers": tuple(str(f.number) for f in live)},
    )
