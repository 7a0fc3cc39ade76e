import type { WebClient } from "@slack/web-api";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { SlackSandbox } from "../../src/sandbox/slack/contract.ts";
import { clientOf, refusal, startSandbox } from "./sandbox-slack-app.ts";

let sandbox: SlackSandbox;
let client: WebClient;

beforeEach(async () => {
  sandbox = await startSandbox({ rates: false });
  client = clientOf(sandbox);
});
afterEach(() => sandbox.stop());

const sales = () => sandbox.idOf("#sales");
const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });
const shown = () => sandbox.person("emma").messages({ in: "#sales" });

test("users are told with zone and locale; strangers and the deactivated are not found", async () => {
  const emma = await client.users.info({ user: sandbox.idOf("emma"), include_locale: true });
  expect(emma.user).toMatchObject({
    tz: "Europe/London",
    locale: "en-GB",
    profile: { email: "emma@huaxin.example" },
  });
  expect(await client.users.lookupByEmail({ email: "EMMA@huaxin.example" })).toMatchObject({
    user: { id: sandbox.idOf("emma") },
  });
  expect(await refusal(client.users.lookupByEmail({ email: "gone@huaxin.example" }))).toMatchObject({
    error: "users_not_found",
  });
  expect(await refusal(client.users.info({ user: "U0" }))).toMatchObject({ error: "user_not_found" });
  expect(await refusal(client.conversations.open({ users: sandbox.idOf("gone") }))).toMatchObject({
    error: "user_disabled",
  });
});

test("a guest is found by mail and marked as one; mails are looked up fifty times a minute", async () => {
  await sandbox.addUser({ name: "guest", realName: "Guest", email: "guest@elsewhere.example", isGuest: true });
  const { user } = await client.users.lookupByEmail({ email: "guest@elsewhere.example" });
  expect(user).toMatchObject({ is_restricted: true, is_bot: false, deleted: false });
  await sandbox.stop();
  sandbox = await startSandbox();
  client = clientOf(sandbox);
  for (let count = 0; count < 50; count++) await client.users.lookupByEmail({ email: "emma@huaxin.example" });
  const late = await client.users.lookupByEmail({ email: "emma@huaxin.example" }).catch((error: unknown) => error);
  expect(late).toMatchObject({ retryAfter: expect.any(Number) });
});

test("channels the bot is not in are listed when public, and not readable", async () => {
  const list = await client.conversations.list({ types: "public_channel,private_channel", exclude_archived: true });
  expect(list.channels?.map((channel) => [channel.name, channel.is_member])).toEqual([
    ["sales", true],
    ["quiet", false],
  ]);
  expect(await refusal(client.conversations.history({ channel: sandbox.idOf("#quiet") }))).toMatchObject({
    error: "not_in_channel",
  });
  expect(await client.conversations.members({ channel: sales() })).toMatchObject({
    members: expect.arrayContaining([sandbox.idOf("emma")]),
  });
});

test("a file is uploaded in three steps and shared", async () => {
  await client.files.uploadV2({
    channel_id: sales(),
    filename: "list.csv",
    content: "客户,金额\n宏达,1",
    initial_comment: "here",
  });
  expect(shown()).toMatchObject([{ text: "here", files: [{ name: "list.csv", content: "客户,金额\n宏达,1" }] }]);
  const bodyless = refusal(
    client.files.completeUploadExternal({ files: [{ id: "F0", title: "x" }], channel_id: sales() }),
  );
  expect(await bodyless).toMatchObject({ error: "file_not_found" });
});

test("views.publish takes a home for a person here, and refuses too much", async () => {
  const user_id = sandbox.idOf("emma");
  await client.views.publish({ user_id, view: { type: "home", blocks: [section("day") as never] } });
  expect(sandbox.person("emma").home()?.lines).toEqual(["day"]);
  const large = {
    type: "home" as const,
    blocks: Array.from({ length: 90 }, () => section("x".repeat(3000)) as never),
  };
  expect(await refusal(client.views.publish({ user_id, view: large }))).toMatchObject({ error: "view_too_large" });
  expect(await refusal(client.views.publish({ user_id: "U0", view: { type: "home", blocks: [] } }))).toMatchObject({
    error: "invalid_arguments",
  });
  expect(sandbox.person("emma").home()?.lines).toEqual(["day"]);
});

test("blocks.validate needs no token and points at what is wrong", async () => {
  const validate = async (body: object) =>
    (
      await fetch(`${sandbox.apiUrl}blocks.validate`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      })
    ).json();
  expect(await validate({ blocks: [section("x")] })).toEqual({ ok: true });
  expect(await validate({ blocks: [section("x".repeat(3001))] })).toMatchObject({
    ok: false,
    error: "invalid_blocks",
    errors: [{ pointer: "/0/text/text", code: "failed_constraint" }],
  });
  expect(await validate({ view: { type: "modal", blocks: [] } })).toMatchObject({
    error: "invalid_view",
    errors: [{ pointer: "", code: "missing_field" }],
  });
  expect(await validate({})).toEqual({ ok: false, error: "invalid_arguments" });
});
