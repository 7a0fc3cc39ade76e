import type { Ctx, Outcome } from "../../chat/feature.ts";
import { dateIn, type PlainDate } from "../../core/dates.ts";
import type { Scope } from "../../core/scope.ts";
import { maySetSome, setButton } from "../goals/public.ts";
import { fridayOf, organizationOf, ROWS, readTeams, summaryOf, type Team } from "../reports/public.ts";
import { opensByName, type PartName, partCard } from "../weekparts/public.ts";
import { summaryWithParts, teamsCard } from "./cards.ts";
import { refusals } from "./texts.ts";

export const readsSummaries = ({ roles }: Scope): boolean =>
  roles.has("manager") || roles.has("segment_admin") || readsAll(roles);
const readsAll = (roles: Scope["roles"]): boolean => roles.has("executive") || roles.has("coordinator");

/** The teams whose summary this person may read: an executive every team's, a segment's head its own, a manager theirs. */
async function teamsOf(scope: Scope): Promise<readonly Team[] | undefined> {
  if (readsAll(scope.roles)) return readTeams(scope);
  if (!readsSummaries(scope)) return undefined;
  const teams = scope.roles.has("manager") ? scope.teamIds : [];
  return readTeams(scope, { teams, ...(scope.roles.has("segment_admin") && { segments: scope.segmentIds }) });
}

/** Whoever reads the team's channel opens what it does not name; everyone finds there what is in their own sight. */
const teamsOfPart = (scope: Scope, part: PartName): Promise<readonly Team[] | undefined> =>
  readsSummaries(scope) || !opensByName(part) ? teamsOf(scope) : readTeams(scope, { teams: scope.teamIds });

/** "/summary": the week so far, now; with several teams, of the one that was named. */
export async function summaryCommand(ctx: Ctx, typed: string): Promise<Outcome> {
  const teams = await teamsOf(ctx.scope);
  if (!teams) return { refuse: refusals.notYours };
  const named = teams.filter(({ name }) => name.toLowerCase().includes(typed.trim().toLowerCase()));
  const [team, ...others] = named.length > 0 ? named : teams;
  return team && others.length === 0 ? show(ctx, team) : { show: teamsCard(teams, ctx.language) };
}

export async function pressSummary(ctx: Ctx, { teamId }: { teamId: string }): Promise<Outcome> {
  const team = (await teamsOf(ctx.scope))?.find(({ id }) => id === teamId);
  return team ? show(ctx, team) : { refuse: refusals.notYours };
}

async function show(ctx: Ctx, team: Team): Promise<Outcome> {
  const { settings } = await organizationOf(ctx.scope);
  const friday = fridayOf(dateIn(team.zone, ctx.now), settings.summary.weekday);
  const summary = await summaryOf(ctx.scope, team, { friday, now: ctx.now });
  // Whoever reads all teams may set but some: the button is for those who may set each one they read.
  const sets = summary.goal === null && maySetSome(ctx.scope) && !readsAll(ctx.scope.roles);
  return { show: summaryWithParts(summary, ctx.language, sets ? [setButton(team.id, ctx.language)] : []) };
}

export async function pressPart(
  ctx: Ctx,
  { teamId, friday, part, skip = 0 }: { teamId: string; friday: PlainDate; part: PartName; skip?: number | undefined },
): Promise<Outcome> {
  const team = (await teamsOfPart(ctx.scope, part))?.find(({ id }) => id === teamId);
  if (!team) return { refuse: refusals.notYours };
  const summary = await summaryOf(ctx.scope, team, { friday, now: ctx.now, rows: skip + ROWS });
  return { show: partCard(part, summary, { language: ctx.language, skip }) };
}
