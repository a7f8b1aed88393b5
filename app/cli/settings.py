"""The settings of a command: read once, faults named by their variable, keys made where they are missing."""

from pydantic import ValidationError

from app.cli.secrets import keep_secrets
from app.core.config import Settings, ShortSecret, UnsafeSettings, load_settings
from app.core.pgserver import OperatorProblem
from app.core.pgserver.problems import file_problems

__all__ = ["read_settings"]


def read_settings() -> Settings:
    """All settings, with an absolute var folder. Raises OperatorProblem; the refused value is never printed."""
    try:
        plain = Settings()
        var = plain.var.absolute()
        keep_secrets(plain, var)
        with file_problems(var):
            settings = load_settings(var=var)
            _check_signing_key(settings)
            return settings
    except ValidationError as error:
        names = [_variable(str(fault["loc"][0])) if fault["loc"] else "?" for fault in error.errors()]
        faults = "\n".join(f"{name}: {fault['msg']}" for name, fault in zip(names, error.errors(), strict=True))
        joined = "、".join(names)
        raise OperatorProblem(
            f"设置无效：{joined}。", f"Invalid settings: {', '.join(names)}.", detail=faults
        ) from None
    except ShortSecret as error:
        raise OperatorProblem("给出的密钥太短。", "A key that was given is too short.", detail=str(error)) from None
    except UnsafeSettings as error:
        raise OperatorProblem(
            "设置互相矛盾，生产环境拒绝启动。", "These settings are refused together.", detail=str(error)
        ) from None


def _check_signing_key(settings: Settings) -> None:
    """Refuse a key that cannot sign before anything is started: the server would only fall over it later."""
    if settings.token_private_key is None:
        return
    from app.core.tokens import Tokens  # Its libraries take their time: only where there is something to check.

    try:
        Tokens(settings)
    except (OSError, ValueError) as error:
        raise OperatorProblem(
            f"ZHIBU_TOKEN_PRIVATE_KEY 指定的文件不是可用的 P-256 私钥（PEM）：{settings.token_private_key}。",
            f"The file of ZHIBU_TOKEN_PRIVATE_KEY is no usable private key on P-256 (PEM): {settings.token_private_key}.",
            detail=f"{type(error).__name__}: {error}",
        ) from None


def _variable(field: str) -> str:
    return field if field.isupper() else f"ZHIBU_{field.upper()}"
