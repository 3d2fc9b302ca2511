-- Documents by type, year and issuer, and what is cited most. In: :limit (rows of each). Out: what, value, n.
SELECT 'type' AS what, value, n FROM (
        SELECT coalesce(type, '') AS value, count(*) AS n FROM document GROUP BY 1 ORDER BY n DESC, value LIMIT :limit)
UNION ALL
SELECT 'year', value, n FROM (
        SELECT coalesce(substr(date, 1, 4), '') AS value, count(*) AS n FROM document GROUP BY 1 ORDER BY value DESC LIMIT :limit)
UNION ALL
SELECT 'issuer', value, n FROM (
        SELECT coalesce(u.name, '') AS value, count(*) AS n FROM document d LEFT JOIN unit u ON u.id = d.issuer_id GROUP BY d.issuer_id ORDER BY n DESC, value LIMIT :limit)
UNION ALL
SELECT 'cited', value, n FROM (
        SELECT i.key AS value, count(DISTINCT c.document_id) AS n
        FROM citation c JOIN instrument i ON i.id = c.instrument_id
        WHERE c.class <> 'self'
        GROUP BY i.id ORDER BY n DESC, value LIMIT :limit)
