-- A document. In: the columns, in this order. Out: nothing.
INSERT INTO document (id, instrument_id, type, type_id, key, number_status, key_pattern, date, date_precision, date_missing, place, issuer_id, issuer_name, issuer_abbr,
        issuer_level, parent_id, parent_name, title, signer_name, signer_position, signer_authority, province, district, ward, number, suffix, number_year, type_abbr,
        issuer_abbrs, number_style, archive_codes, drafter, copies, urgency, secrecy, sha256, extractor_version, normalizer_version, rules_version, text, blocks)
VALUES (:id, :instrument_id, :type, :type_id, :key, :number_status, :key_pattern, :date, :date_precision, :date_missing, :place, :issuer_id, :issuer_name, :issuer_abbr,
        :issuer_level, :parent_id, :parent_name, :title, :signer_name, :signer_position, :signer_authority, :province, :district, :ward, :number, :suffix, :number_year,
        :type_abbr, :issuer_abbrs, :number_style, :archive_codes, :drafter, :copies, :urgency, :secrecy, :sha256, :extractor_version, :normalizer_version,
        :rules_version, :text, :blocks)
