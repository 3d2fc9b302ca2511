-- The register of incoming documents of an office (Nghị định 30/2020/NĐ-CP, phụ lục IV): those another body issued. In: :issuer (part of the folded name of
-- the office), :type, :from, :to, :limit.
-- Out: its columns, under their official names; what neither document nor mail states - number of arrival, who took it - is empty. The day of arrival is that of
-- the first mail it came in; the note says which mail that was. A covering letter, without type and number in a mail that brought a document, has no row of its own.
WITH came AS ( -- the first mail of each document
        SELECT s.document_id, min(coalesce(a.received, a.sent, '9') || '|' || a.id) AS first
        FROM source s JOIN arrival a ON a.id = s.arrival_id
        WHERE s.document_id IS NOT NULL
        GROUP BY s.document_id
), mail AS (
        SELECT c.document_id, coalesce(a.received, a.sent) AS time, a.kind, a.sender, a.subject, a.message_id
        FROM came c JOIN arrival a ON a.id = CAST(substr(c.first, instr(c.first, '|') + 1) AS INTEGER)
)
SELECT
        coalesce(strftime('%d/%m/%Y', substr(m.time, 1, 10)), '') AS "Ngày đến", '' AS "Số đến",
        coalesce(u.name, '') AS "Tác giả",
        coalesce(d.key, d.key_pattern, '') AS "Số, ký hiệu văn bản",
        CASE WHEN d.date GLOB '????-??-??' THEN strftime('%d/%m/%Y', d.date) ELSE coalesce(d.date, '') END AS "Ngày tháng văn bản",
        coalesce(nullif(trim(coalesce(d.type, '') || ' ' || coalesce(d.title, '')), ''), m.subject, '') AS "Tên loại và trích yếu nội dung văn bản",
        '' AS "Đơn vị hoặc người nhận", '' AS "Ngày chuyển", '' AS "Ký nhận",
        CASE WHEN m.document_id IS NULL THEN '' ELSE CASE m.kind WHEN 'edxml' THEN 'Văn bản điện tử (edXML) của ' ELSE 'Thư điện tử của ' END || coalesce(m.sender, '?') || coalesce(': ' || m.subject, '') || coalesce(' (' || m.message_id || ')', '') END AS "Ghi chú"
FROM document d
LEFT JOIN unit u ON u.id = d.issuer_id
LEFT JOIN mail m ON m.document_id = d.id
WHERE (d.issuer_id IS NULL OR d.issuer_id NOT IN (SELECT id FROM unit WHERE trichluc_named(folded, :issuer)))
        AND (:type IS NULL OR d.type = :type)
        AND (:from IS NULL OR d.date >= :from)
        AND (:to IS NULL OR d.date <= :to)
        AND NOT (d.type IS NULL AND d.number_status = 'absent' AND EXISTS (
                SELECT 1 FROM source s JOIN source o ON o.arrival_id = s.arrival_id JOIN document od ON od.id = o.document_id
                WHERE s.document_id = d.id AND (od.type IS NOT NULL OR od.number_status <> 'absent')))
ORDER BY d.date IS NULL, d.date, u.name, length(d.number), d.number, d.key, d.sha256
LIMIT :limit
