-- Sources that could not be read or are no documents; files of files, all of whose files are sources too, only when asked for. In: :text (a code), :limit. Out: path, member, outcome, code, message, detail, message_vi, todo, todo_vi, id.
SELECT
        s.path, s.member, s.outcome, s.code, s.message, s.detail, k.message_vi, k.todo_en AS todo, k.todo_vi,
        s.document_id AS id -- of an earlier version that is still held
FROM source s
LEFT JOIN diagnostic_code k ON k.name = s.code
WHERE s.outcome IN ('skipped', 'failed')
        AND CASE WHEN :text IS NULL THEN s.code IS NOT 'holds_files' ELSE s.code = :text END
ORDER BY s.path, s.member
LIMIT :limit
