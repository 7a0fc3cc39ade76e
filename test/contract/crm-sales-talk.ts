import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import type { RunningHouse } from "../support/house.ts";
import { type PlatformName, talkIn } from "./talk.ts";

const FOLDER = fileURLToPath(new URL("../../../shared/data/crm-sales", import.meta.url));
const isThere = existsSync(FOLDER);
if (!isThere) console.warn("\n  !! ../shared/data/crm-sales is not there: dropping its files was NOT tested\n");

/** A real set of 85 accounts and 8,800 deals, each of its files dropped on each platform: here first, there again. */
export const crmSalesTalk = (house: RunningHouse): void => {
  const { person, brings, opened, answers } = talkIn(house);
  const db = () => from({ database: house.database.handle });

  /** The reps of the set, in the team of the manager who drops it. */
  const hire = async (): Promise<void> => {
    const manager = await db().member.findFirstOrThrow({ where: { name: "王芳" }, include: { teams: true } });
    const { organizationId } = manager;
    const agents = readFileSync(`${FOLDER}/sales_teams.csv`, "utf8").split("\n").slice(1);
    const hired = agents.flatMap((line) => line.split(",")[0] || []).map((name) => ({ id: newId(), name }));
    const common = { organizationId, roles: ["rep" as const], language: "en" as const, createdAt: house.clock.now() };
    await db().member.createMany({ data: hired.map((one) => ({ ...one, ...common })) });
    const teamId = manager.teams[0]!.teamId;
    await db().teamMember.createMany({ data: hired.map(({ id }) => ({ teamId, memberId: id, organizationId })) });
  };
  /** What the card counts at the end: new, added, skipped, refused. */
  const takes = async (platform: PlatformName, name: string): Promise<string[]> => {
    const wang = person(platform, "wangfang");
    const content = readFileSync(`${FOLDER}/${name}`);
    const found = await brings(wang, () => wang.upload({ name, content }), new RegExp(`文件里有这些[\\s\\S]*${name}`));
    await wang.press(found, "确认各列");
    await opened(wang);
    const sent = answers(wang, {});
    const checked = await brings(wang, () => sent, new RegExp(`(检查好了|正在检查)[：\\s]*${name}`));
    const now = (what: RegExp) =>
      house.until(wang, () => wang.messages().find(({ id, text }) => id === checked.id && what.test(text)), `${what}`);
    const judged = await now(/检查好了/);
    const starts = judged.buttons.some(({ label }) => label === "导入");
    if (starts) await wang.press(judged, "导入", { confirm: true });
    const { text } = await now(starts ? /已导入/ : /检查好了/);
    return [...text.matchAll(/(?:新增|并入已有|跳过|不收)\s*([\d,]+)/g)].map(([, count]) => count!);
  };
  const held = async () => [await db().customer.count(), await db().deal.count()] as const;

  test.skipIf(!isThere)(
    "the crm-sales set goes in by dropping its files; on the other platform, again, it changes nothing",
    async () => {
      await hire();
      const [customers, deals] = await held();
      expect(await takes("slack", "products.csv")).toEqual(["7", "0", "0", "0"]);
      expect(await takes("slack", "accounts.csv")).toEqual(["85", "0", "0", "0"]);
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
