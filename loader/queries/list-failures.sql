-- Sources that could not be read or are no documents. In: :text (a code), :limit. Out: path, member, outcome, code, message, detail, message_vi, todo, todo_vi, id.
SELECT
        s.path, s.member, s.outcome, s.code, s.message, s.detail, k.message_vi, k.todo_en AS todo, k.todo_vi,
        s.document_id AS id -- of an earlier version that is still held
FROM source s
LEFT JOIN diagnostic_code k ON k.name = s.code
WHERE s.outcome IN ('skipped', 'failed')
        AND (:text IS NULL OR s.code = :text)
ORDER BY s.path, s.member
LIMIT :limit
