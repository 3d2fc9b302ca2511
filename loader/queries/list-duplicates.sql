-- Documents that are there twice. In: :limit.
-- Out: kind - bytes (a source with the bytes of another one), number (the test of Nghị định 30/2020: same number and symbol, same issuer, one year), text (the same words under other bytes);
--      path, member, id, key, same_as (path of the first source), same_id (the first document), same_text (1 = word for word).
WITH numbered AS (
        SELECT id, first_value(id) OVER (PARTITION BY key, issuer_id, substr(date, 1, 4) ORDER BY id) AS first
        FROM document WHERE key IS NOT NULL
), alike AS ( -- as many words in title and text
        SELECT id FROM document_fts_docsize WHERE sz IN (SELECT sz FROM document_fts_docsize GROUP BY sz HAVING count(*) > 1)
), worded AS (
        SELECT d.id, first_value(d.id) OVER (PARTITION BY d.text ORDER BY d.id) AS first FROM alike JOIN document d ON d.id = alike.id WHERE d.text <> ''
)
SELECT * FROM (
        SELECT
                'bytes' AS kind, s.path, s.member, d.id, coalesce(d.key, d.key_pattern) AS key,
                (SELECT f.path FROM source f WHERE f.document_id = d.id AND f.id <> s.id ORDER BY f.outcome <> 'loaded', f.id LIMIT 1) AS same_as,
                d.id AS same_id, 1 AS same_text
        FROM source s
        JOIN document d ON d.id = s.document_id
        WHERE s.outcome = 'duplicate' AND EXISTS (SELECT 1 FROM source f WHERE f.document_id = d.id AND f.id <> s.id) -- the first one may have gone
        UNION ALL
        SELECT
                'number', s.path, s.member, d.id, d.key,
                (SELECT x.path FROM source x WHERE x.document_id = f.id ORDER BY x.outcome <> 'loaded', x.id LIMIT 1), f.id, d.text = f.text
        FROM numbered n
        JOIN document d ON d.id = n.id
        JOIN document f ON f.id = n.first
        LEFT JOIN source s ON s.id = (SELECT x.id FROM source x WHERE x.document_id = d.id ORDER BY x.outcome <> 'loaded', x.id LIMIT 1)
        WHERE n.id <> n.first
        UNION ALL
        SELECT
                'text', s.path, s.member, d.id, coalesce(d.key, d.key_pattern),
                (SELECT x.path FROM source x WHERE x.document_id = w.first ORDER BY x.outcome <> 'loaded', x.id LIMIT 1), w.first, 1
        FROM worded w
        JOIN document d ON d.id = w.id
        LEFT JOIN source s ON s.id = (SELECT x.id FROM source x WHERE x.document_id = d.id ORDER BY x.outcome <> 'loaded', x.id LIMIT 1)
        WHERE w.id <> w.first AND NOT EXISTS (SELECT 1 FROM numbered n WHERE n.id = w.id AND n.first = w.first)
)
ORDER BY same_id, id, kind, path
LIMIT :limit
