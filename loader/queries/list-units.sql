-- The units known. In: :issuer (part of the folded name), :limit. Out: unit_id, name, kind, level, province, documents (it issued).
SELECT
        u.id AS unit_id, u.name, u.kind, u.level, u.province,
        (SELECT count(*) FROM document d WHERE d.issuer_id = u.id) AS documents
FROM unit u
WHERE :issuer IS NULL OR instr(u.folded, :issuer)
ORDER BY u.folded, u.province
LIMIT :limit
