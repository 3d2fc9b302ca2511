-- A source and its outcome. A source that fails keeps the document it held before. One known by its bytes alone is of the type and encoding of those it equals.
-- In: :run_id, :path, :member, :sha256, :bytes, :mtime, :media_type, :encoding, :outcome, :code, :message, :detail, :starts_at, :document_id, :arrival_id. Out: nothing.
INSERT INTO source (run_id, path, member, sha256, bytes, mtime, media_type, encoding, outcome, code, message, detail, starts_at, document_id, arrival_id)
VALUES (:run_id, :path, :member, :sha256, :bytes, :mtime,
        coalesce(:media_type, (SELECT max(media_type) FROM source WHERE document_id = (SELECT id FROM document WHERE sha256 = :sha256))),
        CASE WHEN :media_type IS NULL THEN (SELECT max(encoding) FROM source WHERE document_id = (SELECT id FROM document WHERE sha256 = :sha256)) ELSE :encoding END,
        :outcome, :code, :message, :detail, :starts_at, :document_id, :arrival_id)
ON CONFLICT (path, ifnull(member, '')) DO UPDATE
SET run_id = excluded.run_id, sha256 = excluded.sha256, bytes = excluded.bytes, mtime = excluded.mtime, media_type = excluded.media_type,
        encoding = excluded.encoding, outcome = excluded.outcome, code = excluded.code, message = excluded.message, detail = excluded.detail, starts_at = excluded.starts_at,
        document_id = coalesce(excluded.document_id, document_id), arrival_id = excluded.arrival_id
