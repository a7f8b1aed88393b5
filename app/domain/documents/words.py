"""Words for the codes of documents."""

from app.domain.documents.facts import KIND_TITLES, DocumentKind
from app.domain.shared.words import vocabulary

vocabulary(DocumentKind, {kind.value: both for kind, both in KIND_TITLES.items()})
