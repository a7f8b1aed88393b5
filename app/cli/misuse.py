"""Wrong words on the command line, told in Chinese and English: the library that reads them speaks English only."""

import re

import typer

from app.core.pgserver import OperatorProblem

__all__ = ["misuse"]

_SAID: tuple[tuple[str, str], ...] = (
    (r"No such command '(.*)'\.", "没有命令 {0}"),
    (r"No such option: (\S+)(?s:.*)", "没有选项 {0}"),
    (r"Missing argument '(.*)'\.", "缺少参数 {0}"),
    (r"Missing option '(.*)'\.", "缺少选项 {0}"),
    (r"Missing command\.", "缺少命令"),
    (r"Option '(.*)' requires .*", "选项 {0} 缺少取值"),
    (r"Option '(.*)' does not take a value\.", "选项 {0} 不带取值"),
    (r"Got unexpected extra argument\S* \((.*)\)\.?", "多余的参数 {0}"),
    (r"Invalid value for '(.*)': '(.*)' is not a valid int.*", "{0} 的取值 {1} 不是整数"),
    (r"Invalid value for '(.*)': (.*) is not in the range (.*)\.", "{0} 的取值 {1} 不在 {2} 范围内"),
    (r"Invalid value for '(.*)': File '(.*)' does not exist\.", "{0}：没有文件 {1}"),
    (r"Invalid value for '(.*)': File '(.*)' is a directory\.", "{0}：{1} 是文件夹，不是文件"),
    (r"Invalid value for '(.*)': File '(.*)' is not readable\.", "{0}：无权读取文件 {1}"),
    (r"Invalid value for '(.*)': .*", "{0} 的取值无效"),
)
_SOMETHING = "命令行写法不对"


def misuse(refused: typer.TyperException, command: str) -> OperatorProblem:
    """Return the refusal as the command line tells its own, with where to read how *command* is used."""
    english = refused.format_message()
    help_line = f"{command} --help"
    return OperatorProblem(
        f"{_chinese(english)}。用法见 {help_line}",
        f"{english.rstrip('.')}. See {help_line}",
        exit_code=refused.exit_code,
    )


def _chinese(english: str) -> str:
    for pattern, chinese in _SAID:
        found = re.fullmatch(pattern, english.strip())
        if found:
            return chinese.format(*found.groups())
    return _SOMETHING
