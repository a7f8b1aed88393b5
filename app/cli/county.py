"""``zhibu found-county``: the root of the tree, with which an installation outside the demo begins."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.core.pgserver import OperatorProblem

if TYPE_CHECKING:
    from app.api.runtime import Runtime
    from app.persistence.models.organisations import Organisation
    from app.persistence.uow import UnitOfWork

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("found-county")
    def _found_county(
        code: Annotated[str, typer.Argument(help="组织编码 / code, A-Z 0-9 . -")],
        name: Annotated[str, typer.Argument(help="全称 / full name")],
        founded_on: Annotated[str, typer.Option(help="成立日期 / day of founding, YYYY-MM-DD")],
        short_name: Annotated[str | None, typer.Option(help="简称 / short name")] = None,
        another: Annotated[
            bool, typer.Option("--another", help="已有县级组织时再建一个 / one more, beside a county that is there")
        ] = False,
    ) -> None:
        """建立县级组织（组织树的根），正式环境由此开始 / make the county, the root of the tree: where production begins."""
        from app.api.types import Day, Line
        from app.api.v1.organisations.schemas import Code
        from app.cli.acting import act_as_operator
        from app.services.organisations.founding import found_county

        given_code, given_name = _checked("CODE", Code, code), _checked("NAME", Line, name)
        given_short = _checked("--short-name", Line, short_name) if short_name is not None else given_name
        day = _checked("--founded-on", Day, founded_on)

        async def act(uow: "UnitOfWork", runtime: "Runtime") -> "Organisation":
            del runtime
            return await found_county(
                uow, code=given_code, name=given_name, short_name=given_short, founded_on=day, another=another
            )

        body = act_as_operator(act)
        typer.echo(f"{body.code}\t{body.id}")


def _checked(label: str, kind: Any, value: str) -> Any:
    """What the API would take for it; refused by the name under which it was given."""
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        raise OperatorProblem(
            f"{label} 的值无效。", f"The value of {label} is not valid.", detail=error.errors()[0]["msg"]
        ) from None
