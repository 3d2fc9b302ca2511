-- Sources of documents without words, or with pages without: scans that OCR may read. In: :text (the code: no_text or pages_without_text), :limit.
-- Out: path, member, outcome, code. Of no_text also those of which only a signature's stamp was read, which had no code once.
SELECT s.path, s.member, s.outcome, :text
FROM source s
JOIN document d ON d.id = s.document_id
WHERE EXISTS (SELECT 1 FROM diagnostic g WHERE g.document_id = d.id AND g.code = :text)
        OR (:text = 'no_text' AND s.media_type = 'application/pdf' AND d.type IS NULL AND d.title IS NULL AND (ltrim(d.text, char(10, 32)) LIKE 'Ký bởi:%' OR ltrim(d.text, char(10, 32)) LIKE 'Người ký:%' OR ltrim(d.text, char(10, 32)) LIKE 'Thời gian ký:%'
                OR ltrim(d.text, char(10, 32)) LIKE 'Digitally signed by%' OR ltrim(d.text, char(10, 32)) LIKE 'Signed by:%' OR ltrim(d.text, char(10, 32)) LIKE 'Được ký bởi%'))
ORDER BY s.path, s.member
LIMIT :limit
