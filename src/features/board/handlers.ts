import type { Card } from "../../chat/card.ts";
import type { Ctx, Outcome } from "../../chat/feature.ts";
import { addDays, type PlainDate } from "../../core/dates.ts";
import type { Scope } from "../../core/scope.ts";
import type { Settings } from "../../domain/settings.ts";
import { parseStage } from "../../domain/stages.ts";
import { cycleDaysOf, dealsById, fallsBackOn } from "../pipeline/public.ts";
import { type BoardFacts, boardCard, columnCard } from "./cards.ts";
import { type BoardOf, COLUMNS, type Column, shapeOf } from "./rules.ts";
import {
  type ActiveSince,
  type OrganizationFacts,
  organizationOf,
  readColumn,
  readColumnSums,
  readFresh,
  readLate,
  readNames,
} from "./store.ts";

const PAGE = 8;

const seesAll = ({ roles }: Scope): boolean => roles.has("executive") || roles.has("coordinator");
const seesTeam = ({ roles, teamIds }: Scope): boolean =>
  (roles.has("manager") || roles.has("clerk")) && teamIds.length > 0;

/** A deal is with a customer: whoever sees none, as finance alone, cannot begin one. */
const mayBegin = (scope: Scope): boolean =>
  scope.roles.has("rep") || seesTeam(scope) || seesAll(scope) || scope.roles.has("segment_admin");

/** The board a person gets unasked: a manager the team's, who sees all, all; everyone else their own. */
const usualBoard = (scope: Scope): BoardOf => {
  if (seesTeam(scope)) return "team";
  return seesAll(scope) ? "all" : "mine";
};

const WORDS: Readonly<Record<string, BoardOf>> = { mine: "mine", my: "mine", 我的: "mine", team: "team", 团队: "team" };

/** "/board", "/board team", "/board 50%". */
export async function boardCommand(ctx: Ctx, typed: string): Promise<Outcome> {
  const said = typed.trim().toLowerCase();
  const of = WORDS[said] ?? usualBoard(ctx.scope);
  const column = COLUMNS.find((known) => known === parseStage(said));
  return { show: column ? await columnOf(ctx, { of, column }) : await boardOf(ctx, of) };
}

export const pressBoard = async (ctx: Ctx, { of }: { of: BoardOf }): Promise<Outcome> => ({
  show: await boardOf(ctx, of),
});

export const pressColumn = async (
  ctx: Ctx,
  asked: { of: BoardOf; column: Column | "late"; after?: string | undefined },
): Promise<Outcome> => ({ show: await columnOf(ctx, asked) });

/** Who neither sells nor leads has no board at Home; its chart would say the line above it again. */
export const homeBoard = async (ctx: Ctx): Promise<readonly Card[]> => {
  const { scope } = ctx;
  const has = scope.roles.has("rep") || seesTeam(scope) || seesAll(scope);
  if (!has) return [];
  const { chart, ...board } = await boardOf(ctx, usualBoard(scope));
  return [board];
};

async function boardOf(ctx: Ctx, of: BoardOf): Promise<Card> {
  const { scope, today } = ctx;
  const organization = await organizationOf(scope);
  const [sums, fresh, late] = await Promise.all([
    readColumnSums(scope, of, today),
    readFresh(scope, of, ctx.now),
    readLate(scope, of, { today, activeSince: activeSince(organization, today) }),
  ]);
  const columns = COLUMNS.map((stage) => sums.find((sum) => sum.stage === stage) ?? { stage, deals: 0, sums: [] });
  const count = (stage: Column) => columns.find((column) => column.stage === stage)?.deals ?? 0;
  const shape = shapeOf({
    opportunity: count("opportunity"),
    first_meeting: count("first_meeting"),
    p25: count("p25"),
    p50: count("p50"),
    p90: count("p90"),
    fresh: [...fresh.values()].reduce((sum, deals) => sum + deals, 0),
    freshP50: fresh.get("p50") ?? 0,
  });
  const falling: BoardFacts["falling"][number][] = [];
  for (const deal of await dealsById(scope, late.falling)) {
    const { settings, calendar } = organization;
    const cycleDays = await cycleDaysOf(scope, deal, organization);
    const { warnWorkingDays, restDays } = settings;
    const falls = fallsBackOn(deal, { today, cycleDays, calendar, warnWorkingDays, restDays });
    if (falls) falling.push({ name: deal.name, day: falls.day });
  }
  return boardCard({ ...late, of, columns, shape, falling, mayTeam: seesTeam(scope), mayBegin: mayBegin(scope) }, ctx);
}

const activeSince = ({ segments: { own, others } }: OrganizationFacts, today: PlainDate): ActiveSince => {
  const since = ({ discipline }: Settings) => addDays(today, -discipline.activityDays);
  return { own: new Map([...own].map(([id, settings]) => [id, since(settings)])), others: since(others) };
};

async function columnOf(
  ctx: Ctx,
  { of, column, after }: { of: BoardOf; column: Column | "late"; after?: string | undefined },
): Promise<Card> {
  const page = { size: PAGE, ...(after !== undefined && { after }) };
  const asked = {
    ...{ of, column, today: ctx.today },
    activeSince: activeSince(await organizationOf(ctx.scope), ctx.today),
  };
  const { rows, next, total } = await readColumn(ctx.scope, asked, page);
  const deals = await dealsById(
    ctx.scope,
    rows.map(({ id }) => id),
  );
  const owners =
    of === "mine"
      ? new Map<string, string>()
      : await readNames(
          ctx.scope,
          deals.map(({ ownerId }) => ownerId),
        );
  return columnCard({ of, column, deals, owners, total, next }, ctx);
}
