-- What contradicts what. In: of the document that says it :type, :issuer (part of the folded name), :from, :to; :limit.
-- Out: kind - citation (the text's own statements about what it cites do not fit together, or its number is misprinted), date (it gives a document another
--      date than that document has, or than most tell where it is not held), number_date (the year in a number is not that of its date), register (the
--      register has another date), two_numbers (two numbers for documents of one issuer, date and title), file_name (the file is named after another number),
--      envelope (the envelope it came in says otherwise);
--      id, key (the document that says it), cited (what it speaks of; null = itself), stated, against, evidence (what else is known of the number suggested or contradicted), status, words, their place, path of a source.
-- The table of citations is walked through once, in its own order: from an index its rows would be fetched one by one. The register is small and goes first.
WITH doubtful AS MATERIALIZED (
        SELECT c.document_id, c.id AS citation_id, c.n, coalesce(c.key, c.key_pattern) AS cited, c.key, c.date, c.suggested_key, c.status, c.series_known,
                c.span_begin, c.span_end, i.key AS linked_key, i.date AS linked_date,
                c.status IN ('conflict', 'source_error') AS is_citation,
                c.date <> i.date AND length(i.date) = 10 AND c.class <> 'self' AS is_date,
                c.why_unlinked IS 'date_conflict' AS is_unlinked,
                c.year <> CAST(c.date AS INTEGER) AND c.status = 'ok' AND c.key GLOB '[0-9]*/[12][0-9][0-9][0-9]/*' AND c.date GLOB '[12][0-9][0-9][0-9]*'
                        AND substr(c.key, instr(c.key, '/') + 1, 4) <> substr(c.date, 1, 4) AS is_number_date
        FROM citation c NOT INDEXED
        LEFT JOIN instrument i ON i.id = c.instrument_id AND length(c.date) = 10
        WHERE is_citation OR is_date OR is_unlinked OR is_number_date
), hit AS (
        SELECT 'citation' AS kind, document_id, citation_id, n, cited, cited || coalesce(' ' || date, '') AS stated, suggested_key AS against, status, span_begin, span_end
        FROM doubtful WHERE is_citation
        UNION ALL
        SELECT 'date', document_id, citation_id, n, linked_key, date, linked_date, status, span_begin, span_end
        FROM doubtful WHERE is_date
        UNION ALL
        SELECT 'date', c.document_id, c.citation_id, c.n, c.key, c.date, i.date, c.status, c.span_begin, c.span_end
        FROM doubtful c JOIN instrument i ON i.key = c.key AND i.document_id IS NOT NULL AND trichluc_may_be(c.series_known, i.series)
        WHERE c.is_unlinked
        UNION ALL
        SELECT 'number_date', document_id, citation_id, n, key, date, substr(key, instr(key, '/') + 1, 4), status, span_begin, span_end
        FROM doubtful WHERE is_number_date
        UNION ALL
        SELECT 'register', c.document_id, c.id, c.n, c.key, c.date, k.date, c.status, c.span_begin, c.span_end
        FROM known_instrument k
        CROSS JOIN instrument i ON i.key = k.key AND i.series = '' AND i.document_id IS NULL
        CROSS JOIN citation c ON c.instrument_id = i.id AND c.key = k.key
        WHERE length(c.date) = 10 AND length(k.date) = 10 AND c.date NOT IN (SELECT date FROM known_instrument WHERE key = c.key)
        UNION ALL
        SELECT 'register', d.id, NULL, 0, NULL, d.date, k.date, NULL, f.span_begin, f.span_end
        FROM known_instrument k
        CROSS JOIN document d ON d.key = k.key
        JOIN instrument i ON i.id = d.instrument_id AND i.series = ''
        LEFT JOIN document_field f ON f.document_id = d.id AND f.field = 'date'
        WHERE length(d.date) = 10 AND length(k.date) = 10 AND d.date NOT IN (SELECT date FROM known_instrument WHERE key = d.key)
        UNION ALL
        SELECT 'two_numbers', d.id, NULL, 0, NULL, d.key, (SELECT min(o.key) FROM document o WHERE o.issuer_id = d.issuer_id AND o.date = d.date AND o.title = d.title AND o.key <> d.key),
                NULL, f.span_begin, f.span_end
        FROM (SELECT issuer_id, date, title FROM document
                WHERE key IS NOT NULL AND issuer_id IS NOT NULL AND length(date) = 10 AND length(title) > 20
                GROUP BY date, issuer_id, title HAVING count(DISTINCT key) > 1) g
        JOIN document d ON d.date = g.date AND d.issuer_id = g.issuer_id AND d.title = g.title AND d.key IS NOT NULL
        LEFT JOIN document_field f ON f.document_id = d.id AND f.field = 'number'
        UNION ALL
        SELECT 'file_name', d.id, NULL, 0, NULL, d.key, trichluc_other_number(coalesce(s.member, s.path), d.key), NULL, f.span_begin, f.span_end
        FROM document d
        JOIN source s ON s.document_id = d.id
        LEFT JOIN document_field f ON f.document_id = d.id AND f.field = 'number'
        WHERE d.key IS NOT NULL AND trichluc_other_number(coalesce(s.member, s.path), d.key) IS NOT NULL
        UNION ALL
        SELECT 'number_date', d.id, NULL, 0, NULL, d.date, substr(d.key, instr(d.key, '/') + 1, 4), NULL, f.span_begin, f.span_end
        FROM document d LEFT JOIN document_field f ON f.document_id = d.id AND f.field = 'date'
        WHERE d.number_year <> CAST(d.date AS INTEGER) AND d.key GLOB '[0-9]*/[12][0-9][0-9][0-9]/*' AND d.date GLOB '[12][0-9][0-9][0-9]*'
                AND substr(d.key, instr(d.key, '/') + 1, 4) <> substr(d.date, 1, 4)
        UNION ALL
        SELECT DISTINCT 'envelope', d.id, NULL, 0, NULL, CASE w.field WHEN 'number' THEN d.key WHEN 'date' THEN d.date ELSE d.type END, w.value, NULL, f.span_begin, f.span_end
        FROM witness w JOIN source s ON s.id = w.source_id JOIN document d ON d.id = s.document_id
        LEFT JOIN document_field f ON f.document_id = d.id AND f.field = w.field
        WHERE CASE w.field WHEN 'number' THEN w.value <> d.key WHEN 'type' THEN w.value <> d.type
                WHEN 'date' THEN d.date GLOB '[12][0-9][0-9][0-9]*' AND d.date NOT GLOB '*[QH]*' AND substr(w.value, 1, length(d.date)) <> d.date END
)
SELECT
        hit.kind, d.id, d.type, coalesce(d.key, d.key_pattern) AS key, d.date, u.name AS issuer, hit.cited, hit.stated, hit.against,
        coalesce(
                (SELECT 'document ' || o.id || ': ' || o.key || coalesce(' ' || o.date, '') || coalesce(' ' || o.title, '') FROM document o
                        WHERE o.key = hit.against AND hit.kind = 'citation' ORDER BY o.id LIMIT 1),
                (SELECT 'register: ' || k.key || ' ' || k.date || ' ' || k.issuer || coalesce(': ' || k.title, '') FROM known_instrument k
                        WHERE k.key = CASE WHEN hit.kind = 'citation' THEN hit.against ELSE coalesce(hit.cited, d.key) END
                                AND (hit.kind NOT IN ('date', 'two_numbers') OR k.date IN (hit.stated, hit.against))
                        ORDER BY k.date LIMIT 1)) AS evidence,
        hit.status,
        CAST(substr(CAST(d.text AS BLOB), hit.span_begin + 1, hit.span_end - hit.span_begin) AS TEXT) AS words, hit.span_begin, hit.span_end,
        (SELECT s.path FROM source s WHERE s.document_id = d.id ORDER BY s.id LIMIT 1) AS path
FROM hit
JOIN document d ON d.id = hit.document_id
LEFT JOIN unit u ON u.id = d.issuer_id
WHERE (:type IS NULL OR d.type = :type)
        AND (:from IS NULL OR d.date >= :from)
        AND (:to IS NULL OR d.date <= :to)
        AND (:issuer IS NULL OR d.issuer_id IN (SELECT id FROM unit WHERE trichluc_named(folded, :issuer)))
ORDER BY d.id, hit.n, hit.kind
LIMIT :limit
