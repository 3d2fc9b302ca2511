-- Sources of documents without words: scans that OCR may read. In: :text (not used), :limit. Out: path, member, outcome, code.
SELECT s.path, s.member, s.outcome, g.code
FROM source s
JOIN diagnostic g ON g.document_id = s.document_id AND g.code = 'no_text'
ORDER BY s.path, s.member
LIMIT :limit
