-- What is known of a source. In: :path, :member. Out: bytes, mtime, sha256, outcome, document_id.
SELECT bytes, mtime, sha256, outcome, document_id
FROM source
WHERE path = :path AND ifnull(member, '') = ifnull(:member, '')
