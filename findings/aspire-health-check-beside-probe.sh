#!/usr/bin/env bash
# Aspire.Hosting 13.6.5
# Guess:   a resource may have a health check for AppHost and a readiness probe for its deployment on one path, /health.
# Happens: the second call throws, since both register a health check under the key of endpoint and path; in publish mode
#          too, where no health check will ever run. Either call alone is fine.
# Seen:    Resource 'svc' already has a health check with key 'svc_http_/health_200_check'.
. "$(dirname "$0")/lib.sh"

apphost <<'CS'
#pragma warning disable ASPIREPROBES001
var builder = DistributedApplication.CreateBuilder(args);
var check = builder.AddExecutable("check", "sleep", ".", "60").WithHttpEndpoint().WithHttpHealthCheck("/health");
var probe = builder.AddExecutable("probe", "sleep", ".", "60").WithHttpEndpoint().WithHttpProbe(ProbeType.Readiness, "/health");
try
{
    check.WithHttpProbe(ProbeType.Readiness, "/health");
    Console.WriteLine("accepted");
}
catch (DistributedApplicationException e)
{
    Console.WriteLine(e.Message);
}
CS
refused="*already has a health check with key*"
judge "$(answer 30 AppHost) / $(answer 30 AppHost --publisher manifest --output-path "$work/m.json")" "$refused / $refused" \
  "WithHttpHealthCheck and WithHttpProbe on one path throw 'already has a health check', in run and in publish mode"
