-- Files inside a file that could not be read and never gave a document: it is about to be read anew, and they may be gone. A mail of a mailbox that is known and
-- what is in it stay, unless all are tried again. In: :path, :retry. Out: nothing.
DELETE FROM source
WHERE path = :path AND member IS NOT NULL AND outcome = 'failed' AND document_id IS NULL
        AND (:retry OR NOT EXISTS (SELECT 1 FROM source m
                WHERE m.path = :path AND ifnull(m.member, '') = substr(source.member, 1, instr(source.member || '/', '/') - 1) AND m.starts_at IS NOT NULL))
