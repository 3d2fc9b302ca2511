-- What is known of a source. In: :path, :member. Out: bytes, mtime, sha256, outcome, document_id, 1 = the document's blocks are not known, or those of one in
-- it, 1 = it has no words, or pages without.
SELECT bytes, mtime, sha256, outcome, document_id,
        EXISTS (SELECT 1 FROM document d WHERE d.id = s.document_id AND d.blocks IS NULL)
                OR (s.document_id IS NULL AND s.outcome = 'skipped' AND EXISTS (SELECT 1 FROM document WHERE blocks IS NULL)
                        AND EXISTS (SELECT 1 FROM source m JOIN document d ON d.id = m.document_id
                                WHERE m.path = s.path AND d.blocks IS NULL AND (s.member IS NULL OR m.member >= s.member || '/' AND m.member < s.member || '0'))),
        EXISTS (SELECT 1 FROM diagnostic g WHERE g.document_id = s.document_id AND g.code IN ('no_text', 'pages_without_text'))
                OR EXISTS (SELECT 1 FROM document d WHERE d.id = s.document_id AND s.media_type = 'application/pdf' AND d.type IS NULL AND d.title IS NULL AND (ltrim(d.text, char(10, 32)) LIKE 'Ký bởi:%' OR ltrim(d.text, char(10, 32)) LIKE 'Người ký:%'
                        OR ltrim(d.text, char(10, 32)) LIKE 'Thời gian ký:%' OR ltrim(d.text, char(10, 32)) LIKE 'Digitally signed by%' OR ltrim(d.text, char(10, 32)) LIKE 'Signed by:%' OR ltrim(d.text, char(10, 32)) LIKE 'Được ký bởi%'))
FROM source s
WHERE path = :path AND ifnull(member, '') = ifnull(:member, '')
