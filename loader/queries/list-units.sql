-- The units known. In: :issuer (part of the folded name), :limit. Out: unit_id, name, kind, level, province, documents (it issued).
SELECT
        u.id AS unit_id, u.name, u.kind, u.level, u.province,
        coalesce(d.n, 0) AS documents
FROM unit u
LEFT JOIN (SELECT issuer_id, count(*) AS n FROM document WHERE issuer_id IS NOT NULL GROUP BY issuer_id) d ON d.issuer_id = u.id
WHERE :issuer IS NULL OR instr(u.folded, :issuer)
ORDER BY u.folded, u.province
LIMIT :limit
