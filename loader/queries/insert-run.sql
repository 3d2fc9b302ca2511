-- A run begins. In: :program_version, :rules_version. Out: nothing.
INSERT INTO run (started, program_version, rules_version)
VALUES (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), :program_version, :rules_version)
