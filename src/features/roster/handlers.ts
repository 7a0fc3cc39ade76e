import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open } from "../../chat/form.ts";
import { sayInstant } from "../../core/dates.ts";
import type { Scope } from "../../core/scope.ts";
import { isAdmin, managesPeople } from "../../domain/roles.ts";
import { undoEnds } from "../../domain/undoing.ts";
import { readSegments } from "../figures/public.ts";
import { beginLookup } from "../lookups/public.ts";
import { judgeStandings, readBeyond } from "../people/public.ts";
import { LONGEST_TEAM } from "../team/public.ts";
import { addedCard, goneCard, type Plan, type Planned, planCard, undoneCard } from "./cards.ts";
import { LONGEST_TEAMS, pasteForm, teamsForm } from "./forms.ts";
import { matchOf, missingTeams, type Problem, type Row, readRoster } from "./rules.ts";
import {
  addMembers,
  addTeams,
  dropDraft,
  fillIn,
  holdAdded,
  holdPeople,
  isKept,
  keepDraft,
  organizationOf,
  readAdded,
  readDraft,
  readKnown,
  readNames,
  readSeen,
  readTeamNames,
  removeMembers,
  useDraft,
} from "./store.ts";
import { refusals, teamsByAdmins, texts, undoOver } from "./texts.ts";

export const pressBegin = async (ctx: Ctx): Promise<Outcome> =>
  managesPeople(ctx.scope) ? { ask: open(pasteForm, {}) } : { refuse: refusals.notYours };

/** Shows what will become of each line; a list with somebody to add is kept until that is done. */
export const submitPaste = async (ctx: Ctx, { list }: { readonly list: string }): Promise<Outcome> => {
  return (await planList(ctx, list)) ?? { fix: { list: texts[ctx.language].nobody } };
};

/** What will become of each line of a list; undefined when it names nobody. */
export const planList = async (ctx: Ctx, list: string): Promise<Outcome | undefined> => {
  if (!managesPeople(ctx.scope)) return { refuse: refusals.notYours };
  const plan = await planOf(ctx.scope, list);
  if (plan.rows.length === 0) return undefined;
  return ctx.change(async (change) => {
    const id =
      plan.added.length + plan.filled.length + plan.missing.size > 0 ? await keepDraft(change, list) : undefined;
    return { show: planCard(plan, id, ctx.language) };
  });
};

/** The teams of a list that are not there yet, to be looked over and made in one segment. */
export const pressMakeTeams = async (ctx: Ctx, { id }: { readonly id: string }): Promise<Outcome> => {
  if (!isAdmin(ctx.scope)) return { refuse: teamsByAdmins };
  const list = await readDraft(ctx.scope, id);
  if (list === undefined) return usedUp(ctx, ctx.scope, id);
  const plan = await planOf(ctx.scope, list);
  if (plan.missing.size === 0) return { show: planCard(plan, id, ctx.language) };
  const [any] = await readSegments(ctx.scope);
  return {
    ask: open(teamsForm, { id, ...(!any && { first: true }) }, { seeds: { teams: fitting([...plan.missing.keys()]) } }),
  };
};
/** As many lines as the form takes; the others are asked for again. */
const fitting = (lines: readonly string[]): string => {
  const text = lines.join("\n");
  return text.length <= LONGEST_TEAMS ? text : text.slice(0, Math.max(0, text.lastIndexOf("\n", LONGEST_TEAMS)));
};

interface TeamsTyped {
  readonly segment: string;
  readonly teams: string;
}
export const submitTeams = async (
  ctx: Ctx,
  values: TeamsTyped,
  { id, first }: { readonly id: string; readonly first?: true | undefined },
): Promise<Outcome> => {
  if (!isAdmin(ctx.scope)) return { refuse: teamsByAdmins };
  const list = await readDraft(ctx.scope, id);
  if (list === undefined) return usedUp(ctx, ctx.scope, id);
  const { platform, workspace } = ctx.place;
  const { language } = ctx;
  const segment = first ? { name: values.segment } : { id: values.segment };
  const names = new Set(
    values.teams
      .normalize("NFKC")
      .split(/\r?\n/)
      .map((name) => name.trim())
      .filter(Boolean),
  );
  if ([...names].some((name) => name.length > LONGEST_TEAM))
    return { fix: { teams: texts[language].teamTooLong({ most: LONGEST_TEAM }) } };
  return ctx.change(async (change) => {
    if (!(await addTeams(change, [...names], { segment, platform, workspace })))
      return { fix: { segment: texts[language].noSegment } };
    return { show: planCard(await planOf(change, list), id, language) };
  });
};

export const pressAdd = async (ctx: Ctx, { id }: { readonly id: string }): Promise<Outcome> => {
  if (!managesPeople(ctx.scope)) return { refuse: refusals.notYours };
  return ctx.change(async (change) => {
    await holdPeople(change);
    const list = await readDraft(change, id);
    if (list === undefined) return usedUp(ctx, change, id);
    // Looked at anew: somebody may have been added, or a team renamed, since it was shown.
    const plan = await planOf(change, list);
    const { added, filled } = plan;
    if (added.length + filled.length === 0)
      return { refuse: refusals.gone, stale: planCard(plan, plan.missing.size > 0 ? id : undefined, ctx.language) };
    const teams = await readTeamNames(change);
    const people = added.map(({ entry }) => ({
      ...entry,
      teamIds: entry.teams.flatMap((name) => teams.get(name) ?? []),
    }));
    const { settings } = await organizationOf(change);
    const members = await addMembers(change, people);
    if (!(await useDraft(change, id, members))) return { refuse: refusals.gone };
    const { awaited, count: fill } = await fillIn(change, filled);
    const sought = await beginLookup(change, [...members, ...awaited]);
    const until = sayInstant(undoEnds(change.at, settings.undoHours), ctx.language, ctx.zone);
    const names = people.map(({ name }) => name);
    return { replace: addedCard(names, { id, sought, until, filled: fill }, ctx.language) };
  });
};

/** A list that cannot be added any more: its card says what became of it, and offers it no longer. */
async function usedUp(ctx: Ctx, scope: Scope, id: string): Promise<Outcome> {
  const { language, zone, now } = ctx;
  const added = await readAdded(scope, id);
  if (!added) return { refuse: refusals.gone, ...(!(await isKept(scope, id)) && { stale: goneCard(language) }) };
  const names = await readNames(scope, added.ids);
  const ends = undoEnds(added.at, (await organizationOf(scope)).settings.undoHours);
  const until = ends < now ? undefined : sayInstant(ends, language, zone);
  const here = added.ids.flatMap((one) => names.get(one) ?? []);
  return { refuse: refusals.gone, stale: addedCard(here, { id, sought: undefined, until, filled: 0 }, language) };
}

/** Takes back whom a list has added; who has been at work since, or was given something, stays and is named. */
export const pressUndo = async (ctx: Ctx, { id }: { readonly id: string }): Promise<Outcome> => {
  if (!managesPeople(ctx.scope)) return { refuse: refusals.notYours };
  return ctx.change(async (change) => {
    await holdPeople(change);
    const added = await readAdded(change, id);
    if (!added) return { refuse: refusals.nothingToUndo };
    const until = undoEnds(added.at, (await organizationOf(change)).settings.undoHours);
    if (until < change.at) return { refuse: undoOver((language) => sayInstant(until, language, ctx.zone)) };
    const people = await holdAdded(change, added.ids, added.at);
    const [stay, go] = [people.filter(({ used }) => used), people.filter(({ used }) => !used)];
    await removeMembers(change, go);
    await dropDraft(change, id);
    const names = (some: readonly { readonly name: string }[]) => some.map(({ name }) => name);
    return { replace: undoneCard(names(go), names(stay), ctx.language) };
  });
};

async function planOf(scope: Scope, list: string): Promise<Plan> {
  const teams = await readTeamNames(scope);
  const { country } = await organizationOf(scope);
  const { rows, left } = readRoster(list, [...teams.keys()], country);
  const entries = rows.map(({ entry }) => entry);
  const known = await readKnown(scope, entries, country);
  const likes = rows.map(({ entry, problem }) =>
    problem?.kind === "twice" || problem?.kind === "sameReach" ? undefined : matchOf(entry, known, country),
  );
  const teamsOf = ({ entry }: Row) => entry.teams.flatMap((name) => teams.get(name) ?? []);
  const judge = await judgeStandings(scope, [...new Set(rows.flatMap(teamsOf))]);
  const fillings = likes.flatMap((like) => like?.filling?.id ?? []);
  const beyond = new Set((await readBeyond(scope, fillings)).map(({ id }) => id));
  const seen = await readSeen(
    scope,
    known.map(({ id }) => id),
  );
  const planned = rows.map((row, index): Planned => {
    const problem = row.problem ?? asProblem(judge({ roles: row.entry.roles, teamIds: teamsOf(row) }));
    const like = problem ? undefined : likes[index];
    const filling = like?.filling && !beyond.has(like.filling.id) ? like.filling : null;
    // Known by name alone, where another line may mean them as well: what it tells may be a namesake's.
    return filling && !like?.sure && likes.filter((other) => other?.person.id === filling.id).length > 1
      ? { entry: row.entry, problem: { kind: "namesakes" }, known: null }
      : {
          ...{ ...row, problem, known: like?.person.name ?? null, filling },
          ...{ closed: like?.person.open === false, byName: like?.sure === false },
          unseen: like !== undefined && !seen.has(like.person.id),
        };
  });
  const added = planned.filter(({ problem, known: is }) => problem === null && is === null);
  const filled = planned.flatMap(({ filling }) => filling ?? []);
  return { rows: planned, left, added, filled, missing: isAdmin(scope) ? missingTeams(planned) : new Map() };
}

const asProblem = (kind: ReturnType<Awaited<ReturnType<typeof judgeStandings>>>): Problem | null =>
  kind === undefined ? null : { kind: kind === "team_gone" ? "beyond_teams" : kind };
