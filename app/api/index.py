"""Flat routes behind an index.

The framework keeps included routers nested and tries their routes one after the other, twice on every level. Here the
routes of all areas stand in one list, and a request looks at those only that share its method, its length and its first
segments. Whatever the index does not know goes the framework's own way (404, 405).
"""

from collections import defaultdict
from collections.abc import Iterable

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

__all__ = ["RouteIndex", "include_flat"]

_KEPT = (
    "response_model",
    "status_code",
    "tags",
    "dependencies",
    "summary",
    "description",
    "response_description",
    "responses",
    "deprecated",
    "methods",
    "operation_id",
    "response_model_include",
    "response_model_exclude",
    "response_model_by_alias",
    "response_model_exclude_unset",
    "response_model_exclude_defaults",
    "response_model_exclude_none",
    "include_in_schema",
    "response_class",
    "name",
    "openapi_extra",
)
_FIXED = 3
"""Segments that tell areas apart: ``/api/v1/people``."""


def include_flat(app: FastAPI, router: APIRouter) -> None:
    """Add every route of *router*, nested ones too, to the application itself, and put the index before it."""
    for context in iter_route_contexts(router.routes):
        route = context.original_route
        if not isinstance(route, APIRoute) or context.path is None:
            raise TypeError(f"not a route of an area: {route!r}")
        app.router.add_api_route(
            context.path,
            route.endpoint,
            route_class_override=type(route),
            **{name: getattr(context, name) for name in _KEPT},
        )
    app.router.middleware_stack = RouteIndex(app.router)


class RouteIndex:
    """Answers with the route that fits, or passes on to the router."""

    def __init__(self, router: APIRouter) -> None:
        self._router = router
        self._known: dict[tuple[str, int, str], list[BaseRoute]] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Find the route of a request and let it answer."""
        if scope["type"] == "http":
            for route in self._fitting(scope["method"], scope["path"]):
                match, child_scope = route.matches(scope)
                if match is Match.FULL:
                    scope["router"] = self._router
                    scope.update(child_scope)
                    await route.handle(scope, receive, send)
                    return
        await self._router.app(scope, receive, send)

    def _fitting(self, method: str, path: str) -> Iterable[BaseRoute]:
        if self._known is None:
            self._known = self._build()
        segments = path.split("/")
        area = segments[_FIXED] if len(segments) > _FIXED else path
        return self._known.get((method, len(segments), area), ())

    def _build(self) -> dict[tuple[str, int, str], list[BaseRoute]]:
        """Return the routes by method, number of segments and area; routes with a parameter before that are left out."""
        known: dict[tuple[str, int, str], list[BaseRoute]] = defaultdict(list)
        for route in self._router.routes:
            if not isinstance(route, APIRoute) or ":path}" in route.path:
                continue
            segments = route.path.split("/")
            area = segments[_FIXED] if len(segments) > _FIXED else route.path
            if "{" in "".join(segments[: _FIXED + 1]):
                continue
            for method in route.methods or ():
                known[(method, len(segments), area)].append(route)
        return dict(known)
