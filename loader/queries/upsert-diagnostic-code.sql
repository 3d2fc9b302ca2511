-- A code in words, as this version of the program says it. In: :name, :severity, :message_vi, :message_en, :todo_vi, :todo_en. Out: nothing.
INSERT INTO diagnostic_code (name, severity, message_vi, message_en, todo_vi, todo_en)
VALUES (:name, :severity, :message_vi, :message_en, :todo_vi, :todo_en)
ON CONFLICT (name) DO UPDATE
SET severity = excluded.severity, message_vi = excluded.message_vi, message_en = excluded.message_en, todo_vi = excluded.todo_vi, todo_en = excluded.todo_en
WHERE (severity, message_vi, message_en, todo_vi, todo_en)
        IS NOT (excluded.severity, excluded.message_vi, excluded.message_en, excluded.todo_vi, excluded.todo_en)
