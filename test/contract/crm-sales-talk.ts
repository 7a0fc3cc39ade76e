import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import type { Message } from "../../src/sandbox/driver.ts";
import type { RunningHouse } from "../support/house.ts";
import { type PlatformName, talkIn } from "./talk.ts";

const FOLDER = fileURLToPath(new URL("../../../shared/data/crm-sales", import.meta.url));
const isThere = existsSync(FOLDER);
if (!isThere) console.warn("\n  !! ../shared/data/crm-sales is not there: dropping its files was NOT tested\n");

/** A real set of 85 accounts and 8,800 deals, each of its files dropped on each platform: here first, there again. */
export const crmSalesTalk = (house: RunningHouse): void => {
  const { person, brings, opened, answers } = talkIn(house);
  const db = () => from({ database: house.database.handle });

  const hires = async (platform: PlatformName): Promise<Message> => {
    const lin = person(platform, "lintao");
    const content = readFileSync(`${FOLDER}/sales_teams.csv`);
    const found = await brings(lin, () => lin.upload({ name: "sales_teams.csv", content }), /sales_teams.csv/);
    return brings(lin, () => lin.press(found, "看看会加谁"), /将加入/);
  };
  /** The teams that the list of people names are made from it, at one press. */
  const foundsTeams = async (platform: PlatformName, offered: Message): Promise<Message> => {
    const lin = person(platform, "lintao");
    await lin.press(offered, "建这 3 个团队");
    await opened(lin);
    const sent = answers(lin, { "板块（业务线）": "工业" });
    return brings(lin, () => sent, /将加入 41 人/);
  };
  /** What the card counts at the end: new, added, skipped, refused. */
  const takes = async (platform: PlatformName, name: string, more: Parameters<typeof answers>[1] = {}) => {
    const lin = person(platform, "lintao");
    const content = readFileSync(`${FOLDER}/${name}`);
    const found = await brings(lin, () => lin.upload({ name, content }), new RegExp(`文件里有这些[\\s\\S]*${name}`));
    await lin.press(found, "确认各列");
    await opened(lin);
    const sent = answers(lin, more);
    const checked = await brings(lin, () => sent, new RegExp(`(检查好了|正在检查)[：\\s]*${name}`));
    const now = (what: RegExp) =>
      house.until(lin, () => lin.messages().find(({ id, text }) => id === checked.id && what.test(text)), `${what}`);
    const judged = await now(/检查好了/);
    const starts = judged.buttons.some(({ label }) => label === "导入");
    if (starts) await lin.press(judged, "导入", { confirm: true });
    const { text } = await now(starts ? /已导入/ : /检查好了/);
    return [...text.matchAll(/(?:新增|并入已有|跳过|不导入)\s*([\d,]+)/g)].map(([, count]) => count!);
  };
  const held = async () => [await db().customer.count(), await db().deal.count()] as const;

  test.skipIf(!isThere)(
    "the crm-sales set goes in by dropping its files; on the other platform, again, it changes nothing",
    async () => {
      const offered = await foundsTeams("slack", await hires("slack"));
      await person("slack", "lintao").press(offered, "加入 41 人");
      expect((await hires("feishu")).text).toMatch(/将加入 0 人 · 已有 41 人/);
      const seats = await db().teamMember.findMany({ where: { team: { name: "Central" } }, include: { member: true } });
      const [lead] = seats.filter(({ member }) => member.name === "Dustin Brinkmann");
      expect([seats.length, lead?.member.roles]).toEqual([13, ["manager"]]);
      const [customers, deals] = await held();
      expect(await takes("slack", "products.csv")).toEqual(["7", "0", "0", "0"]);
      expect(await takes("slack", "accounts.csv", { 没写负责人的行归谁: "Anna Snelling" })).toEqual([
        "85",
        "0",
        "0",
        "0",
      ]);
      expect(await takes("feishu", "sales_pipeline.csv")).toEqual(["8,800", "0", "0", "0"]);
      expect(await held()).toEqual([customers + 85, deals + 8800]);
      const of = (where: object) => db().deal.count({ where: { importKey: { not: null }, ...where } });
      expect(await of({ customerId: null }), "nobody knows yet for whom").toBe(1425);
      expect([await of({ product: "GTX Pro" }), await of({ product: "GTXPro" })]).toEqual([1480, 0]);
      expect(await takes("feishu", "accounts.csv")).toEqual(["0", "0", "85", "0"]);
      expect(await takes("slack", "sales_pipeline.csv")).toEqual(["0", "0", "8,800", "0"]);
      expect(await takes("feishu", "products.csv")).toEqual(["0", "0", "7", "0"]);
      expect(await held()).toEqual([customers + 85, deals + 8800]);
    },
    300_000,
  );
};
