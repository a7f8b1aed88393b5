"""Wrong words on the command line: one sentence in both languages, exit code 2, no traceback."""

import pytest

from app.cli import main


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (("nonsense",), "没有命令 nonsense。用法见 zhibu --help", "No such command 'nonsense'. See zhibu --help"),
        (("serve", "--nope"), "没有选项 --nope。用法见 zhibu serve --help", "No such option: --nope"),
        (("serve", "--worker", "2"), "没有选项 --worker。", "--workers"),
        (("serve", "--workers"), "选项 --workers 缺少取值", "requires an argument"),
        (("serve", "--workers", "0"), "--workers 的取值 0 不在 1<=x<=64 范围内", "0 is not in the range"),
        (("demo", "--members", "viele"), "--members 的取值 viele 不是整数", "not a valid int"),
        (("health", "now"), "多余的参数 now", "unexpected extra argument"),
        (("accounts", "appoint", "--role", "x"), "缺少参数 login。用法见 zhibu accounts appoint --help", "Missing"),
        (("accounts", "appoint", "admin"), "缺少选项 --role", "Missing option '--role'"),
        (("import", "roster", "/nope", "--organisation", "A"), "file：没有文件 /nope", "does not exist"),
        (("import", "roster", "/tmp", "--organisation", "A"), "file：/tmp 是文件夹，不是文件", "is a directory"),
    ],
)
def test_wrong_words_are_told_in_both_languages(
    arguments: tuple[str, ...], zh: str, en: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["zhibu", *arguments])

    with pytest.raises(SystemExit) as ended:
        main()

    printed = capsys.readouterr()
    assert ended.value.code == 2
    assert f"错误：{zh}" in printed.err
    assert en in printed.err
    assert printed.out == ""


@pytest.mark.parametrize("arguments", [(), ("accounts",), ("import",), ("check",)])
def test_a_group_without_a_command_prints_its_help_and_nothing_else(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["zhibu", *arguments])

    with pytest.raises(SystemExit) as ended:
        main()

    printed = capsys.readouterr()
    assert ended.value.code == 2
    assert f"Usage: {' '.join(('zhibu', *arguments))} [OPTIONS] COMMAND" in printed.out
    assert "错误" not in printed.err
