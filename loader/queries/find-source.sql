-- What is known of a source. In: :path, :member. Out: bytes, mtime, sha256, outcome, document_id, 1 = the document's blocks are not known, 1 = it has no words.
SELECT bytes, mtime, sha256, outcome, document_id, EXISTS (SELECT 1 FROM document d WHERE d.id = s.document_id AND d.blocks IS NULL),
        EXISTS (SELECT 1 FROM diagnostic g WHERE g.document_id = s.document_id AND g.code = 'no_text')
FROM source s
WHERE path = :path AND ifnull(member, '') = ifnull(:member, '')
