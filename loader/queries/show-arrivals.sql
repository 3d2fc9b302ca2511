-- The mails documents came in. In: :key or :id. Out: document_id, received, sent, sender, recipients, mail_subject, message_id, path, member.
SELECT s.document_id, a.received, a.sent, a.sender, a.recipients, a.subject AS mail_subject, a.message_id, s.path, s.member
FROM document d
JOIN source s ON s.document_id = d.id
JOIN arrival a ON a.id = s.arrival_id
WHERE d.key = :key OR d.id = :id
ORDER BY s.document_id, coalesce(a.received, a.sent), a.message_id, s.path, s.member
