-- Where documents were found. In: :key or :id. Out: document_id, path, member, bytes, media_type, encoding, outcome, sha256.
SELECT s.document_id, s.path, s.member, s.bytes, s.media_type, s.encoding, s.outcome, s.sha256
FROM document d
JOIN source s ON s.document_id = d.id
WHERE d.key = :key OR d.id = :id
ORDER BY s.document_id, s.id
