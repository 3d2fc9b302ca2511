-- What became of a document, on the evidence of the documents held: who amends, replaces, repeals, suspends, corrects, extends or consolidates it, in the
-- order of time. Told from either side: "Y sửa đổi X" cites X, "X được sửa đổi bởi Y" cites Y (citation.inverse). In: :key; :limit.
-- Out: key (of the document asked for), relation, parts (null = all of it), by_type, by, by_date, by_id (who does it; null = not held), title (of it),
--      words, told_by, told_by_id (the document that says so), their place, path of a source.
WITH told (instrument_id, citation_id, by_citation_id) AS (
        SELECT i.id, c.id, c.subject_citation_id
        FROM instrument i JOIN citation c ON c.instrument_id = i.id
        WHERE i.key = :key AND NOT c.inverse
        UNION ALL
        SELECT i.id, c.id, c.id
        FROM instrument i JOIN citation s ON s.instrument_id = i.id JOIN citation c ON c.subject_citation_id = s.id
        WHERE i.key = :key AND c.inverse
        UNION ALL
        SELECT i.id, c.id, c.id
        FROM instrument i JOIN document d ON d.instrument_id = i.id JOIN citation c ON c.document_id = d.id
        WHERE i.key = :key AND c.inverse AND c.subject_citation_id IS NULL
)
SELECT
        i.key, c.relation, c.parts,
        CASE WHEN s.id IS NULL THEN d.type ELSE coalesce(si.type, s.type) END AS by_type,
        CASE WHEN s.id IS NULL THEN coalesce(d.key, d.key_pattern) ELSE coalesce(si.key, s.key, s.key_pattern) END AS by,
        CASE WHEN s.id IS NULL THEN d.date ELSE coalesce(s.date, si.date) END AS by_date,
        CASE WHEN s.id IS NULL THEN d.id ELSE si.document_id END AS by_id,
        CASE WHEN s.id IS NULL THEN d.title ELSE coalesce(si.title, s.title) END AS title,
        CAST(trichluc_cut(d.id, c.span_begin, c.span_end) AS TEXT) AS words,
        coalesce(d.key, d.key_pattern) AS told_by, d.id AS told_by_id,
        c.span_begin, c.span_end,
        (SELECT x.path FROM source x WHERE x.document_id = d.id ORDER BY x.id LIMIT 1) AS path
FROM told
JOIN instrument i ON i.id = told.instrument_id
JOIN citation c ON c.id = told.citation_id
JOIN document d ON d.id = c.document_id
LEFT JOIN citation s ON s.id = told.by_citation_id
LEFT JOIN instrument si ON si.id = s.instrument_id
WHERE c.class <> 'self'
        AND c.relation IN ('sua_doi_bo_sung', 'thay_the', 'bai_bo', 'dinh_chi', 'dinh_chinh', 'gia_han', 'hop_nhat')
ORDER BY i.series, by_date IS NULL, by_date, by, d.id, c.n
LIMIT :limit
