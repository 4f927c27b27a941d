#!/usr/bin/env python3
"""Takes one mend of the security review's findings after the other out of a copy of the last commit, and asks the test
that is named beside the finding in docs/reliability.md to notice. All of these tests have to pass first, as the code is.

Usage: tests/mends.py [ID ...], for example H5 M16
"""

import pathlib
import re
import subprocess
import sys
import tempfile
from typing import NamedTuple


class Mend(NamedTuple):
    finding: str
    project: str  # of the test
    test: str
    file: str
    old: str
    new: str


UNIT, INTEGRATION, APPHOST = "UnitTests", "IntegrationTests", "AppHost.Tests"
CORE, CONSOLE = "RechargeSync.Core/", "RechargeSync.Console/"

MENDS = [
    Mend("H1", UNIT, "Order_from_before_go_live_is_not_created", CORE + "Orders/PlatformSteps.cs",
         "var isPast = !row.Released &&", "var isPast = row.Released &&"),
    Mend("H2", INTEGRATION, "Without_redis_what_is_new_is_worked_on_after_a_second", CORE + "Inbox/Sweeper.cs",
         "return new SweepRule(Least(after, s_second), after, InHand: null);", "throw;"),
    Mend("H3", INTEGRATION, "What_is_given_back_is_due_one_after_the_other_at_the_rate",
         CORE + "Storage/Bulk/BulkJobTable.cs",
         "job.begins + @gap * (row_number() OVER (ORDER BY key) - 1) AS due", "now() AS due"),
    Mend("H4", INTEGRATION, "Orders_wait_for_a_side_that_refuses_everything_and_are_placed_once_it_takes_them",
         CORE + "Work/StorePauses.cs",
         "var isSides = failure is", "var isSides = key.Store.Length == 0 && failure is"),
    Mend("H4", UNIT, "Create_at_an_address_that_nobody_knows_is_tried_again",
         "RechargeSync.Platforms/Calls/HttpOutcome.cs",
         "Failure is { Status: 404 or 405 or 410 or 501 }", "Failure is { Status: -1 }"),
    Mend("H5", UNIT, "Create_that_may_still_come_true_is_looked_for_and_not_made_again", CORE + "Orders/CreateRules.cs",
         "begin + settleTime <= now", "begin <= now"),
    Mend("H5", UNIT, "Order_that_reconciliation_found_is_looked_up_before_it_is_created",
         CORE + "Orders/CreateRules.cs",
         "payload.Topic != RechargeTopic.OrderReconciled.Name", "payload.Topic.Length > 0"),
    Mend("H6", INTEGRATION, "Body_of_an_order_that_was_at_rest_long_enough_is_erased_and_all_else_stays",
         CORE + "Storage/PersonalData/RetentionTable.cs",
         "WHERE inbox.id = judged.id AND judged.is_over AND", "WHERE inbox.id = judged.id AND false AND"),
    Mend("H7", INTEGRATION, "Request_that_no_body_could_make_right_is_refused_before_its_body_is_read",
         CORE + "Inbox/WebhookEndpoints.cs",
         "if (claim.Verdict != SignatureVerdict.Valid)",
         "if (claim.Verdict != SignatureVerdict.Valid && storeName.Length == 0)"),
    Mend("H7", INTEGRATION, "Of_a_body_without_an_end_nothing_is_read_after_the_answer",
         CORE + "Inbox/WebhookEndpoints.cs",
         "            HangUp(context);\n", "            _ = nameof(HangUp);\n"),
    Mend("H8", UNIT, "Answer_without_end_is_read_to_its_limit_and_no_further",
         "RechargeSync.Platforms/Calls/HttpOutcome.cs",
         "= await AnswerBody.ReadAsync(response.Content, limit, both.Token);",
         "= (await response.Content.ReadAsByteArrayAsync(both.Token), true);"),
    Mend("M1", INTEGRATION, "Copy_of_a_cookie_is_worth_nothing_after_the_sign_out", CONSOLE + "Access/Sessions.cs",
         "public async Task EndAsync(string token, CancellationToken cancellationToken)\n    {\n"
         "        var hash = Hash(token);",
         "public async Task EndAsync(string token, CancellationToken cancellationToken)\n    {\n"
         "        var hash = Hash(token + token);"),
    Mend("M1", INTEGRATION, "Session_lasts_twelve_hours_however_often_it_is_used", CONSOLE + "Access/Sessions.cs",
         "now - found.SignedInAt >= options.Value.SessionLimit", "now - found.SignedInAt >= TimeSpan.MaxValue"),
    Mend("M2", INTEGRATION, "Sender_of_many_wrong_keys_has_to_wait_and_a_right_key_is_never_locked_out",
         CONSOLE + "Access/AdminAuthentication.cs",
         "if (keys.Find(key) is { } found)", "if (wrong.Add(addresses.Of(Context)) is null && keys.Find(key) is { } found)"),
    Mend("M3", UNIT, "What_is_no_json_is_hidden_whole_from_viewers", CONSOLE + "Payloads/PersonalDataMask.cs",
         ": HiddenOf(words)", ": TextMask.Mask(words)"),
    Mend("M4", UNIT, "Legacy_header_alone_is_not_enough_unless_a_store_says_so", CORE + "Stores/StoreOptions.cs",
         "public bool AcceptLegacySignature { get; set; }", "public bool AcceptLegacySignature { get; set; } = true;"),
    Mend("M5", UNIT, "Update_that_is_older_than_what_the_platform_has_is_sent_again_above_it_by_who_holds_the_lease",
         CORE + "Orders/PlatformSteps.cs", "when version >= row.UpdateVersion =>", "when version < 0 =>"),
    Mend("M5", INTEGRATION, "Update_that_came_late_is_sent_once_more_under_a_new_lease",
         CORE + "Storage/LateWrites/LateWriteTable.cs",
         "database.CreateCommand(s_undo)", 'database.CreateCommand(s_undo[..0] + "SELECT 1")'),
    Mend("M6", INTEGRATION, "Entry_that_is_done_and_still_in_the_stream_delays_no_delivery_that_lost_its_own",
         CORE + "Inbox/Sweeper.cs", "_progress.InHand(group) + s_margin", "TimeSpan.FromDays(1)"),
    Mend("M7", INTEGRATION, "Answer_that_cannot_be_saved_is_a_dead_letter_after_five_tries_and_the_order_is_there_once",
         CORE + "Work/RetryPolicy.cs", "MostRefusedSaves = 5", "MostRefusedSaves = int.MaxValue"),
    Mend("M8", INTEGRATION, "Backlog_of_one_store_keeps_no_order_of_another_from_its_turn",
         CORE + "Storage/Work/WorkSql.cs", "ORDER BY due.turn, due.store", "ORDER BY due.store DESC, due.turn"),
    Mend("M8", UNIT, "Entries_of_a_store_whose_orders_take_long_are_taken_in_without_a_wait",
         CORE + "Work/WorkDispatcher.cs",
         "_holds.Mean(store) >= s_patience", "_holds.Mean(store) >= TimeSpan.MaxValue"),
    Mend("M9", UNIT, "Pages_ask_in_process_and_send_no_operators_proof_over_http",
         CONSOLE + "Payloads/PersonalDataMask.cs",
         'public const string Hidden = "***";',
         'public const string Hidden = "***";\n\n    public static HttpClient Own() => new();'),
    Mend("M10", INTEGRATION, "Ingress_can_do_nothing_else", CORE + "Storage/Access/Privileges.cs",
         '"inbox" => "INSERT, SELECT (store, dedupe_key)"', '"inbox" => "SELECT, INSERT, UPDATE, DELETE"'),
    Mend("M11", INTEGRATION, "Token_that_a_database_gives_out_twice_is_worth_nothing_to_the_first_who_had_it",
         CORE + "Storage/Work/WorkSql.cs",
         "\n                    AND {table}.lease_owner = @owner\n", "\n"),
    Mend("M11", UNIT, "Server_that_could_lose_or_refuse_a_commit_is_not", CORE + "Storage/ServerWatch.cs",
         'commits is "off" or "local" or "remote_write"', "commits is null"),
    Mend("M12", INTEGRATION, "Migration_that_waits_for_a_long_read_lets_those_who_write_through_and_tries_again",
         CORE + "Storage/Migrator.cs", "when (attempt < _patience.Tries &&", "when (attempt < 0 &&"),
    Mend("M13", INTEGRATION, "Recharge_is_asked_once_however_often_somebody_looks", CONSOLE + "Hosting/KeptAnswers.cs",
         "clock.GetElapsedTime(kept.Asked) >= Fresh", "clock.GetElapsedTime(kept.Asked) >= TimeSpan.Zero"),
    Mend("M14", INTEGRATION, "Second_worker_of_a_name_refuses_to_start_and_says_what_to_do",
         CORE + "Work/WorkerNameCheck.cs", "for (var tries = 1; !await", "for (var tries = 1; Tries < 0 && !await"),
    Mend("M15", INTEGRATION, "Store_whose_deliveries_are_all_refused_for_some_minutes_is_told_once",
         CORE + "Inbox/RefusalWatch.cs", "log.DeliveriesRefused(store, since);", "_ = (store, since);"),
    Mend("M16", UNIT, "Refusal_that_one_of_many_requests_caused_is_found_by_halves", CORE + "Batching/GroupCommit.cs",
         "when (batch.Count > 1 && isRefusal", "when (batch.Count < 0 && isRefusal"),
    Mend("M17", INTEGRATION, "Transaction_that_has_been_open_for_long_is_named", CONSOLE + "Doctor/TableChecks.cs",
         "WHERE xact_start < now() - {age}", "WHERE xact_start > now() + {age}"),
    Mend("M18", UNIT, "Token_of_a_checkout_is_in_nothing_that_leaves_the_process", CORE + "Resources/ResourceKey.cs",
         "return Checkout(Convert.ToHexStringLower(hash[..(SHA256.HashSizeInBytes / 2)]));",
         "return Checkout(System.Text.Encoding.UTF8.GetString(token));"),
    Mend("M19", INTEGRATION, "Sign_ins_sign_outs_and_wrong_keys_are_events_with_an_address",
         CONSOLE + "Access/AdminSession.cs", "log.SignedIn(found.Name, found.Role, address);", "_ = (log, address);"),
    Mend("M20", UNIT, "Api_is_called_in_clear_on_this_machine_or_where_it_is_said_aloud",
         CORE + "Stores/CallsInClear.cs",
         "endpoint.AllowHttp || environment.IsDevelopment(),", "endpoint.AllowHttp || environment is not null,"),
    Mend("M21", UNIT, "No_header_of_the_other_side_has_an_order_rest_for_longer_than_a_quarter_of_an_hour",
         CORE + "Work/RetryPolicy.cs", "MostAsked = TimeSpan.FromMinutes(15)", "MostAsked = TimeSpan.FromDays(2)"),
    Mend("M22", APPHOST, "Ingress_has_a_second_replica", "RechargeSync.AppHost/AppHost.cs",
         "isLocal ? 1 : 2", "isLocal ? 1 : 1"),
]


def run(command: list[str], cwd: pathlib.Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)


def build(copy: pathlib.Path, project: str, *more: str) -> None:
    built = run(["dotnet", "build", "-v", "q", "-p:RunAnalyzers=false", *more, project], copy)
    if built.returncode != 0:
        sys.exit(built.stdout)


def failures(copy: pathlib.Path, project: str, tests: list[str]) -> tuple[int, str]:
    """Runs tests; returns how many failed, and what the first of them says."""
    program = copy / f"artifacts/bin/RechargeSync.{project}/debug/RechargeSync.{project}"
    methods = [part for test in tests for part in ("-method", f"*.{test}")]
    ran = run([str(program), *methods, "-noColor"], copy)
    totals = re.search(r"Total: (\d+), Errors: \d+, Failed: (\d+)", ran.stdout)
    if totals is None or int(totals[1]) < len(tests):
        sys.exit(f"Not all of {', '.join(tests)} ran:\n{ran.stdout}")
    said = re.search(r"\[FAIL\]\n(.*)", ran.stdout)
    return int(totals[2]), said[1].strip()[:120] if said else ""


def fails_without(copy: pathlib.Path, mend: Mend) -> tuple[int, str]:
    """Takes a mend out of the assembly that holds it, wherever a copy of that lies; runs its test; puts it back."""
    source = copy / mend.file
    whole = source.read_text()
    if whole.count(mend.old) != 1:
        sys.exit(f"{mend.finding}: {mend.file} does not hold this once: {mend.old}")
    changed = mend.file.split("/")[0]
    copies = list(copy.glob(f"artifacts/bin/*/debug/{changed}.dll"))
    before = copies[0].read_bytes()
    try:
        source.write_text(whole.replace(mend.old, mend.new))
        build(copy, changed, "--no-restore", "--no-dependencies")
        broken = (copy / f"artifacts/bin/{changed}/debug/{changed}.dll").read_bytes()
        for place in copies:
            place.write_bytes(broken)
        return failures(copy, mend.project, [mend.test])
    finally:
        source.write_text(whole)
        for place in copies:
            place.write_bytes(before)


def main() -> int:
    root = pathlib.Path(__file__).resolve().parent.parent
    mends = [mend for mend in MENDS if not sys.argv[1:] or mend.finding in sys.argv[1:]]
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "copy"
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(copy), "HEAD"], cwd=root, check=True)
        try:
            for project in dict.fromkeys(mend.project for mend in mends):
                build(copy, f"tests/RechargeSync.{project}")
                failed, said = failures(copy, project, [mend.test for mend in mends if mend.project == project])
                if failed:
                    sys.exit(f"{failed} fail as the code is: {said}")
            missed = 0
            for mend in mends:
                failed, said = fails_without(copy, mend)
                missed += failed == 0
                print(f"{mend.finding:4} {'caught' if failed else 'MISSED'}  {mend.test}  {said}", flush=True)
            return min(missed, 1)
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(copy)], cwd=root, check=True)


if __name__ == "__main__":
    sys.exit(main())
