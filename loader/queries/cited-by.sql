-- Who cites an instrument, newest first.
-- In: :key; of the citing document :type, :issuer (part of the folded name), :from, :to; :relation; :limit.
-- Out: the citing document (id, type, key, date, issuer, title), relation, subject (the cited document the relation belongs to, null = the
--      citing one), parts, words and context, their place, status, suggested_key and why_unlinked of the citation, path of a source.
WITH since AS (
        -- Where an instrument is cited often and the newest are asked for, without filters: a day since which there are enough, found in the newest documents,
        -- of which few are looked at beside the number of its citations. Else null.
        SELECT CASE WHEN count(*) = :limit THEN min(date) END AS date
        FROM (
                SELECT d.date
                FROM (SELECT id, date FROM document WHERE date IS NOT NULL ORDER BY date DESC
                        LIMIT (SELECT ifnull(sum(k.citations), 0) / 8 FROM instrument i JOIN citation_count k ON k.instrument_id = i.id WHERE i.key = :key)) d
                CROSS JOIN citation c ON c.document_id = d.id AND c.instrument_id IN (SELECT id FROM instrument WHERE key = :key)
                WHERE c.class <> 'self' AND :limit > 0 AND coalesce(:relation, :type, :from, :to, :issuer) IS NULL
                LIMIT :limit
        )
),
hit AS (
        SELECT c.id FROM instrument i JOIN citation c ON c.instrument_id = i.id WHERE i.key = :key AND (SELECT date FROM since) IS NULL
        UNION ALL
        SELECT c.id FROM document d CROSS JOIN citation c ON c.document_id = d.id AND c.instrument_id IN (SELECT id FROM instrument WHERE key = :key)
        WHERE d.date >= (SELECT date FROM since)
        UNION ALL
        -- several instruments fit what the text tells
        SELECT c.id FROM citation c WHERE c.key = :key AND c.series_known IS NOT NULL AND c.instrument_id IS NULL
        UNION ALL
        -- printed wrongly, and most likely this one
        SELECT c.id FROM citation c WHERE c.suggested_key = :key AND c.key IS NOT :key
),
-- sorted before words, issuers and paths are fetched, for those that are told alone
told AS MATERIALIZED (
        SELECT c.id, c.document_id, c.n, d.date
        FROM hit
        JOIN citation c ON c.id = hit.id
        JOIN document d ON d.id = c.document_id
        WHERE c.class <> 'self'
                AND (:relation IS NULL OR c.relation = :relation)
                AND (:type IS NULL OR d.type = :type)
                AND (:from IS NULL OR d.date >= :from)
                AND (:to IS NULL OR d.date <= :to)
                AND (:issuer IS NULL OR d.issuer_id IN (SELECT id FROM unit WHERE trichluc_named(folded, :issuer)))
        ORDER BY d.date DESC, d.id DESC, c.n
        LIMIT :limit
)
SELECT
        d.id, d.type, coalesce(d.key, d.key_pattern) AS key, d.date, u.name AS issuer, d.title,
        c.relation,
        (SELECT coalesce(s.key, s.key_pattern, s.type) FROM citation s WHERE s.id = c.subject_citation_id) AS subject,
        c.parts,
        CAST(trichluc_cut(d.id, c.span_begin, c.span_end) AS TEXT) AS words,
        trichluc_cut(d.id, c.span_begin - 120, c.span_end + 120) AS context,
        c.span_begin, c.span_end, c.status, c.suggested_key, c.why_unlinked,
        (SELECT s.path FROM source s WHERE s.document_id = d.id ORDER BY s.id LIMIT 1) AS path
FROM told
CROSS JOIN citation c ON c.id = told.id
CROSS JOIN document d ON d.id = told.document_id
LEFT JOIN unit u ON u.id = d.issuer_id
ORDER BY told.date DESC, told.document_id DESC, told.n
