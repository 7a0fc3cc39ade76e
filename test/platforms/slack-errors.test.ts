import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from "@slack/web-api";
import { expect, test } from "vitest";
import { PortError } from "../../src/chat/port.ts";
import { classify, isExpiredTrigger } from "../../src/platforms/slack/errors.ts";

const said = (error: string, more: object = {}) => new WebAPIPlatformError({ ok: false, error, ...more });

test.each([
  ["channel_not_found", "gone", false],
  ["is_archived", "gone", false],
  ["message_not_found", "gone", false],
  ["edit_window_closed", "gone", false],
  ["not_in_channel", "forbidden", false],
  ["missing_scope", "forbidden", false],
  ["invalid_auth", "forbidden", false],
  ["account_inactive", "forbidden", false],
  ["invalid_blocks", "invalid", false],
  ["msg_blocks_too_long", "invalid", false],
  ["ratelimited", "rate_limited", false],
  ["internal_error", "unavailable", true],
  ["fatal_error", "unavailable", true],
  ["something_new", "unknown", false],
])("%s is %s", (code, failure, uncertain) => {
  expect(classify(said(code), "Posting")).toMatchObject({ failure, uncertain, message: expect.stringContaining(code) });
});

test("a limit says how long to wait, in milliseconds", () => {
  expect(classify(new WebAPIRateLimitedError(30), "Posting")).toMatchObject({
    failure: "rate_limited",
    retryAfter: 30_000,
  });
  expect(classify(new WebAPIHTTPError(429, "", { "retry-after": "7" }), "Posting")).toMatchObject({ retryAfter: 7000 });
  expect(classify(new WebAPIHTTPError(429, "", {}), "Posting")).toMatchObject({ retryAfter: 30_000 });
});

test("a lost answer may have been done, a line that never stood cannot have", () => {
  expect(classify(new WebAPIHTTPError(503, "", {}), "Posting")).toMatchObject({
    failure: "unavailable",
    uncertain: true,
  });
  expect(classify(new WebAPIRequestError(new Error("socket hang up")), "Posting")).toMatchObject({
    failure: "unavailable",
    uncertain: true,
  });
  const refused = new Error("fetch failed", { cause: Object.assign(new Error("refused"), { code: "ECONNREFUSED" }) });
  expect(classify(new WebAPIRequestError(refused), "Posting")).toMatchObject({
    failure: "unavailable",
    uncertain: false,
  });
});

test.each([
  ["invalid_auth", /xoxb-.*OAuth & Permissions/],
  ["token_revoked", /install the app/],
  ["not_in_channel", /\/invite @Rapport/],
  ["channel_not_found", /private/],
  ["messages_tab_disabled", /Messages Tab/],
])("%s comes with its remedy", (code, remedy) => {
  expect(classify(said(code), "Posting").remedy).toMatch(remedy);
});

test("a missing scope is named", () => {
  expect(classify(said("missing_scope", { needed: "files:read" }), "Posting").remedy).toMatch(
    /scope files:read .*install/,
  );
});

test("a token that no longer works is told from a channel that does not take us", () => {
  for (const code of ["invalid_auth", "token_revoked", "account_inactive"])
    expect(classify(said(code), "x")).toMatchObject({ failure: "forbidden", ofApp: true });
  for (const code of ["not_in_channel", "missing_scope"])
    expect(classify(said(code), "x")).toMatchObject({ failure: "forbidden", ofApp: false });
});

test("an expired trigger is known in both of Slack's ways to say it", () => {
  for (const code of ["expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"])
    expect(isExpiredTrigger(said(code))).toBe(true);
  const other = (message: string) => said("invalid_arguments", { response_metadata: { messages: [message] } });
  expect(isExpiredTrigger(other("[ERROR] `trigger_id` expired"))).toBe(true);
  expect(isExpiredTrigger(other("[ERROR] missing required field"))).toBe(false);
});

test("what is classified already stays as it is", () => {
  const error = new PortError("gone", "x");
  expect(classify(error, "Posting")).toBe(error);
});
