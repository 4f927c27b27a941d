-- The tables of each peer. States are those of RechargeSync's own inbox: 0 received, 1 done, 2 ignored, 3 quarantined, 4 dead.
CREATE TABLE IF NOT EXISTS inbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic text NOT NULL,
    order_id bigint,
    dedupe_key bytea NOT NULL UNIQUE,
    body bytea COMPRESSION lz4 NOT NULL,
    state smallint NOT NULL,
    reason text,
    enqueued_at timestamp with time zone NOT NULL DEFAULT now(),
    finished_at timestamp with time zone
);
CREATE INDEX IF NOT EXISTS inbox_unfinished ON inbox (enqueued_at) WHERE state = 0;

-- One row per order: begun before the platform is called, so that a try after a crash looks before it creates.
CREATE TABLE IF NOT EXISTS orders (
    store text NOT NULL,
    order_id bigint NOT NULL,
    attempts integer NOT NULL DEFAULT 1,
    lease_owner text NOT NULL,
    lease_until timestamp with time zone,
    platform_order_id text,
    platform_order_number text,
    written_at timestamp with time zone,
    PRIMARY KEY (store, order_id)
);
