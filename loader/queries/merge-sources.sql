-- All sources, with the mail each came in and what its envelope says. In: nothing. Out: path, member, sha256, bytes, mtime, media_type, encoding, outcome,
-- code, detail, document_id, 1 = a mail, and its kind, member, message_id, sender, recipients, subject, sent, received; witnesses: field, U+001F, value, parted
-- by U+001E, which stand in no field; starts_at.
SELECT
        s.path, s.member, s.sha256, s.bytes, s.mtime, s.media_type, s.encoding, s.outcome, s.code, s.detail, s.document_id,
        s.arrival_id IS NOT NULL, a.kind, a.member, a.message_id, a.sender, a.recipients, a.subject, a.sent, a.received,
        (SELECT group_concat(field || char(31) || value, char(30)) FROM (SELECT field, value FROM witness WHERE source_id = s.id ORDER BY field)), s.starts_at
FROM source s
LEFT JOIN arrival a ON a.id = s.arrival_id
ORDER BY s.path, ifnull(s.member, ''), s.id
