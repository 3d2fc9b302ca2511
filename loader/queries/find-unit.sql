-- Units whose names fold alike. In: :folded. Out: id, name, province.
SELECT id, name, province FROM unit WHERE folded = :folded
