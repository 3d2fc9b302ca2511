-- What should not be in an archive, found by statements alone. In: nothing. Out: check, place, detail; a row for each thing found.
SELECT 'foreign_key' AS "check", p."table" || ' ' || coalesce(p.rowid, '') AS place, 'refers to a row of ' || p.parent || ' that is not there' AS detail
FROM pragma_foreign_key_check p
UNION ALL
SELECT 'fulltext', 'document ' || d.id, 'is not in the full text' FROM document d WHERE d.id NOT IN (SELECT id FROM document_fts_docsize)
UNION ALL
SELECT 'fulltext', 'document ' || f.id, 'is in the full text and nowhere else' FROM document_fts_docsize f WHERE f.id NOT IN (SELECT id FROM document)
UNION ALL
SELECT 'hash', 'document ' || id, 'its sha256 is none' FROM document WHERE length(sha256) <> 64 OR sha256 GLOB '*[^0-9a-f]*'
UNION ALL
SELECT 'hash', 'source ' || s.id, 'its sha256 is not that of its document' FROM source s JOIN document d ON d.id = s.document_id
WHERE s.outcome IN ('loaded', 'duplicate') AND s.sha256 IS NOT d.sha256
UNION ALL
SELECT 'outcome', 'source ' || id, 'there is no outcome ' || outcome FROM source WHERE outcome NOT IN ('loaded', 'duplicate', 'skipped', 'failed')
UNION ALL
SELECT 'outcome', 'source ' || id, outcome || ' without a document' FROM source WHERE outcome IN ('loaded', 'duplicate') AND document_id IS NULL
UNION ALL
SELECT 'outcome', 'document ' || id, 'no source gave it' FROM document WHERE id NOT IN (SELECT document_id FROM source WHERE document_id IS NOT NULL)
UNION ALL
SELECT 'outcome', 'run ' || r.id, n.n || ' sources are ' || n.outcome || ', more than it counted'
FROM (SELECT run_id, outcome, count(*) AS n FROM source GROUP BY run_id, outcome) n
JOIN run r ON r.id = n.run_id
WHERE n.n > CASE n.outcome WHEN 'loaded' THEN r.loaded WHEN 'duplicate' THEN r.duplicate WHEN 'skipped' THEN r.skipped WHEN 'failed' THEN r.failed END
UNION ALL
SELECT 'count', 'instrument ' || i.id, 'keeps ' || ifnull(k.citations, 0) || ' citations by ' || ifnull(k.documents, 0) || ' documents; there are '
        || ifnull(n.citations, 0) || ' by ' || ifnull(n.documents, 0)
FROM instrument i
LEFT JOIN citation_count k ON k.instrument_id = i.id
LEFT JOIN (SELECT instrument_id, count(*) AS citations, count(DISTINCT document_id) AS documents
        FROM citation WHERE instrument_id IS NOT NULL AND class <> 'self' GROUP BY instrument_id) n ON n.instrument_id = i.id
WHERE ifnull(k.citations, 0) <> ifnull(n.citations, 0) OR ifnull(k.documents, 0) <> ifnull(n.documents, 0)
UNION ALL
SELECT 'count', 'document_count ' || ifnull(type, '') || ' ' || ifnull(issuer_id, '') || ' ' || ifnull(year, ''), 'keeps ' || sum(kept) || '; there are ' || sum(counted)
FROM (
        SELECT type, issuer_id, year, documents AS kept, 0 AS counted FROM document_count
        UNION ALL
        SELECT type, issuer_id, CASE WHEN date GLOB '[0-9][0-9][0-9][0-9]*' THEN CAST(substr(date, 1, 4) AS INTEGER) END, 0, 1 FROM document
)
GROUP BY type, issuer_id, year HAVING sum(kept) <> sum(counted)
UNION ALL
SELECT 'instrument', 'instrument ' || i.id, 'its document has another one' FROM instrument i JOIN document d ON d.id = i.document_id WHERE d.instrument_id IS NOT i.id
