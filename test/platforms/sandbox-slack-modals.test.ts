import type { View } from "@slack/types";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { NotOnScreen, type Person } from "../../src/sandbox/driver.ts";
import type { SlackSandbox } from "../../src/sandbox/slack/contract.ts";
import { call, makeApp, startSandbox } from "./sandbox-slack-app.ts";

let sandbox: SlackSandbox;
let stop: () => Promise<void>;
let wei: Person;
const bodies: { readonly view?: { readonly state: { readonly values: unknown } } }[] = [];

const text = (value: string) => ({ type: "plain_text" as const, text: value });
const option = (value: string) => ({ text: text(`Label ${value}`), value });
const input = (id: string, label: string, element: object, more: object = {}) =>
  ({ type: "input", block_id: id, label: text(label), element: { action_id: "value", ...element }, ...more }) as never;

const form = (title = "Visit"): View => ({
  type: "modal",
  callback_id: "visit",
  private_metadata: "kept",
  notify_on_close: true,
  title: text(title),
  submit: text("Save"),
  close: text("Back"),
  blocks: [
    {
      type: "section",
      block_id: "intro",
      text: { type: "mrkdwn", text: "*Who* did you meet?" },
      accessory: { type: "button", action_id: "more", text: text("More"), value: "m1" },
    },
    input("customer", "Customer", { type: "external_select", min_query_length: 1 }),
    input("notes", "Notes", { type: "plain_text_input", multiline: true, max_length: 20 }),
    input("amount", "Amount", { type: "number_input", is_decimal_allowed: true, min_value: "0" }, { optional: true }),
    input("on", "Next on", { type: "datepicker", initial_date: "2026-12-02" }, { optional: true }),
    input("at", "At", { type: "timepicker" }, { optional: true }),
    input("when", "When", { type: "datetimepicker" }, { optional: true }),
    input(
      "kind",
      "Kind",
      { type: "static_select", options: [option("a"), option("b")] },
      { optional: true, dispatch_action: true },
    ),
    input("tags", "Tags", { type: "multi_static_select", options: [option("x"), option("y")] }, { optional: true }),
    input("way", "Way", { type: "radio_buttons", options: [option("call"), option("visit")] }, { optional: true }),
    input("sure", "Sure", { type: "checkboxes", options: [option("yes")] }, { optional: true }),
    input("who", "With", { type: "multi_users_select" }, { optional: true }),
    input("where", "Where", { type: "conversations_select" }, { optional: true }),
    input("mail", "Mail", { type: "email_text_input" }, { optional: true }),
    input("link", "Link", { type: "url_text_input" }, { optional: true }),
    input("rich", "Rich", { type: "rich_text_input" }, { optional: true }),
    input("paper", "Paper", { type: "file_input" }, { optional: true }),
  ],
});

beforeAll(async () => {
  sandbox = await startSandbox();
  const { app, start, stop: end } = makeApp(sandbox);
  stop = end;
  app.command("/visit", async ({ command, ack, client }) => {
    await ack();
    await client.views.open({ trigger_id: command.trigger_id, view: form() });
  });
  app.options("value", async ({ body, ack, options }) => {
    bodies.push(body as never);
    const all = ["宏达机电", "宏达贸易", "华信"].map((name, index) => ({ text: text(name), value: `c${index}` }));
    if (options.value === "all")
      return ack({ options: Array.from({ length: 101 }, (_, index) => option(String(index))) });
    await ack({ options: all.filter((each) => each.text.text.includes(options.value)) });
  });
  app.action("value", async ({ body, ack }) => {
    bodies.push(body as never);
    await ack();
  });
  app.action("more", async ({ body, ack, client }) => {
    bodies.push(body as never);
    await ack();
    const { trigger_id, view } = body as never as { trigger_id: string; view: { id: string; hash: string } };
    if (view && wei.form()?.title === "Visit") await client.views.push({ trigger_id, view: form("Second") });
  });
  app.view("visit", async ({ ack, body, view }) => {
    bodies.push(body as never);
    const notes = view.state.values.notes?.value?.value ?? "";
    if (notes === "wrong") return ack({ response_action: "errors", errors: { notes: "Not so." } });
    if (notes === "unknown") return ack({ response_action: "errors", errors: { nothing: "?" } });
    if (notes === "update") return ack({ response_action: "update", view: form("Updated") });
    if (notes === "broken") return ack({ response_action: "update", view: form("x".repeat(25)) });
    if (notes === "push") return ack({ response_action: "push", view: form("Pushed") });
    if (notes === "clear") return ack({ response_action: "clear" });
    if (notes === "late") return;
    await ack();
  });
  app.view({ type: "view_closed", callback_id: "visit" }, async ({ ack, body }) => {
    bodies.push(body as never);
    await ack();
  });
  await start();
  wei = sandbox.person("liwei");
});
afterAll(async () => {
  await stop();
  await sandbox.stop();
});
beforeEach(async () => {
  if (wei.form()) await wei.close({ all: true });
  await wei.command("/visit");
  await sandbox.until(() => wei.form(), { what: "the form" });
  bodies.length = 0;
});

describe("a form", () => {
  test("is shown as a person reads it", () => {
    expect(wei.form()).toMatchObject({
      title: "Visit",
      submit: "Save",
      close: "Back",
      depth: 1,
      lines: ["Who did you meet?"],
      buttons: [{ label: "More", id: "more" }],
    });
    expect(wei.form()?.fields.map((field) => [field.label, field.kind])).toEqual([
      ["Customer", "choice"],
      ["Notes", "text"],
      ["Amount", "number"],
      ["Next on", "date"],
      ["At", "time"],
      ["When", "datetime"],
      ["Kind", "choice"],
      ["Tags", "choices"],
      ["Way", "choice"],
      ["Sure", "check"],
      ["With", "people"],
      ["Where", "conversation"],
      ["Mail", "email"],
      ["Link", "url"],
      ["Rich", "rich_text"],
      ["Paper", "file"],
    ]);
    expect(wei.form()?.fields[3]).toMatchObject({ value: "2026-12-02" });
  });

  test("sends every kind of value as Slack does", async () => {
    const emma = sandbox.idOf("emma");
    const file = sandbox.desk.addFile({ user: wei.id, name: "a.csv", content: "1" });
    await wei.fill({ Customer: "宏达机电", Notes: "good", Amount: 12.5, At: "09:30", When: "2026-12-02 10:00" });
    await wei.fill({
      Kind: "Label b",
      Tags: ["x", "Label y"],
      Way: "call",
      Sure: true,
      With: ["@Emma"],
      Where: "#sales",
    });
    await wei.fill({ Mail: "a@b.cn", Link: "https://a.cn", Rich: "rich", Paper: [file] });
    expect(await wei.submit()).toEqual({ outcome: "answered" });
    expect(bodies.at(-1)?.view?.state.values).toMatchObject({
      customer: { value: { type: "external_select", selected_option: { value: "c0", text: text("宏达机电") } } },
      notes: { value: { type: "plain_text_input", value: "good" } },
      amount: { value: { type: "number_input", value: "12.5" } },
      on: { value: { type: "datepicker", selected_date: "2026-12-02" } },
      at: { value: { type: "timepicker", selected_time: "09:30" } },
      when: { value: { type: "datetimepicker", selected_date_time: 1_796_176_800 } },
      kind: { value: { selected_option: { value: "b" } } },
      tags: { value: { selected_options: [{ value: "x" }, { value: "y" }] } },
      way: { value: { selected_option: { value: "call" } } },
      sure: { value: { selected_options: [{ value: "yes" }] } },
      who: { value: { selected_users: [emma] } },
      where: { value: { selected_conversation: sandbox.idOf("#sales") } },
      mail: { value: { value: "a@b.cn" } },
      link: { value: { value: "https://a.cn" } },
      rich: { value: { type: "rich_text_input", rich_text_value: { type: "rich_text" } } },
      paper: { value: { type: "file_input", files: [{ id: file, name: "a.csv" }] } },
    });
    expect(bodies.at(-1)).toMatchObject({
      type: "view_submission",
      view: { private_metadata: "kept", callback_id: "visit" },
      response_urls: [],
    });
    expect(wei.form()).toBeUndefined();
  });

  test("asks the app for options while one types, and takes only what was offered", async () => {
    expect((await wei.suggestions("Customer", "宏达")).map((each) => each.label)).toEqual(["宏达机电", "宏达贸易"]);
    expect(bodies.at(-1)).toMatchObject({
      type: "block_suggestion",
      value: "宏达",
      block_id: "customer",
      container: { type: "view" },
    });
    await expect(wei.fill({ Customer: "宏" })).rejects.toThrow(NotOnScreen);
    expect(await wei.suggestions("Customer", "all"), "more than 100 options are none").toEqual([]);
    const view = wei.form()!.id;
    const raw = { user: wei.id, place: { kind: "view" as const, view }, block_id: "customer", action_id: "value" };
    await expect(sandbox.desk.enter({ ...raw, entry: "c99" })).rejects.toThrow("there is no option c99");
  });

  test("with a required field empty, or a value the client can judge, is not sent at all", async () => {
    await wei.fill({ Mail: "nobody", Amount: -1, Notes: "x".repeat(21) });
    expect(await wei.submit()).toMatchObject({ outcome: "failed" });
    const errors = wei
      .form()
      ?.fields.filter((field) => field.error)
      .map((field) => [field.id && field.label, field.error]);
    expect(errors).toEqual([
      ["Customer", "Please complete this required field."],
      ["Notes", "Enter at most 20 characters."],
      ["Amount", "Enter 0 or more."],
      ["Mail", "Enter a valid email address."],
    ]);
    expect(bodies).toEqual([]);
  });

  const field = (label: string) => wei.form()?.fields.find((each) => each.label === label);

  const fillAnd = async (notes: string) => {
    await wei.fill({ Customer: "华信", Notes: notes });
    return wei.submit();
  };

  test("stays with what was typed when the app refuses, and goes when it is mended", async () => {
    expect(await fillAnd("wrong")).toEqual({ outcome: "answered" });
    expect(wei.form()?.fields[1]).toMatchObject({ value: "wrong", error: "Not so." });
    await wei.fill({ Notes: "right" });
    expect(wei.form()?.fields[1]).not.toHaveProperty("error");
    await wei.submit();
    expect(wei.form()).toBeUndefined();
  });

  test("is updated, pushed upon and cleared by the answer", async () => {
    await fillAnd("update");
    expect(wei.form()).toMatchObject({ title: "Updated", depth: 1 });
    expect([field("Customer")?.shown, field("Notes")?.value], "what was entered stays").toEqual(["华信", "update"]);
    await fillAnd("push");
    expect(wei.form()).toMatchObject({ title: "Pushed", depth: 2 });
    expect(field("Notes")?.value).toBeNull();
    await fillAnd("push");
    expect(await fillAnd("push"), "three deep at most").toMatchObject({ outcome: "failed" });
    expect(wei.form()).toMatchObject({ depth: 3 });
    await fillAnd("clear");
    expect(wei.form()).toBeUndefined();
  });

  test("says trouble and stays when the answer is late or none Slack knows", async () => {
    for (const notes of ["late", "unknown", "broken"]) {
      expect(await fillAnd(notes)).toMatchObject({ notice: "We had some trouble connecting. Try again?" });
      expect([wei.form()?.title, field("Notes")?.value]).toEqual(["Visit", notes]);
    }
  });

  test("pushes on a press, closes one by one, and tells when asked to", async () => {
    await wei.fill({ Notes: "kept" });
    await wei.press("form", "More");
    expect(bodies.at(-1)).toMatchObject({
      type: "block_actions",
      container: { type: "view" },
      actions: [{ action_id: "more", block_id: "intro", value: "m1", type: "button" }],
      view: { state: { values: { notes: { value: { value: "kept" } } } } },
    });
    await sandbox.until(() => wei.form()?.depth === 2);
    await wei.close();
    expect([wei.form()?.title, field("Notes")?.value]).toEqual(["Visit", "kept"]);
    expect(bodies.at(-1)).toMatchObject({
      type: "view_closed",
      is_cleared: false,
      view: { title: { text: "Second" } },
    });
  });

  test("sends block_actions for a field with dispatch_action", async () => {
    await wei.fill({ Kind: "a" });
    expect(bodies.at(-1)).toMatchObject({
      type: "block_actions",
      actions: [{ block_id: "kind", selected_option: { value: "a" } }],
    });
  });

  test("cannot be used by anybody else", async () => {
    const place = { kind: "view" as const, view: wei.form()!.id };
    await expect(
      sandbox.desk.act({ user: sandbox.idOf("emma"), place, block_id: "intro", action_id: "more" }),
    ).rejects.toThrow("no longer there");
    expect(bodies).toEqual([]);
  });
});

test("views.update with an old hash is refused, with the newest accepted", async () => {
  const update = (body: object) => call(sandbox, "views.update", body);
  const id = wei.form()!.id;
  expect(await update({ view_id: id, hash: "1.old", view: form("No") })).toEqual({ ok: false, error: "hash_conflict" });
  expect(wei.form()?.title).toBe("Visit");
  const first = await update({ view_id: id, view: form("Yes") });
  expect(first).toMatchObject({ ok: true, view: { id, title: { text: "Yes" } } });
  expect(await update({ view_id: id, hash: (first.view as { hash: string }).hash, view: form("Again") })).toMatchObject(
    { ok: true },
  );
  expect(await update({ view_id: "V000", view: form("No") })).toEqual({ ok: false, error: "not_found" });
});
