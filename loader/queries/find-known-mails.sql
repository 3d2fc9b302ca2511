-- Mails of a mailbox that were read to their end. In: :path, :retry (1 = none in which something failed, was skipped or holds no words). Out: member, sha256.
SELECT m.member, m.sha256
FROM source m
WHERE m.path = :path AND m.starts_at IS NOT NULL AND m.sha256 IS NOT NULL AND NOT (:retry AND m.outcome = 'failed')
        AND NOT EXISTS (SELECT 1 FROM source s LEFT JOIN document d ON d.id = s.document_id
                WHERE s.path = :path AND ifnull(s.member, '') > m.member || '/' AND ifnull(s.member, '') < m.member || '0'
                        AND ((s.document_id IS NOT NULL AND d.blocks IS NULL)
                                OR (:retry AND s.outcome IN ('failed', 'skipped') AND s.code <> 'holds_files')
                                OR (:retry AND EXISTS (SELECT 1 FROM diagnostic g WHERE g.document_id = s.document_id AND g.code IN ('no_text', 'pages_without_text')))))
