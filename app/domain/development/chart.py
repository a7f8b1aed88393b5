"""The step chart as SVG, drawn from the table: one column per stage, an arrow for every "comes after"."""

from datetime import date
from xml.etree import ElementTree as ET

from app.domain.development.procedure import Step
from app.domain.development.steps import STAGES, STEP_LIST, STEPS, is_asked
from app.domain.shared.parameters import Law

__all__ = ["draw"]

_WIDTH, _HEIGHT, _GAP_X, _GAP_Y, _TOP, _LEFT = 208, 52, 44, 26, 84, 24
_COLOURS = ("#c8102e", "#b8860b", "#2e6f9e", "#3c7d4b", "#6b4c9a")
_NS = "http://www.w3.org/2000/svg"
_FONT = "'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"


def draw(law: Law, on: date, *, english: bool = False) -> str:
    """Return the chart of the steps as the law of *on* asks for them; steps not asked for are drawn dashed."""
    columns = {stage.number: [step for step in STEP_LIST if step.stage == stage.number] for stage in STAGES}
    rows = max(len(column) for column in columns.values())
    width = 2 * _LEFT + len(STAGES) * _WIDTH + (len(STAGES) - 1) * _GAP_X
    height = _TOP + rows * (_HEIGHT + _GAP_Y) + 20
    title = "Development of a Party member in 25 steps" if english else "发展党员工作流程（25 步）"
    about = (
        "Five stages from the application letter to the archive; an arrow points from a step to the steps that come after it."
        if english
        else "五个阶段，从递交入党申请书到材料归档；箭头由一个步骤指向其后的步骤。"
    )
    root = ET.Element(
        "svg",
        {
            "xmlns": _NS,
            "viewBox": f"0 0 {width} {height}",
            "role": "img",
            "aria-labelledby": "chart-title chart-desc",
            "font-family": _FONT,
        },
    )
    ET.SubElement(root, "title", {"id": "chart-title"}).text = title
    ET.SubElement(root, "desc", {"id": "chart-desc"}).text = f"{about} {on.isoformat()}"
    defs = ET.SubElement(root, "defs")
    marker = ET.SubElement(
        defs,
        "marker",
        {
            "id": "tip",
            "viewBox": "0 0 8 8",
            "refX": "7",
            "refY": "4",
            "markerWidth": "7",
            "markerHeight": "7",
            "orient": "auto",
        },
    )
    ET.SubElement(marker, "path", {"d": "M0 0 8 4 0 8z", "fill": "#667"})
    ET.SubElement(root, "rect", {"width": str(width), "height": str(height), "fill": "#fff"})
    places = {step.key: _place(step, columns[step.stage].index(step)) for step in STEP_LIST}
    for stage in STAGES:
        _heading(root, stage.number, stage.title_en if english else stage.title_zh)
    for step in STEP_LIST:
        for before in step.after:
            _arrow(root, places[before], places[step.key], STEPS[before].stage == step.stage)
    for step in STEP_LIST:
        _box(root, step, places[step.key], is_asked(step, law, on), english)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode") + "\n"


def _place(step: Step, row: int) -> tuple[int, int]:
    return _LEFT + (step.stage - 1) * (_WIDTH + _GAP_X), _TOP + row * (_HEIGHT + _GAP_Y)


def _heading(root: ET.Element, stage: int, title: str) -> None:
    x = _LEFT + (stage - 1) * (_WIDTH + _GAP_X)
    text = ET.SubElement(
        root, "text", {"x": str(x), "y": "40", "font-size": "14", "font-weight": "700", "fill": _COLOURS[stage - 1]}
    )
    for index, line in enumerate(_lines(title, 28)):
        ET.SubElement(text, "tspan", {"x": str(x), "dy": "0" if index == 0 else "18"}).text = line


def _arrow(root: ET.Element, start: tuple[int, int], end: tuple[int, int], same_stage: bool) -> None:
    (x1, y1), (x2, y2) = start, end
    if same_stage and y2 - y1 == _HEIGHT + _GAP_Y:
        path = f"M{x1 + _WIDTH // 2} {y1 + _HEIGHT}V{y2 - 1}"
    elif same_stage:
        bend = x1 - 8 - 6 * (((y1 - _TOP) // (_HEIGHT + _GAP_Y)) % 2)
        path = f"M{x1} {y1 + _HEIGHT // 2}H{bend}V{y2 + _HEIGHT // 2}H{x2 - 1}"
    else:
        bend = x2 - _GAP_X // 2
        path = f"M{x1 + _WIDTH} {y1 + _HEIGHT // 2}H{bend}V{y2 + _HEIGHT // 2}H{x2 - 1}"
    ET.SubElement(
        root, "path", {"d": path, "fill": "none", "stroke": "#667", "stroke-width": "1.4", "marker-end": "url(#tip)"}
    )


def _box(root: ET.Element, step: Step, place: tuple[int, int], asked: bool, english: bool) -> None:
    x, y = place
    group = ET.SubElement(root, "g", {"id": f"step-{step.key}"})
    ET.SubElement(group, "title").text = f"{step.number}. {step.title_en if english else step.title_zh}"
    frame = {
        "x": str(x),
        "y": str(y),
        "width": str(_WIDTH),
        "height": str(_HEIGHT),
        "rx": "8",
        "fill": "#fff",
        "stroke": _COLOURS[step.stage - 1],
        "stroke-width": "1.6",
    }
    if not asked:
        frame["stroke-dasharray"] = "5 4"
    ET.SubElement(group, "rect", frame)
    ET.SubElement(
        group,
        "text",
        {"x": str(x + 12), "y": str(y + 31), "font-size": "15", "font-weight": "700", "fill": _COLOURS[step.stage - 1]},
    ).text = str(step.number)
    label = _lines(step.title_en if english else step.title_zh, 23 if english else 26)
    first = y + (31 if len(label) == 1 else 23)
    text = ET.SubElement(group, "text", {"x": str(x + 38), "y": str(first), "font-size": "12.5", "fill": "#223"})
    for index, line in enumerate(label):
        ET.SubElement(text, "tspan", {"x": str(x + 38), "dy": "0" if index == 0 else "17"}).text = line


def _lines(title: str, limit: int) -> list[str]:
    """Break a title that is too long into two lines of like length; a Chinese character counts as two."""

    def size(text: str) -> int:
        return sum(2 if ord(char) > 0x2E80 else 1 for char in text)

    if size(title) <= limit:
        return [title]
    words: list[str] = title.split(" ") if " " in title else list(title)
    joint = " " if " " in title else ""
    breaks = [(joint.join(words[:n]), joint.join(words[n:])) for n in range(1, len(words))]
    first, second = min(breaks, key=lambda pair: max(size(pair[0]), size(pair[1])))
    return [first, second]
