import { afterEach, describe, expect, test } from "vitest";
import type { Person } from "../../src/sandbox/driver.ts";
import { onEveryPlatform } from "./platforms.ts";

/** Not text, in a name that is not ASCII. */
const SHEET = { name: "客户 2026-11-26.xlsx", bytes: Uint8Array.from({ length: 300_000 }, (_, index) => index % 251) };

onEveryPlatform((stage) => {
  const { trouble } = stage.platform;
  afterEach(() => trouble.clear());
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

    test("whose sending got no answer may be there and is found; one that was not uploaded is surely not", async () => {
      await stage.platform.person("wang").command("/trial card");
      const since = stage.clock.now();
      const file = { ...SHEET, name: "uncertain.xlsx" };
      const target = await directOf("wang");
      trouble.loseNextFile("bytes");
      await expect(send("wang", file)).rejects.toMatchObject({ failure: "unavailable", uncertain: false });
      expect(await stage.port.hasFile(target, file, since)).toBe(false);
      trouble.loseNextFile("answer");
      await expect(send("wang", file)).rejects.toMatchObject({ failure: "unavailable", uncertain: true });
      expect(await stage.port.hasFile(target, file, since)).toBe(true);
      expect(await stage.port.hasFile(target, { ...file, name: "another.xlsx" }, since)).toBe(false);
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
});
