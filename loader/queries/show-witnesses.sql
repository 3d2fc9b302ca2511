-- What the envelopes of documents say. In: :key or :id. Out: document_id, field, value, path, member.
SELECT s.document_id, w.field, w.value, s.path, s.member
FROM document d
JOIN source s ON s.document_id = d.id
JOIN witness w ON w.source_id = s.id
WHERE d.key = :key OR d.id = :id
ORDER BY s.document_id, s.path, s.member, w.field
