-- What is known of a source. In: :path, :member. Out: bytes, mtime, sha256, outcome, document_id, 1 = the document's blocks are not known, or those of one in
-- it, 1 = it has no words.
SELECT bytes, mtime, sha256, outcome, document_id,
        EXISTS (SELECT 1 FROM document d WHERE d.id = s.document_id AND d.blocks IS NULL)
                OR (s.document_id IS NULL AND s.outcome = 'skipped' AND EXISTS (SELECT 1 FROM document WHERE blocks IS NULL)
                        AND EXISTS (SELECT 1 FROM source m JOIN document d ON d.id = m.document_id
                                WHERE m.path = s.path AND d.blocks IS NULL AND (s.member IS NULL OR m.member >= s.member || '/' AND m.member < s.member || '0'))),
        EXISTS (SELECT 1 FROM diagnostic g WHERE g.document_id = s.document_id AND g.code = 'no_text')
FROM source s
WHERE path = :path AND ifnull(member, '') = ifnull(:member, '')
