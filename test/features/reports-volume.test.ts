import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { importSheets } from "../../src/cli/import-set.ts";
import { currency, money, sayMoneyShort } from "../../src/core/money.ts";
import { board } from "../../src/features/board/index.ts";
import { fallback } from "../../src/features/fallback/index.ts";
import { fallBackTick } from "../../src/features/fallback/jobs.ts";
import { friday } from "../../src/features/friday/index.ts";
import { fridayTick } from "../../src/features/friday/jobs.ts";
import { summary } from "../../src/features/summary/index.ts";
import { withConversation } from "../support/conversation.ts";
import { day, dealsOf } from "../support/deals.ts";

const folder = new URL("../../../shared/data/crm-sales", import.meta.url).pathname;
const house = withConversation({ features: [board, fallback, summary, friday], at: "2026-11-27T17:00:00+08:00" });
const { db } = dealsOf(house);

const here = existsSync(folder);
if (!here) console.warn(`\nNOT TESTED: board and summary of the real sales set; its folder is not there: ${folder}\n`);

test.runIf(here)("8,800 imported deals: the board, the Friday summary and the daily rule work on them", async () => {
  const { scope } = house.jobContext();
  const print = (line: string) => process.env.SHOW && console.log(line);
  await importSheets(scope, { folder, apply: true, rows: false, report: undefined, until: "today", print });
  expect(await db().deal.count()).toBeGreaterThan(8_000);
  const team = await db().team.findFirstOrThrow({ where: { name: { not: { in: ["华东一组", "华南组"] } } } });
  const { people, organizationId } = house.company;
  await db().teamChannel.create({
    data: {
      teamId: team.id,
      organizationId,
      platform: "slack",
      workspace: "T1",
      channel: "C-imported",
      since: new Date(0),
    },
  });
  await db().teamMember.create({ data: { teamId: team.id, memberId: people.王芳!.id, organizationId } });

  const [wang, zhou] = [house.person("王芳"), house.person("周明")];
  await zhou.types("/board");
  const open = await db().deal.count({ where: { stage: { notIn: ["won", "lost"] } } });
  const shown = zhou.card.chart!.series[0]!.values;
  expect(shown.slice(0, 5).reduce((sum, count) => sum + count, 0)).toBe(open);
  await wang.types("/board");
  expect(wang.reads).toContain("形态");

  await fridayTick.run(house.jobContext());
  const [posted] = await db().outgoingMessage.findMany({ where: { teamId: team.id, kind: "post" } });
  const week = { gte: day("2026-11-20"), lte: day("2026-11-26") };
  const won = await db().deal.aggregate({
    where: { teamId: team.id, stage: "won", closedOn: week },
    _count: true,
    _sum: { amountMinor: true },
  });
  const sum = sayMoneyShort(money(won._sum.amountMinor!, currency("CNY")), "zh");
  expect(JSON.stringify(posted!.card)).toContain(`成交 ${won._count} 单 ${sum}（`);
  // The set tells on which days deals began and ended: its weeks are weeks like any.
  const met = { teamId: team.id, firstMeetingOn: week };
  const began = await db().deal.count({ where: { ...met, OR: [{ closedOn: null }, { closedOn: { gt: week.lte } }] } });
  const lost = await db().deal.count({ where: { teamId: team.id, stage: "lost", closedOn: week } });
  expect(Math.min(await db().deal.count({ where: met }), lost)).toBeGreaterThan(0);
  expect(JSON.stringify(posted!.card)).toContain(` · 新增 ${began} · 前进 0 · 退回 0 · 退出 ${lost}`);

  await fallBackTick.run(house.jobContext());
  await fallBackTick.run(house.jobContext());
  const warned = await db().deal.findMany({ where: { warnedOn: { not: null } }, distinct: ["ownerId"] });
  const told = await db().outgoingMessage.count({ where: { key: { startsWith: "fallback:warn" } } });
  expect(warned.length).toBeGreaterThan(20);
  expect(told).toBe(warned.length);
});
