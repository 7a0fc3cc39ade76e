import { pino } from "pino";
import { afterEach, describe, expect, test } from "vitest";
import { PortError } from "../../src/chat/port.ts";
import { asMemberId, asOrganizationId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { systemScope } from "../../src/data/scope.ts";
import { change } from "../../src/data/transaction.ts";
import { createDelivery } from "../../src/notify/deliver.ts";
import { tell } from "../../src/notify/tell.ts";
import type { Person, Where } from "../../src/sandbox/driver.ts";
import { card } from "./feature.ts";
import { onEveryPlatform } from "./platforms.ts";

const TEAM: Where = { in: "#team" };
const NOBODY = () => undefined;

onEveryPlatform((stage) => {
  const until = <T>(what: () => T | undefined | null | false) => stage.platform.until(what);
  const saying = (who: Person, text: string, where?: Where) =>
    until(() => who.messages(where).findLast((one) => one.by.isBot && one.text.includes(text)));
  const counting = (who: Person, text: string, where?: Where) =>
    who.messages(where).filter((one) => one.by.isBot && one.text.includes(text)).length;
  const target = (name = "team") => ({ workspace: stage.platform.workspace, place: stage.platform.placeId(name) });
  const { trouble } = stage.platform;
  afterEach(() => trouble.clear());

  const messages = () => from({ database: stage.database.handle }).outgoingMessage;
  const tells = async (name: string, key: string, title: string) => {
    const { database, clock } = stage;
    const { id, organizationId } = await from({ database: database.handle }).member.findFirstOrThrow({
      where: { name },
    });
    const scope = systemScope(database.handle, asOrganizationId(organizationId), clock);
    const to = { member: asMemberId(id) };
    await change(scope, { from: "system" }, (change) => tell(change, { key, to, card: () => card(title) }));
  };
  const started = (more: { readonly patience?: number } = {}) => {
    const { database, clock, port } = stage;
    const ports = new Map([[stage.platform.name, port]]);
    return createDelivery({ database, ports, clock, log: pino({ level: "silent" }), ...more });
  };

  describe("delivered again and again", () => {
    test("a command, a press, a submit and words are done once and answered once", async () => {
      const emma = stage.platform.person("emma");
      trouble.repeat(2);
      await emma.command("/trial card");
      await stage.platform.quiet();
      await saying(emma, "With text");
      expect(counting(emma, "With text")).toBe(1);

      const before = stage.trial.pressed.length;
      await emma.press(emma.last()!, "Tell");
      await stage.platform.quiet();
      await saying(emma, "Told you");
      expect(counting(emma, "Told you")).toBe(1);
      expect(stage.trial.pressed.length).toBe(before + 1);

      await emma.command("/trial small good");
      await until(() => emma.form());
      await emma.fill({ Line: "only once" });
      await emma.submit();
      await stage.platform.quiet();
      await saying(emma, "Noted only once");
      expect(counting(emma, "Noted only once")).toBe(1);
      expect(stage.trial.pressed.filter((note) => note === "only once")).toEqual(["only once"]);

      const heard = stage.trial.heard.length;
      await emma.say("trial show words once");
      await stage.platform.quiet();
      await saying(emma, "words once");
      expect(counting(emma, "words once")).toBe(1);
      expect(stage.trial.heard.length).toBe(heard + 1);
    });
  });

  test("buttons and forms from before a restart work after it", async () => {
    const emma = stage.platform.person("emma");
    await emma.command("/trial card");
    const before = emma.last()!;
    await emma.command("/trial small good");
    await until(() => emma.form());
    await stage.restart();
    await emma.fill({ Line: "survived" });
    expect(await emma.submit()).toEqual({ outcome: "answered" });
    await saying(emma, "Noted survived");
    expect(await emma.press(before, "Mark")).toEqual({ outcome: "answered" });
    await until(() =>
      emma
        .messages()
        .find((one) => one.id === before.id)
        ?.text.includes("Marked"),
    );
  });

  test("a message can be posted, changed, and goes into a thread", async () => {
    const emma = stage.platform.person("emma");
    const sent = await stage.port.post(target(), { card: card("Posted"), key: "k-1", mention: NOBODY });
    await saying(emma, "Posted", TEAM);
    const inThread = { ...target(), thread: sent.message };
    const reply = await stage.port.post(inThread, { card: card("In the thread"), key: "k-2", mention: NOBODY });
    expect(reply.thread).toBe(sent.message);
    await saying(emma, "In the thread", { ...TEAM, thread: sent.message });
    await stage.port.edit(sent, { card: card("Changed"), mention: NOBODY });
    await until(() =>
      emma
        .messages(TEAM)
        .find((one) => one.id === sent.message)
        ?.text.includes("Changed"),
    );
  });

  test("a message is found by its key, also in a thread and after a change", async () => {
    const { workspace, looksThroughGroups, name } = stage.platform;
    const since = stage.clock.now();
    const place = await stage.port.directPlace({ platform: name, workspace, user: stage.platform.userId("emma") });
    for (const there of looksThroughGroups ? [{ workspace, place }, target()] : [{ workspace, place }]) {
      const sent = await stage.port.post(there, { card: card("To be found"), key: "k-3", mention: NOBODY });
      const inThread = { ...there, thread: sent.message };
      const reply = await stage.port.post(inThread, { card: card("Below"), key: "k-4", mention: NOBODY });
      expect(await stage.port.find(there, "k-3", since)).toMatchObject({ message: sent.message });
      expect(await stage.port.find(inThread, "k-4", since)).toMatchObject({ message: reply.message });
      expect(await stage.port.find(there, "k-unknown", since)).toBeUndefined();
      await stage.port.edit(sent, { card: card("Found all the same"), mention: NOBODY });
      expect(await stage.port.find(there, "k-3", since)).toMatchObject({ message: sent.message });
    }
    if (!looksThroughGroups)
      await expect(stage.port.find(target(), "k-3", since)).rejects.toMatchObject({
        failure: "forbidden",
        remedy: expect.stringContaining("scope"),
      });
  });

  test("people are mentioned where the platform knows them, else named", async () => {
    const title = card("Who is next", {
      text: [[{ person: "m1" as never, name: "Li" }, " then ", { person: "m2" as never, name: "Nobody <@U1>" }]],
    });
    const mention = (member: string) => (member === "m1" ? stage.platform.userId("li") : undefined);
    await stage.port.post(target(), { card: title, key: "k-mention", mention });
    const shown = await saying(stage.platform.person("emma"), "Who is next", TEAM);
    expect(shown.text).toContain("@li then Nobody <@U1>");
  });

  test("a post whose answer is lost is uncertain, was done once, and is found, or is the same when it is sent again", async () => {
    const since = stage.clock.now();
    trouble.loseNextAnswer();
    const post = () => stage.port.post(target(), { card: card("Perhaps"), key: "k-lost", mention: NOBODY });
    await expect(post()).rejects.toMatchObject({ failure: "unavailable", uncertain: true });
    const found = stage.platform.looksThroughGroups ? await stage.port.find(target(), "k-lost", since) : await post();
    expect(found?.message).toBe((await saying(stage.platform.person("emma"), "Perhaps", TEAM)).id);
    expect(counting(stage.platform.person("emma"), "Perhaps", TEAM)).toBe(1);
  });

  test("an attempt that was given up sends nothing any more", async () => {
    const wang = stage.platform.person("wang");
    await tells("wang", "k-late", "Once alone");
    const key = "k-late";
    trouble.slowFirstWord(800);
    await started({ patience: 150 }).deliverDue();
    expect(await messages().findFirst({ where: { key } })).toMatchObject({ state: "pending" });
    await messages().updateMany({ where: { key }, data: { nextAt: new Date(0) } });
    await started().deliverDue();
    await saying(wang, "Once alone");
    // Whatever the first attempt still had on its way was answered before this is.
    trouble.slowFirstWord(800);
    await tells("li", "k-after", "After all");
    await started().deliverDue();
    await saying(stage.platform.person("li"), "After all");
    expect(counting(wang, "Once alone")).toBe(1);
  });

  test.each([
    ["who has written to it before", (wang: Person) => wang.say("show good to hear")],
    ["whom it has told something before", async () => void (await tells("wang", "k-before", "Told before"))],
  ])("a direct message that may be there comes once, however long ago, to somebody %s", async (whom, heard) => {
    const accounts = from({ database: stage.database.handle }).identity;
    await accounts.updateMany({ data: { directPlace: null } });
    const wang = stage.platform.person("wang");
    await stage.restart();
    await heard(wang);
    await started().deliverDue();
    await stage.platform.quiet();
    // What it knows of anybody is gone with the process.
    await stage.restart();
    const [key, title] = [`k-ago ${whom}`, `Long ago ${whom}`];
    trouble.loseNextAnswer();
    await tells("wang", key, title);
    await started().deliverDue();
    expect(await messages().findFirst({ where: { key } })).toMatchObject({ state: "pending", uncertain: true });
    await stage.restart();
    const anHour = 61 * 60_000;
    stage.clock.moveAhead(anHour);
    await messages().updateMany({
      where: { key },
      data: { nextAt: new Date(0), createdAt: new Date(Date.now() - anHour) },
    });
    await started().deliverDue();
    expect(await messages().findFirst({ where: { key } })).toMatchObject({ state: "sent" });
    expect(counting(wang, title)).toBe(1);
  });

  test("while posts are refused as too many, forms open and commands are answered", async () => {
    const emma = stage.platform.person("emma");
    trouble.postsTooFast(1);
    const post = stage.port.post(target(), { card: card("Too many"), key: "k-429", mention: NOBODY });
    await expect(post).rejects.toMatchObject({ failure: "rate_limited", retryAfter: 1000, uncertain: false });
    await emma.command("/trial small good");
    await until(() => emma.form());
    await emma.fill({ Line: "meanwhile" });
    expect(await emma.submit()).toEqual({ outcome: "answered" });
    await saying(emma, "Noted meanwhile");
  });

  test("a form that comes too late to open is offered by a button", async () => {
    const emma = stage.platform.person("emma");
    trouble.expireForms();
    await emma.command("/trial seeded");
    const offer = await until(() =>
      emma.messages().findLast((one) => one.buttons.some(({ label }) => label === "Open the form")),
    );
    await emma.press(offer, "Open the form");
    const form = await until(() => emma.form());
    expect(form.fields.find(({ label }) => label === "Words")?.value).toBe("known words");
    await emma.close();
  });

  test("a place that is gone and one the bot is not in are told apart, with what to do", async () => {
    const gone = await stage.port
      .post({ workspace: stage.platform.workspace, place: "C0NOWHERE" }, { card: card("x"), key: "k", mention: NOBODY })
      .catch((error: unknown) => error);
    expect(gone).toBeInstanceOf(PortError);
    expect(gone).toMatchObject({ failure: "gone" });
    const outside = await stage.port
      .post(target("deals"), { card: card("x"), key: "k", mention: NOBODY })
      .catch((error: unknown) => error);
    expect(outside).toMatchObject({ failure: "forbidden", remedy: expect.stringContaining("invite") });
  });

  test("what a person is called, speaks and where they live is known", async () => {
    const { name, workspace } = stage.platform;
    const identity = { platform: name, workspace, user: stage.platform.userId("li") };
    const profile = await stage.port.profile(identity);
    expect(profile).toMatchObject({ name: "li", language: "zh", bot: false });
    expect(profile.zone).toBe(stage.platform.knowsZones ? "Asia/Shanghai" : undefined);
    const place = await stage.port.directPlace(identity);
    await stage.port.post({ workspace, place }, { card: card("Only for Li"), key: "k-direct", mention: NOBODY });
    await saying(stage.platform.person("li"), "Only for Li");
  });

  test("after the connection broke the bot is back by itself, and says truly how it stands", async () => {
    const emma = stage.platform.person("emma");
    expect(stage.port.status().up).toBe(true);
    trouble.disconnect();
    await expect.poll(() => stage.port.status().up).toBe(true);
    await expect.poll(async () => (await emma.command("/trial show back again")).outcome).toBe("answered");
    await saying(emma, "back again");
  });

  test("a revoked token is told with its remedy; what was to be sent waits, and goes out when it is good again", async () => {
    const { port } = stage;
    trouble.revokeToken();
    await tells("emma", "k-waits", "Worth the wait");
    for (let times = 0; times < 8; times += 1) await started().deliverDue();
    const waiting = () => messages().findMany({ where: { key: "k-waits" } });
    expect(await waiting()).toMatchObject([{ state: "pending", uncertain: false, unexplained: 0 }]);
    expect(port.status()).toMatchObject({ up: false, detail: expect.stringMatching(/token/i) });
    const post = port.post(target(), { card: card("x"), key: "k-revoked", mention: NOBODY });
    await expect(post).rejects.toMatchObject({ failure: "forbidden", remedy: expect.stringMatching(/token/i) });
    trouble.clear();
    await started().deliverDue();
    await saying(stage.platform.person("emma"), "Worth the wait");
    expect(await waiting()).toMatchObject([{ state: "sent" }]);
    expect(port.status().up).toBe(true);
  });
});
