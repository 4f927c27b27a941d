-- An order all of whose texts try to become part of the page.
INSERT INTO inbox (store, topic, resource_key, dedupe_key, body, received_at, enqueued_at, state, finished_at)
VALUES ('default', 'order/created', 'order/534666001', sha256('hostile'), convert_to('{"order":{"id":534666001,"note":"</code></pre><script>alert(''payload'')</script>","tags":"<img src=x onerror=alert(1)>"}}', 'UTF8'),
        now() - interval '3 hours', now() - interval '3 hours', 1, now() - interval '3 hours');
INSERT INTO orders (store, order_id, status, source_updated_at_is_instant, payload_inbox_id, adopted, platform_order_id, platform_order_number, state, reason, intent, attempts, fence, created_at, updated_at, finished_at)
SELECT 'default', 534666001, '"><script>alert(''status'')</script>', true, id, false, '<b>bold</b>', '"><img src=x onerror=alert(2)>', 4, 'refused', 1, 1, 1, now() - interval '3 hours', now(), now() - interval '3 hours'
FROM inbox WHERE dedupe_key = sha256('hostile');
INSERT INTO failed_attempts (store, resource_key, step, reason, status, detail, request_id, failed_at)
VALUES ('default', 'order/534666001', 1, 'refused', 422, '<script>alert(''detail'')</script>', '"><svg onload=alert(3)>', now() - interval '3 hours');
INSERT INTO audit_log (actor, action, store, resource_key, note, recorded_at)
VALUES ('olive', 'replay', 'default', 'order/534666001', '<script>alert(''note'')</script>', now() - interval '2 hours');
