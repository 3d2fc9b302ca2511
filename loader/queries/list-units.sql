-- The units known. In: :issuer (part of the folded name), :limit. Out: unit_id, name, kind, level, province, documents (it issued), successor (who took over, and since when).
SELECT
        u.id AS unit_id, u.name, u.kind, u.level, u.province,
        coalesce(d.n, 0) AS documents,
        (SELECT group_concat(s.successor || coalesce(' (' || s.since || ')', ''), '; ') FROM unit_succession s
                WHERE u.folded = s.predecessor_folded OR substr(u.folded, -length(s.predecessor_folded) - 1) = ' ' || s.predecessor_folded) AS successor
FROM unit u
LEFT JOIN (SELECT issuer_id, count(*) AS n FROM document WHERE issuer_id IS NOT NULL GROUP BY issuer_id) d ON d.issuer_id = u.id
WHERE :issuer IS NULL OR trichluc_named(u.folded, :issuer)
ORDER BY u.folded, u.province
LIMIT :limit
