-- The register of outgoing documents of an office (Nghị định 30/2020/NĐ-CP, phụ lục IV). In: :issuer (part of the folded name), :type, :from, :to, :limit.
-- Out: its ten columns, under their official names; what no document states - the day it was handed on, who signed for it - is empty.
SELECT
        coalesce(d.key, d.key_pattern, '') AS "Số, ký hiệu văn bản",
        CASE WHEN d.date GLOB '????-??-??' THEN strftime('%d/%m/%Y', d.date) ELSE coalesce(d.date, '') END AS "Ngày tháng văn bản",
        trim(coalesce(d.type, '') || ' ' || coalesce(d.title, '')) AS "Tên loại và trích yếu nội dung văn bản",
        coalesce(d.signer_name, '') AS "Người ký",
        coalesce((SELECT group_concat(r.name, '; ') FROM (SELECT name FROM recipient WHERE document_id = d.id AND name IS NOT NULL ORDER BY n) r), '') AS "Nơi nhận văn bản",
        coalesce(d.archive_codes, '') AS "Đơn vị, người nhận bản lưu",
        coalesce(d.copies, '') AS "Số lượng bản",
        '' AS "Ngày chuyển", '' AS "Ký nhận", '' AS "Ghi chú"
FROM document d
WHERE d.issuer_id IN (SELECT id FROM unit WHERE trichluc_named(folded, :issuer))
        AND (:type IS NULL OR d.type = :type)
        AND (:from IS NULL OR d.date >= :from)
        AND (:to IS NULL OR d.date <= :to)
ORDER BY d.date IS NULL, d.date, length(d.number), d.number, d.key, d.sha256
LIMIT :limit
