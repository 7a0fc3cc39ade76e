import { afterEach, describe, expect, test } from "vitest";
import type { Person } from "../../src/sandbox/driver.ts";
import { onEveryPlatform } from "./platforms.ts";

/** Not text, in a name that is not ASCII. */
const SHEET = { name: "客户 2026-11-26.xlsx", bytes: Uint8Array.from({ length: 300_000 }, (_, index) => index % 251) };

onEveryPlatform((stage) => {
  const { trouble } = stage.platform;
  afterEach(() => trouble.clear());
  const saying = (who: Person, text: string) =>
    stage.platform.until(() => who.messages().findLast((one) => one.by.isBot && one.text.includes(text)));
  const filesOf = (who: Person, where = {}) => who.messages(where).flatMap(({ files }) => files);

  describe("a file for somebody", () => {
    const directOf = async (name: string) => {
      const { workspace } = stage.platform;
      const user = stage.platform.userId(name);
      return { workspace, place: await stage.port.directPlace({ platform: stage.platform.name, workspace, user }) };
    };
    let sends = 0;
    const send = async (name: string, file = SHEET) =>
      stage.port.sendFile(await directOf(name), { ...file, key: `file-${++sends}` });

    test("lies in their direct chat whole, under its name, and nowhere else", async () => {
      await send("emma");
      const emma = stage.platform.person("emma");
      const [given] = await stage.platform.until(() => filesOf(emma).length > 0 && filesOf(emma));
      expect(given?.name).toBe(SHEET.name);
      expect(Buffer.compare(Buffer.from(given?.bytes ?? []), Buffer.from(SHEET.bytes))).toBe(0);
      expect(emma.last()?.by.isBot).toBe(true);
      expect(filesOf(stage.platform.person("li"))).toEqual([]);
    });

    test("goes below a card in its thread", async () => {
      const { workspace } = stage.platform;
      const target = { workspace, place: stage.platform.placeId("team") };
      const card = { tone: "done", title: "Sheet", plain: "Sheet" } as const;
      const sent = await stage.port.post(target, { card, key: "sheet", mention: () => undefined });
      await stage.port.sendFile({ ...target, thread: sent.message }, { ...SHEET, key: "thread" });
      const li = stage.platform.person("li");
      const top = await stage.platform.until(() =>
        li.messages({ in: "#team" }).findLast(({ text }) => text.includes("Sheet")),
      );
      await stage.platform.until(() => filesOf(li, { in: "#team", thread: top }).length === 1);
      expect(filesOf(li, { in: "#team" })).toEqual([]);
    });

    test("whose sending got no answer may be there and comes once; one that was not uploaded is surely not", async () => {
      const wang = stage.platform.person("wang");
      await wang.command("/trial card");
      const now = stage.clock.now();
      const file = { ...SHEET, name: "uncertain.xlsx" };
      const target = await directOf("wang");
      trouble.loseNextFile("bytes");
      await expect(send("wang", file)).rejects.toMatchObject({ failure: "unavailable", uncertain: false });
      expect(await stage.port.hasFile(target, file, now)).toBe(false);
      trouble.loseNextFile("answer");
      const sent = stage.port.sendFile(target, { ...file, key: "uncertain" });
      await expect(sent).rejects.toMatchObject({ failure: "unavailable", uncertain: true });
      if (!(await stage.port.hasFile(target, file, now)))
        await stage.port.sendFile(target, { ...file, key: "uncertain" });
      await stage.platform.until(() => filesOf(wang).length > 0);
      expect(filesOf(wang).map(({ name }) => name)).toEqual(["uncertain.xlsx"]);
      const anHourAgo = new Date(now.getTime() - 3_600_000);
      expect(await stage.port.hasFile(target, file, anHourAgo)).toBe(true);
      expect(await stage.port.hasFile(target, { ...file, name: "another.xlsx" }, anHourAgo)).toBe(false);
    });

    test("is refused with its remedy where the app may not send files", async () => {
      trouble.forbidFiles();
      await expect(send("li")).rejects.toMatchObject({
        failure: "forbidden",
        remedy: expect.stringContaining("scope"),
      });
      expect(filesOf(stage.platform.person("li"))).toEqual([]);
    });
  });

  describe("a file dropped in the direct chat", () => {
    const drop = (who: Person, file: { readonly name: string; readonly content: string | Uint8Array }) =>
      who.upload(file);

    test("is read by the feature for such files, whole, and answered", async () => {
      const emma = stage.platform.person("emma");
      await drop(emma, { name: SHEET.name, content: SHEET.bytes });
      expect((await saying(emma, "300000 bytes")).text).toContain(SHEET.name);
    });

    test("is read once, however often it comes", async () => {
      const emma = stage.platform.person("emma");
      trouble.repeat(2);
      const before = stage.trial.given.length;
      await drop(emma, { name: "again.csv", content: "a" });
      await saying(emma, "again.csv");
      await stage.platform.quiet();
      expect(stage.trial.given.slice(before)).toEqual(["again.csv"]);
      expect(emma.messages().filter(({ text }) => text.includes("again.csv: 1 bytes"))).toHaveLength(1);
    });

    test("that takes long is answered at once", async () => {
      const emma = stage.platform.person("emma");
      await stage.impatiently(() => drop(emma, { name: "slow.csv", content: "abc" }));
      await saying(emma, "Saving…");
      await stage.trial.release();
      await saying(emma, "slow.csv: 3 bytes");
    });

    test("that is too large is not fetched whole", async () => {
      const emma = stage.platform.person("emma");
      await drop(emma, { name: "large.csv", content: new Uint8Array(2_000_000) });
      await saying(emma, "large.csv: too large");
    });

    test("that nobody reads is answered with what can be read", async () => {
      const li = stage.platform.person("li");
      const before = stage.trial.given.length;
      await drop(li, { name: "合同.pdf", content: "%PDF" });
      expect((await saying(li, "合同.pdf 我读不了")).text).toContain(".csv .xlsx");
      expect(stage.trial.given.length).toBe(before);
    });

    test("that the platform does not hand out is refused in words", async () => {
      const [emma, li] = [stage.platform.person("emma"), stage.platform.person("li")];
      trouble.forbidFiles();
      await drop(emma, { name: "kept.csv", content: "a" });
      await saying(emma, "Rapport may not open files here");
      trouble.clear();
      trouble.loseFiles();
      await drop(li, { name: "gone.csv", content: "a" });
      await saying(li, "文件已经不在了");
    });

    test("in a group is left alone", async () => {
      const before = stage.trial.given.length;
      await stage.platform.person("emma").upload({ name: "team.csv", content: "a" }, { in: "#team" });
      await stage.platform.quiet();
      expect(stage.trial.given.length).toBe(before);
    });
  });
});
