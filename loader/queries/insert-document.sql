-- A document. In: the columns, in this order. Out: nothing.
INSERT INTO document (id, instrument_id, type, key, number_status, key_pattern, date, date_precision, place, issuer_id, parent_id, title, signer_name, signer_position,
        signer_authority, province, district, ward, number, suffix, number_style, archive_codes, drafter, copies, urgency, secrecy, sha256,
        extractor_version, normalizer_version, rules_version, text)
VALUES (:id, :instrument_id, :type, :key, :number_status, :key_pattern, :date, :date_precision, :place, :issuer_id, :parent_id, :title, :signer_name, :signer_position,
        :signer_authority, :province, :district, :ward, :number, :suffix, :number_style, :archive_codes, :drafter, :copies, :urgency, :secrecy, :sha256,
        :extractor_version, :normalizer_version, :rules_version, :text)
