-- A new unit. In: :name, :kind, :level, :province, :folded. Out: nothing.
INSERT INTO unit (name, kind, level, province, folded) VALUES (:name, :kind, :level, :province, :folded)
