-- The register of incoming documents of an office (Nghị định 30/2020/NĐ-CP, phụ lục IV): those another body issued. In: :issuer (part of the folded name of
-- the office), :type, :from, :to, :limit.
-- Out: its columns, under their official names; what no document states - day and number of arrival, who took it - is empty.
SELECT
        '' AS "Ngày đến", '' AS "Số đến",
        coalesce(u.name, '') AS "Tác giả",
        coalesce(d.key, d.key_pattern, '') AS "Số, ký hiệu văn bản",
        CASE WHEN d.date GLOB '????-??-??' THEN strftime('%d/%m/%Y', d.date) ELSE coalesce(d.date, '') END AS "Ngày tháng văn bản",
        trim(coalesce(d.type, '') || ' ' || coalesce(d.title, '')) AS "Tên loại và trích yếu nội dung văn bản",
        '' AS "Đơn vị hoặc người nhận", '' AS "Ngày chuyển", '' AS "Ký nhận", '' AS "Ghi chú"
FROM document d
LEFT JOIN unit u ON u.id = d.issuer_id
WHERE (d.issuer_id IS NULL OR d.issuer_id NOT IN (SELECT id FROM unit WHERE instr(folded, :issuer)))
        AND (:type IS NULL OR d.type = :type)
        AND (:from IS NULL OR d.date >= :from)
        AND (:to IS NULL OR d.date <= :to)
ORDER BY d.date IS NULL, d.date, u.name, length(d.number), d.number, d.key, d.sha256
LIMIT :limit
