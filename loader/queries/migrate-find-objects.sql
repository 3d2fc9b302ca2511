-- Objects of one schema. In: nothing. Out: type, name, table, the statement that made it; tables first.
SELECT type, name, tbl_name, sql
FROM sqlite_schema
WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\_%' ESCAPE '\' AND name NOT LIKE 'document\_fts\_%' ESCAPE '\'
ORDER BY type = 'view', type = 'index', name
