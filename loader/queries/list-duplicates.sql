-- Sources with the bytes of another one. In: :limit. Out: path, member, id, key, same_as (path of the first source).
SELECT
        s.path, s.member, d.id, coalesce(d.key, d.key_pattern) AS key,
        (SELECT f.path FROM source f WHERE f.document_id = d.id AND f.id <> s.id ORDER BY f.outcome <> 'loaded', f.id LIMIT 1) AS same_as
FROM source s
JOIN document d ON d.id = s.document_id
WHERE s.outcome = 'duplicate'
ORDER BY d.id, s.path
LIMIT :limit
