-- Documents with all the words, best first. In: :match (folded, FTS5), :type, :issuer (part of the folded name), :from, :to, :limit.
-- Out: id, type, key, date, issuer, title, path, text. search.c ranks exact spelling first and cuts the snippet out of the text.
-- The ranking is the one set for the table (archive.c), called by its name: ORDER BY rank would have FTS5 sort by a statement of its own, half as slow again.
WITH best AS MATERIALIZED (
        SELECT f.rowid AS id, bm25(document_fts, 4.0, 1.0) AS score
        FROM document_fts f
        WHERE document_fts MATCH :match
                AND ((:type IS NULL AND :from IS NULL AND :to IS NULL AND :issuer IS NULL) OR EXISTS (
                        SELECT 1 FROM document d
                        WHERE d.id = f.rowid
                                AND (:type IS NULL OR d.type = :type)
                                AND (:from IS NULL OR d.date >= :from)
                                AND (:to IS NULL OR d.date <= :to)
                                AND (:issuer IS NULL OR d.issuer_id IN (SELECT id FROM unit WHERE trichluc_named(folded, :issuer)))))
        ORDER BY score
        LIMIT :limit
)
SELECT
        d.id, d.type, coalesce(d.key, d.key_pattern) AS key, d.date, u.name AS issuer, d.title,
        (SELECT s.path FROM source s WHERE s.document_id = d.id ORDER BY s.id LIMIT 1) AS path,
        d.text
FROM best
CROSS JOIN document d ON d.id = best.id
LEFT JOIN unit u ON u.id = d.issuer_id
ORDER BY best.score
