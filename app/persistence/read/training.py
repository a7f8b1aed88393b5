"""Read models of training certificates and exemptions."""

from app.persistence.read.listing import EDITION_COLUMNS, INSTANT, Newest

__all__ = ["CERTIFICATES", "EXEMPTIONS"]

CERTIFICATES = Newest(
    "training_certificates",
    f"""json_build_object('id', r.id, 'person_id', r.person_id, 'kind', r.kind, 'organiser', r.organiser,
  'issuer_id', r.issuer_id, 'issuer', r.issuer, 'number', r.number, 'days', r.days, 'hours', r.hours,
  'held_from', r.held_from, 'held_to', r.held_to, 'happened_on', r.happened_on, 'valid_until', r.valid_until,
  'document_id', r.document_id, 'withdrawn_on', r.withdrawn_on, 'withdrawn_reason', r.withdrawn_reason,
  'edition', r.edition, 'standing', r.standing, 'supersedes_id', r.supersedes_id,
  'correction_reason', r.correction_reason, 'late_reason', r.late_reason,
  'recorded_at', to_char(r.recorded_at AT TIME ZONE 'UTC', {INSTANT}), 'recorded_by', r.recorded_by,
  'version', r.version)""",
    "training-certificates.not-found",
)

EXEMPTIONS = Newest(
    "training_exemptions",
    f"""json_build_object({EDITION_COLUMNS}, 'decision_number', r.decision_number, 'exempt_because', r.exempt_because,
  'document_id', r.document_id)""",
    "training-exemptions.not-found",
)
