-- The columns two tables share, quoted. In: :was, :now, names of tables. Out: the list, in the order of the second.
SELECT group_concat('"' || name || '"', ', ')
FROM pragma_table_info(:now)
WHERE name IN (SELECT name FROM pragma_table_info(:was))
