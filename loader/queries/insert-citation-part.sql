-- In: :citation_id, :n, :path, :span_begin, :span_end. Out: nothing.
INSERT INTO citation_part (citation_id, n, path, span_begin, span_end) VALUES (:citation_id, :n, :path, :span_begin, :span_end)
