"""Words for the codes of identity: the titles of the roles."""

from app.domain.identity.permissions import ROLES, RoleKey
from app.domain.shared.words import vocabulary

vocabulary(RoleKey, {key: (role.title_zh, role.title_en) for key, role in ROLES.items()})
