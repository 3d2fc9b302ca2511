-- The parts its citations name. In: :id of a document. Out: n of the citation, path, span_begin, span_end.
SELECT c.n, p.path, p.span_begin, p.span_end FROM citation c JOIN citation_part p ON p.citation_id = c.id WHERE c.document_id = :id ORDER BY c.n, p.n
