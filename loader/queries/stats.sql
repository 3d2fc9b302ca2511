-- Documents by type, year and issuer, and what is cited most, by how many documents; from the counts that are kept. In: :limit (issuers, and cited ones).
-- Out: what (type, year, issuer, cited), value, documents, title (of the cited one), id (of it; null = not held).
SELECT 'type' AS what, value, n AS documents, NULL AS title, NULL AS id FROM (
        SELECT ifnull(type, '') AS value, sum(documents) AS n FROM document_count GROUP BY type HAVING n > 0 ORDER BY n DESC, value)
UNION ALL
SELECT 'year', value, n, NULL, NULL FROM (
        SELECT ifnull(year, '') AS value, sum(documents) AS n FROM document_count GROUP BY year HAVING n > 0 ORDER BY year DESC)
UNION ALL
SELECT 'issuer', value, n, NULL, NULL FROM (
        SELECT ifnull(u.name, '') AS value, g.n
        FROM (SELECT issuer_id, sum(documents) AS n FROM document_count GROUP BY issuer_id HAVING n > 0) g LEFT JOIN unit u ON u.id = g.issuer_id
        ORDER BY n DESC, value LIMIT :limit)
UNION ALL
SELECT 'cited', value, n, title, id FROM (
        SELECT i.key AS value, k.documents AS n, trim(ifnull(i.type, '') || ' ' || ifnull(i.title, '')) AS title, i.document_id AS id
        FROM citation_count k JOIN instrument i ON i.id = k.instrument_id
        WHERE k.documents > 0
        ORDER BY n DESC, value LIMIT :limit)
