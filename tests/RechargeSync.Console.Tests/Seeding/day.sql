-- A day's work of the store "default": what a busy morning leaves behind, and one of everything that a page shows.

CREATE TEMP TABLE work AS
SELECT n, 534900000 + n * 7 AS order_id, now() - make_interval(secs => n * 57 + (n * 37) % 41) - interval '20 seconds' AS at,
       make_interval(secs => 0.35 + ((n * 7919) % 1300) / 1000.0 + CASE WHEN n % 29 = 0 THEN 7.5 ELSE 0 END) AS took, n % 6 = 0 AS prepaid
FROM generate_series(1, 1500) AS n WHERE (n / 60) % 6 <> 4 OR n % 3 = 0;

INSERT INTO inbox (store, topic, resource_key, dedupe_key, body, trace_parent, received_at, enqueued_at, state, finished_at)
SELECT 'default', CASE WHEN prepaid AND n % 4 = 0 THEN 'order/processed' ELSE 'order/created' END, 'order/' || order_id, sha256(('created' || n)::bytea), @body,
       '00-' || md5('trace' || n) || '-' || left(md5('span' || n), 16) || '-01', at, at, 1, at + interval '90 milliseconds'
FROM work ORDER BY at;

INSERT INTO inbox (store, topic, resource_key, dedupe_key, body, received_at, enqueued_at, state, reason, finished_at)
SELECT 'default', 'order/updated', 'order/' || order_id, sha256(('echo' || n)::bytea), @body, at + took + interval '400 milliseconds', at + took, 2, 'echo', at + took + interval '470 milliseconds'
FROM work WHERE n % 5 = 0 ORDER BY at;

INSERT INTO inbox (store, topic, resource_key, dedupe_key, body, received_at, enqueued_at, state, finished_at)
SELECT 'default', 'checkout/processed', 'checkout/' || left(md5('checkout' || n), 20), sha256(('checkout' || n)::bytea), @body, at - interval '2 seconds', at, 1, at
FROM work WHERE n % 3 = 0 ORDER BY at;

INSERT INTO orders (store, order_id, status, is_prepaid, charge_id, address_id, source_updated_at, source_updated_at_is_instant, payload_inbox_id, desired_hash, pushed_hash,
                    platform_order_id, platform_order_number, adopted, pushed_at, order_written_at, charge_written_at, state, intent, attempts, fence, trace_parent, created_at, updated_at, finished_at)
SELECT 'default', order_id, 'success', prepaid, 580000000 + n, 46450000 + n % 900, at, true, inbox.id, '\x01', '\x01', (92810000 + n)::text, (18000 + 1500 - n)::text, false,
       at + took * 0.6, at + took * 0.9, CASE WHEN prepaid THEN at + took END, 2, 0, 0, 3, inbox.trace_parent, at, at + took, at + took
FROM work JOIN inbox ON inbox.store = 'default' AND inbox.resource_key = 'order/' || order_id AND inbox.topic <> 'order/updated';

INSERT INTO carts (store, token, cart_id, cleared_at, state, intent, attempts, fence, created_at, updated_at, finished_at)
SELECT 'default', left(md5('checkout' || n), 20), 'cart-' || n, at, 2, 0, 0, 1, at, at, at FROM work WHERE n % 3 = 0;

-- The story: a prepaid order that met a platform in trouble.
INSERT INTO inbox (store, topic, resource_key, dedupe_key, body, trace_parent, received_at, enqueued_at, state, finished_at)
VALUES ('default', 'order/created', 'order/534919106', sha256('story'), @body, '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', now() - interval '38 minutes', now() - interval '38 minutes', 1, now() - interval '38 minutes' + interval '110 milliseconds');
INSERT INTO orders (store, order_id, status, is_prepaid, charge_id, address_id, source_updated_at, source_updated_at_is_instant, payload_inbox_id, desired_hash, pushed_hash,
                    platform_order_id, platform_order_number, adopted, pushed_at, order_written_at, charge_written_at, state, intent, attempts, fence, trace_parent, created_at, updated_at, finished_at)
SELECT 'default', 534919106, 'success', true, 580825290, 46453225, received_at, true, id, '\x01', '\x01', '92812948', '20417', false,
       received_at + interval '9.2 seconds', received_at + interval '9.6 seconds', received_at + interval '9.9 seconds', 2, 0, 0, 5, trace_parent, received_at, received_at + interval '9.9 seconds', received_at + interval '9.9 seconds'
FROM inbox WHERE dedupe_key = sha256('story');
INSERT INTO failed_attempts (store, resource_key, step, reason, status, detail, request_id, trace_parent, failed_at)
SELECT 'default', resource_key, 1, failed.reason, status, detail, request_id, '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', received_at + after
FROM inbox, (VALUES ('server_error', 503, '{"error":"The warehouse does not answer."}', 'req-7d1c40', interval '1.4 seconds'),
                    ('throttled', 429, '{"error":"Too many requests."}', 'req-7d1c9e', interval '4.1 seconds')) AS failed (reason, status, detail, request_id, after)
WHERE dedupe_key = sha256('story');
INSERT INTO audit_log (actor, action, store, resource_key, note, recorded_at)
SELECT 'olive', 'retry', 'default', resource_key, 'The platform is back.', received_at + interval '8.3 seconds' FROM inbox WHERE dedupe_key = sha256('story');
INSERT INTO inbox (store, topic, resource_key, dedupe_key, body, received_at, enqueued_at, state, reason, finished_at)
SELECT 'default', 'order/updated', resource_key, sha256('story echo'), @body, received_at + interval '10.4 seconds', received_at + interval '10.4 seconds', 2, 'echo', received_at + interval '10.5 seconds'
FROM inbox WHERE dedupe_key = sha256('story');

-- Orders on their way. Due far ahead, so that no worker takes them.
INSERT INTO orders (store, order_id, status, is_prepaid, charge_id, source_updated_at_is_instant, adopted, state, intent, attempts, failing_since, retry_at, due_at, fence, created_at, updated_at)
SELECT 'default', 534950000 + n, 'success', false, 580900000 + n, true, false, 1, 1, 2 + n, now() - interval '6 minutes', now() + make_interval(secs => 20 * n), now() + interval '3 days', 4, now() - interval '7 minutes', now() - interval '40 seconds'
FROM generate_series(1, 3) AS n;
INSERT INTO inbox (store, topic, resource_key, dedupe_key, body, received_at, enqueued_at, state, finished_at)
SELECT 'default', 'order/created', 'order/' || order_id, sha256(('retrying' || order_id)::bytea), @body, created_at, created_at, 1, created_at + interval '80 milliseconds' FROM orders WHERE state = 1;
INSERT INTO orders (store, order_id, status, source_updated_at_is_instant, adopted, state, intent, attempts, fence, created_at, updated_at)
SELECT 'default', 534960000 + n, 'queued', true, false, 0, 0, 0, 1, now() - make_interval(hours => n), now() - make_interval(hours => n) FROM generate_series(1, 5) AS n;

-- What was given up.
INSERT INTO orders (store, order_id, status, is_prepaid, charge_id, source_updated_at_is_instant, adopted, state, reason, intent, attempts, fence, created_at, updated_at, finished_at)
SELECT 'default', first + n, 'success', false, 581000000 + n, true, false, 4, reason, 1, 3, 6, now() - make_interval(hours => 9, mins => 5 * n), now() - make_interval(hours => 2, mins => n), now() - make_interval(hours => 2, mins => n)
FROM (VALUES ('unauthorized', 534970000, 14), ('refused', 534971000, 3), ('foreign_external_id', 534972000, 1)) AS dead (reason, first, size), generate_series(1, size) AS n;
INSERT INTO failed_attempts (store, resource_key, step, reason, status, detail, request_id, failed_at)
SELECT store, 'order/' || order_id, 1, reason, CASE reason WHEN 'unauthorized' THEN 401 ELSE 422 END, '{"error":"' || CASE reason WHEN 'unauthorized' THEN 'The key has expired.' ELSE 'variant V-100-L is not for sale' END || '"}', 'req-' || left(md5(order_id::text), 6), finished_at
FROM orders WHERE state = 4;
INSERT INTO carts (store, token, cart_id, state, reason, intent, attempts, fence, created_at, updated_at, finished_at)
VALUES ('default', 'b7c1f0a29d5e4c60', 'cart-lost', 4, 'server_error', 6, 40, 2, now() - interval '26 hours', now() - interval '1 hour', now() - interval '1 hour');
INSERT INTO inbox (store, topic, resource_key, dedupe_key, body, received_at, enqueued_at, state, reason, finished_at)
SELECT 'default', 'order/created', '', sha256(('odd' || n)::bytea), '{"order":{"id":"not a number"}}', now() - make_interval(mins => 50 * n), now(), 3, 'order.id', now() - make_interval(mins => 50 * n) FROM generate_series(1, 2) AS n;

-- An act on many rows, half done.
INSERT INTO bulk_jobs (store, act, kind, reason, actor, note, total, done, created_at, started_at, due_at)
VALUES ('default', 0, 'order', 'unauthorized', 'olive', 'The key was renewed.', 14, 6, now() - interval '40 seconds', now() - interval '39 seconds', now() + interval '9 days');

-- Reconciliation: a walk without drift, and one with some.
INSERT INTO reconciliation_jobs (store, job, due_at, covered_to) SELECT store, job, now() + interval '9 days', now() - interval '4 minutes'
FROM unnest(ARRAY['default', 'harbour']) AS store, unnest(ARRAY[0, 1]) AS job;
INSERT INTO reconciliation_runs (store, cause, worker, started_at, finished_at, from_at, stage, pages, checked, missing, different, extra, healed)
SELECT 'default', 1, 'worker', now() - make_interval(mins => 15 * n + 4), now() - make_interval(mins => 15 * n + 4) + interval '3.4 seconds', now() - make_interval(mins => 15 * n + 80), 2, 2, 88 + n, 0, 0, 0, 0
FROM generate_series(8, 1, -1) AS n;

-- By what is known of each.
UPDATE orders SET standing = 1, platform_standing = CASE WHEN platform_order_id IS NOT NULL THEN 1 END WHERE status = 'success';
