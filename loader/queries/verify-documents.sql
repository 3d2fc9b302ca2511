-- Each document with what full text counted in it. In: nothing. Out: id, title, sz (two variable-length integers), text.
SELECT d.id, d.title, f.sz, d.text FROM document d JOIN document_fts_docsize f ON f.id = d.id ORDER BY d.id
