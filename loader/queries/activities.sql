-- The tasks of plans, over all documents, by time. In: :unit (part of the folded name of one that leads or takes part), :role (lead, partner: of that
-- unit), :from, :to (days the task's time touches), :text (folded words in the task's title or points); of the document :type, :issuer; :limit.
-- Out: the document (id, type, key, date, issuer); activity_id, number, title, lead, partners, time, time_start, time_end, budget, product, words,
--      their place, path of a source of the document.
SELECT
        d.id, d.type, coalesce(d.key, d.key_pattern) AS key, d.date, u.name AS issuer,
        a.id AS activity_id, a.number, a.title,
        (SELECT group_concat(m.name, '; ') FROM (SELECT w.name FROM activity_unit x JOIN unit w ON w.id = x.unit_id
                WHERE x.activity_id = a.id AND x.role = 'lead' ORDER BY x.n) m) AS lead,
        (SELECT group_concat(m.name, '; ') FROM (SELECT w.name FROM activity_unit x JOIN unit w ON w.id = x.unit_id
                WHERE x.activity_id = a.id AND x.role = 'partner' ORDER BY x.n) m) AS partners,
        a.time_text AS time, a.time_start, a.time_end, a.budget, a.product,
        substr(CAST(d.text AS BLOB), a.span_begin + 1, a.span_end - a.span_begin) AS words,
        a.span_begin, a.span_end,
        (SELECT s.path FROM source s WHERE s.document_id = d.id ORDER BY s.id LIMIT 1) AS path
FROM activity a
JOIN document d ON d.id = a.document_id
LEFT JOIN unit u ON u.id = d.issuer_id
WHERE ((:unit IS NULL AND :role IS NULL) OR a.id IN (
                SELECT x.activity_id FROM activity_unit x
                WHERE (:role IS NULL OR x.role = :role)
                        AND (:unit IS NULL OR x.unit_id IN (SELECT id FROM unit WHERE trichluc_named(folded, :unit)))))
        AND (:from IS NULL OR coalesce(a.time_end, a.time_start) >= :from)
        AND (:to IS NULL OR coalesce(a.time_start, a.time_end) <= :to)
        AND (:text IS NULL OR instr(trichluc_folded(a.title), :text)
                OR EXISTS (SELECT 1 FROM activity_item p WHERE p.activity_id = a.id AND instr(trichluc_folded(p.text), :text)))
        AND (:type IS NULL OR d.type = :type)
        AND (:issuer IS NULL OR d.issuer_id IN (SELECT id FROM unit WHERE trichluc_named(folded, :issuer)))
ORDER BY a.time_start IS NULL, a.time_start, a.time_end, d.date, a.id
LIMIT :limit
