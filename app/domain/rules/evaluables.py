"""Rules that can be tried on given facts: what would the law of a day say? One table of names, inputs and functions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from app.domain.rules.evaluations import (
    Evaluation,
    judge_age,
    judge_ballot,
    judge_cultivation,
    judge_due,
    judge_figure,
    judge_poll,
    judge_quorum,
    judge_score,
    judge_window,
)
from app.domain.rules.inputs import Facts, Input, InputKind, read_facts
from app.domain.shared.errors import Invalid
from app.domain.shared.parameters import Law

__all__ = ["EVALUABLES", "Evaluable", "evaluate"]


@dataclass(frozen=True, slots=True)
class Evaluable:
    """A rule that can be tried."""

    key: str
    title_zh: str
    title_en: str
    inputs: tuple[Input, ...]
    evaluate: Callable[[Facts, Law, date], Evaluation]


def _input(name: str, kind: InputKind, zh: str, en: str, *, required: bool = True) -> Input:
    return Input(name, kind, zh, en, (), required)


_ASSEMBLY = Input("kind", InputKind.CODE, "大会种类", "Kind of assembly", ("admission", "conversion"), required=False)
_PARAMETER = _input("parameter", InputKind.CODE, "参数编号", "Id of a parameter")
_C, _D, _P = InputKind.COUNT, InputKind.DAY, InputKind.POINTS
_MARKS = (("excellent", "优秀票", "excellent"), ("average", "一般票", "average"), ("poor", "差票", "poor"))

EVALUABLES: Mapping[str, Evaluable] = MappingProxyType(
    {
        entry.key: entry
        for entry in (
            Evaluable(
                "development.age",
                "申请入党年龄",
                "Age of an applicant",
                (_input("born_on", _D, "出生日期", "Day of birth"),),
                judge_age,
            ),
            Evaluable(
                "development.cultivation",
                "培养教育考察期",
                "Cultivation period",
                (_input("determined_on", _D, "确定为积极分子日期", "Day of determination as activist"),),
                judge_cultivation,
            ),
            Evaluable(
                "meetings.quorum",
                "支部大会到会人数",
                "Quorum of a branch assembly",
                (
                    _ASSEMBLY,
                    _input("entitled", _C, "应到会有表决权人数", "Members entitled to vote"),
                    _input("present", _C, "实到会有表决权人数", "Of these, present"),
                ),
                judge_quorum,
            ),
            Evaluable(
                "ballots.outcome",
                "票决结果",
                "Outcome of a vote",
                (
                    _ASSEMBLY,
                    _input("entitled", _C, "应到会有表决权人数", "Members entitled to vote"),
                    _input("present", _C, "实到会有表决权人数", "Of these, present"),
                    _input("issued", _C, "发出票数", "Papers issued"),
                    _input("returned", _C, "收回票数", "Papers returned"),
                    _input("approve", _C, "赞成票", "Papers that approve"),
                    _input("against", _C, "不赞成票", "Papers against", required=False),
                    _input("abstain", _C, "弃权票", "Papers that abstain", required=False),
                    _input("invalid", _C, "无效票", "Invalid papers", required=False),
                    _input("written_approve", _C, "书面赞成", "Written opinions that approve", required=False),
                    _input("written_against", _C, "书面不赞成", "Written opinions against", required=False),
                    _input("written_abstain", _C, "书面弃权", "Written opinions that abstain", required=False),
                ),
                judge_ballot,
            ),
            Evaluable(
                "publicity.window",
                "公示期满",
                "End of a publicity window",
                (
                    Input(
                        "kind",
                        InputKind.CODE,
                        "公示种类",
                        "Kind of notice",
                        ("development", "conversion", "inspection"),
                        required=False,
                    ),
                    _input("posted_on", _D, "张贴日期", "Day of posting"),
                ),
                judge_window,
            ),
            Evaluable(
                "assessments.score",
                "量化考核",
                "Quantified score",
                (_input("points", _P, "总分", "Total points"),),
                judge_score,
            ),
            Evaluable(
                "assessments.poll",
                "民意测验",
                "Opinion poll (every criterion with the same marks)",
                (
                    _input("criteria", _C, "测验内容项数", "Number of criteria"),
                    *(
                        _input(f"{who}_{what}", _C, f"{zh}{title}", f"{en}: {english}")
                        for who, zh, en in (("member", "党员", "Members"), ("mass", "群众", "Masses"))
                        for what, title, english in (
                            ("base", "总数", "base"),
                            ("participating", "参加人数", "took part"),
                            *_MARKS,
                        )
                    ),
                ),
                judge_poll,
            ),
            Evaluable(
                "rules.figure",
                "数值与规定比较",
                "A measured figure against a parameter",
                (_PARAMETER, _input("measured", _P, "实际数值", "Measured figure")),
                judge_figure,
            ),
            Evaluable(
                "rules.due",
                "期限届满日",
                "End of a period that a parameter gives",
                (_PARAMETER, _input("from_day", _D, "起算日", "Day from which it counts")),
                judge_due,
            ),
        )
    }
)


def evaluate(entry: Evaluable, raw: Mapping[str, object], law: Law, on: date) -> Evaluation:
    """Try a rule on raw facts. Raises Invalid with pointers below ``/facts``, NoFigure, NotComputable."""
    facts = read_facts(entry.inputs, raw)
    try:
        return entry.evaluate(facts, law, on)
    except Invalid as error:
        errors = [
            e if e.pointer.startswith("/facts") else replace(e, pointer=f"/facts{e.pointer}") for e in error.errors
        ]
        raise Invalid(errors) from None
