#!/usr/bin/env bash
# rabbitmq.sh DIRECTORY PORT: a RabbitMQ of its own on loopback, with all it writes below DIRECTORY. SIGTERM ends it.
set -euo pipefail
home="$(realpath -m "$1")"
port="$2"
mkdir -p "$home"

export HOME="$home" RABBITMQ_CONF_ENV_FILE=/dev/null
export RABBITMQ_NODENAME="peer$port@localhost" RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT="$port" RABBITMQ_DIST_PORT=$((port + 1))
export RABBITMQ_MNESIA_BASE="$home/data" RABBITMQ_LOG_BASE="$home/log" RABBITMQ_PID_FILE="$home/pid"
export RABBITMQ_CONFIG_FILE="$home/rabbitmq" RABBITMQ_ENABLED_PLUGINS_FILE="$home/plugins"
export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}'
export ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT=$((port + 2))
: > "$home/plugins"

# Started here, the port mapper does not stay behind as a daemon.
epmd &
mapper=$!
/usr/lib/rabbitmq/bin/rabbitmq-server &
server=$!
trap 'kill "$server" 2>/dev/null || true' TERM INT
wait "$server" || true
wait "$server" || true
kill "$mapper"
