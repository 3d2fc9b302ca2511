-- A mail, as its headers say now. In: :kind, :path, :member, :message_id, :sender, :recipients, :subject, :sent, :received. Out: id.
INSERT INTO arrival (kind, path, member, message_id, sender, recipients, subject, sent, received)
VALUES (:kind, :path, :member, :message_id, :sender, :recipients, :subject, :sent, :received)
ON CONFLICT (path, ifnull(member, '')) DO UPDATE
SET kind = excluded.kind, message_id = excluded.message_id, sender = excluded.sender, recipients = excluded.recipients, subject = excluded.subject, sent = excluded.sent,
        received = excluded.received
RETURNING id
