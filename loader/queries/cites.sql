-- What a document cites, in text order.
-- In: :key or :id of the citing document; of the cited one :type, :issuer (part of the folded name), :from, :to; :relation; :limit.
-- Out: citing_id, citing_key; the cited document (type, key, date, issuer, title) as stated, else as resolved, else as the register has it; id (null = not held);
--      class, relation, subject, parts, words and context, their place, status, suggested_key, why_unlinked, path of a source of the citing document.
SELECT
        d.id AS citing_id, coalesce(d.key, d.key_pattern) AS citing_key,
        coalesce(c.type, i.type) AS type,
        coalesce(c.key, i.key, c.key_pattern) AS key,
        coalesce(c.date, i.date, (SELECT k.date FROM known_instrument k WHERE k.key = i.key AND (i.series = '' OR k.date = i.date) ORDER BY k.date, k.issuer LIMIT 1)) AS date,
        coalesce(cu.name, iu.name) AS issuer,
        coalesce(c.title, i.title, (SELECT k.title FROM known_instrument k WHERE k.key = i.key AND (i.series = '' OR k.date = i.date) ORDER BY k.date, k.issuer LIMIT 1)) AS title,
        i.document_id AS id,
        c.class, c.relation,
        (SELECT coalesce(s.key, s.key_pattern, s.type) FROM citation s WHERE s.id = c.subject_citation_id) AS subject,
        c.parts,
        CAST(trichluc_cut(d.id, c.span_begin, c.span_end) AS TEXT) AS words,
        trichluc_cut(d.id, c.span_begin - 120, c.span_end + 120) AS context,
        c.span_begin, c.span_end, c.status, c.suggested_key, c.why_unlinked,
        (SELECT s.path FROM source s WHERE s.document_id = d.id ORDER BY s.id LIMIT 1) AS path
FROM document d
JOIN citation c ON c.document_id = d.id
LEFT JOIN instrument i ON i.id = c.instrument_id
LEFT JOIN unit cu ON cu.id = c.issuer_id
LEFT JOIN unit iu ON iu.id = i.issuer_id
WHERE (d.key = :key OR d.id = :id)
        AND c.class <> 'self'
        AND (:relation IS NULL OR c.relation = :relation)
        AND (:type IS NULL OR coalesce(c.type, i.type) = :type)
        AND (:from IS NULL OR coalesce(c.date, i.date) >= :from)
        AND (:to IS NULL OR coalesce(c.date, i.date) <= :to)
        AND (:issuer IS NULL OR coalesce(c.issuer_id, i.issuer_id) IN (SELECT id FROM unit WHERE trichluc_named(folded, :issuer)))
ORDER BY d.id, c.n
LIMIT :limit
