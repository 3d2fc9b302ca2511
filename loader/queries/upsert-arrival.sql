-- A mail, as its headers say now. In: :path, :member, :message_id, :sender, :recipients, :subject, :sent, :received. Out: id.
INSERT INTO arrival (path, member, message_id, sender, recipients, subject, sent, received)
VALUES (:path, :member, :message_id, :sender, :recipients, :subject, :sent, :received)
ON CONFLICT (path, ifnull(member, '')) DO UPDATE
SET message_id = excluded.message_id, sender = excluded.sender, recipients = excluded.recipients, subject = excluded.subject, sent = excluded.sent,
        received = excluded.received
RETURNING id
