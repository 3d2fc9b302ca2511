-- The file a document is told to be of: the first by name of those that gave it. In: :id. Out: path, member, bytes, media_type, encoding.
SELECT
        path, member, bytes,
        (SELECT max(media_type) FROM source WHERE document_id = :id AND outcome IN ('loaded', 'duplicate')),
        (SELECT max(encoding) FROM source WHERE document_id = :id AND outcome IN ('loaded', 'duplicate'))
FROM source
WHERE document_id = :id
ORDER BY outcome NOT IN ('loaded', 'duplicate'), path, ifnull(member, '')
LIMIT 1
