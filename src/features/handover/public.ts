import { addDays, dateIn, type PlainDate } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { movesSegments } from "../../domain/roles.ts";
import { subjectsShownTo } from "../../notify/message-refs.ts";
import { revise, tell } from "../../notify/tell.ts";
import { activitiesOf, openStepsOf } from "../activities/public.ts";
import { openCasesOf } from "../cases/public.ts";
import { contactsOf } from "../contacts/public.ts";
import { openFeesOf } from "../fees/public.ts";
import { influenceMaps } from "../influence/public.ts";
import { asHouse, type Held, readOwners } from "../ownership/public.ts";
import { openPapers } from "../passing/public.ts";
import { openDealsOf } from "../pipeline/public.ts";
import { tasksFor } from "../tasks/public.ts";
import {
  type Moved,
  manyCard,
  movedCard,
  noticeCard,
  type OrphanList,
  orphansCard,
  PAGE,
  type Portrait,
  portraitCard,
} from "./cards.ts";
import { birthdaysWithin, type Colleague, isThere, type Listed, suggest } from "./rules.ts";
import {
  openTeam,
  organizationOf,
  readAlong,
  readColleagues,
  readCustomers,
  readFamiliar,
  readInCharge,
  readNames,
  readOrphans,
  readTeamIds,
  readTeamName,
} from "./store.ts";
import { texts } from "./texts.ts";

export { beginHandover } from "./forms.ts";
export { rankIn, type Stood } from "./rules.ts";
export { readInCharge, readTeamsWithOrphans } from "./store.ts";

/** Of whoever is in charge of one team, written by the house: what colleagues have elsewhere is nobody's there to know. */
const listOfTeam = (change: Change, teamId: string): Promise<OrphanList> =>
  orphanList(asHouse(change), { teamId, there: true });

/** Orphans in the asker's charge, of one team or of all, each with who would fit. */
export async function orphanList(
  scope: Scope,
  {
    teamId,
    after,
    there,
  }: { readonly teamId?: string | undefined; readonly after?: string | undefined; readonly there?: true },
): Promise<OrphanList> {
  const page = await readOrphans(scope, { teamId, size: PAGE, ...(after !== undefined && { after }) });
  const teamIds = [...new Set(page.rows.map((row) => row.teamId))];
  const colleagues = await readColleagues(scope, { teamIds, ...(there && { there }) });
  const familiar = await readFamiliar(
    scope,
    colleagues.map(({ id }) => id),
    there && teamId,
  );
  const suggestions = suggest(page.rows, colleagues, familiar);
  return { ...page, teamId, team: teamId === undefined ? undefined : await readTeamName(scope, teamId), suggestions };
}

const about = (teamId: string): string => `orphans:${teamId}`;

interface Waiting {
  readonly teamId: string;
  readonly leaver?: { readonly id: MemberId; readonly name: string };
  /** Those who hand over there from now on, where the others have the list. */
  readonly only?: ReadonlySet<MemberId>;
}
/** Customers of a team wait for an owner, as when somebody has left: whoever hands over there has the list of them. */
export async function tellOfOrphans(change: Change, { teamId, leaver, only }: Waiting): Promise<void> {
  const { members, admins } = await readInCharge(change, teamId);
  const list = await listOfTeam(change, teamId);
  const told = { team: list.team ?? "" };
  await showOrphans(change, teamId, list);
  for (const member of members.filter((id) => only?.has(id) ?? true))
    await tell(change, {
      key: `orphans:${teamId}:${leaver?.id ?? "waiting"}:${change.at.toISOString()}:${member}`,
      to: { member },
      // An admin sees no customers for being one: only that somebody has to be put in charge.
      ...(!admins && { about: about(teamId), asks: true }),
      card: ({ language }) => {
        const t = texts[language];
        return admins
          ? noticeCard("stopped", t.nobodyTitle(told), t.nobodyText)
          : orphansCard(list, language, leaver?.name);
      },
    });
}

/** Brings the lists of a team's orphans up to date wherever they stand; for whoever hands them over no more they are over. */
export async function showOrphans(change: Change, teamId: string, known?: OrphanList): Promise<void> {
  const list = known ?? (await listOfTeam(change, teamId));
  const { all } = await readInCharge(change, teamId);
  const closed = (await openTeam(change, teamId)) === undefined;
  await revise(change, about(teamId), ({ member, language }) => {
    const t = texts[language];
    if (closed) return noticeCard("past", t.teamClosed, t.teamClosedText);
    return member !== null && all.has(member)
      ? orphansCard(list, language)
      : noticeCard("past", t.othersHandOver, t.othersHandOverText);
  });
}

/** The same for whatever lists the member has: they may hand over elsewhere from now on, or not at all. */
export async function showOrphansTo(change: Change, member: MemberId): Promise<void> {
  const teamIds = await readTeamIds(change);
  const shown = await subjectsShownTo(change, member, teamIds.map(about));
  for (const teamId of teamIds) if (shown.has(about(teamId))) await showOrphans(change, teamId);
}

/** Who would have got them back has left meanwhile: told as if they had been theirs then. */
export async function tellOfThose(change: Change, orphaned: readonly Held[]): Promise<void> {
  const left = new Map(
    orphaned.flatMap(({ teamId, was }) => (was === null ? [] : [[`${teamId} ${was}`, { teamId, was }]])),
  );
  const names = await readNames(
    change,
    [...left.values()].map(({ was }) => was),
  );
  for (const { teamId, was } of left.values())
    await tellOfOrphans(change, { teamId, leaver: { id: was, name: names.get(was) ?? "" } });
}

interface Moving extends Pick<Moved, "to" | "back"> {
  readonly key: string;
  readonly by: { readonly id: MemberId; readonly name: string };
  /** With whom they were, or are again. */
  readonly customers: readonly Listed[];
}
/** Those whose customers somebody else has moved hear of it, each once. */
async function tellThoseMoved(change: Change, { key, by, customers, ...way }: Moving): Promise<void> {
  const owners = new Set(customers.flatMap(({ ownerId }) => (ownerId === by.id ? [] : (ownerId ?? []))));
  for (const member of owners) {
    const moved = { ...way, by: by.name, customers: customers.filter(({ ownerId }) => ownerId === member) };
    await tell(change, { key: `${key}:${member}`, to: { member }, card: ({ language }) => movedCard(moved, language) });
  }
}

/** A handover was undone: whoever had the customers hears of it, and who has them again; and whoever did it, of another. */
export async function tellTakenBack(
  change: Change,
  {
    id,
    toId,
    doerId,
    customerIds,
    ...way
  }: Pick<Moving, "by" | "to"> & {
    readonly id: string;
    readonly toId: MemberId;
    readonly doerId: MemberId;
    readonly customerIds: readonly string[];
  },
): Promise<void> {
  const key = `handover:${id}:undone`;
  const all = await readCustomers(asHouse(change), customerIds);
  const customers = all.filter(({ ownerId }) => ownerId !== toId);
  const count = customers.length;
  const kept = all.length - count;
  const by = way.by.name;
  if (count > 0)
    await tell(change, {
      key,
      to: { member: toId },
      card: ({ language: l }) => noticeCard("past", texts[l].takenBack({ by, count }), texts[l].takenBackText),
    });
  if (kept > 0 && toId !== way.by.id)
    await tell(change, {
      key: `${key}:placed`,
      to: { member: toId },
      card: ({ language: l }) => noticeCard("past", texts[l].placedBack({ by, count: kept }), texts[l].placedYours),
    });
  await tellThoseMoved(change, { ...way, key, customers, back: true });
  const hears = new Set([way.by.id, toId, ...customers.map(({ ownerId }) => ownerId)]);
  if (hears.has(doerId)) return;
  const undone = { by, to: way.to, count: all.length };
  await tell(change, {
    key: `${key}:doer`,
    to: { member: doerId },
    card: ({ language: l }) => noticeCard("past", texts[l].yoursUndone(undone), texts[l].takenBackText),
  });
}

type Problem =
  | { readonly kind: "sameOwner" | "underWay"; readonly name: string }
  | { readonly kind: "otherSegment"; readonly name: string };
/** Why these customers cannot go to that colleague. */
export async function problemOf(
  change: Change,
  customers: readonly Listed[],
  to: Colleague,
): Promise<Problem | undefined> {
  if (customers.every((each) => isThere(each, to))) return { kind: "sameOwner", name: to.name };
  const leaving = customers.filter(({ segmentId }) => segmentId !== to.segmentId);
  if (leaving.length === 0) return undefined;
  if (!movesSegments(change)) return { kind: "otherSegment", name: to.name };
  const papers = await openPapers(
    change,
    leaving.map(({ id }) => id),
  );
  const paper = papers.find(({ waiting }) => waiting);
  const name = leaving.find(({ id }) => id === paper?.customerId)?.name;
  return name === undefined ? undefined : { kind: "underWay", name };
}

const HISTORY = 3;
/** Of what went along with many. */
const NEXT_DUE = 3;

/** A customer as its new owner meets it. */
export async function portraitOf(
  scope: Scope,
  customer: Pick<Listed, "id" | "name" | "flags">,
  { note, today, reader }: { readonly note: string | null; readonly today: PlainDate; readonly reader: MemberId },
): Promise<Portrait> {
  const { id } = customer;
  const contacts = await contactsOf(scope, id);
  const deals = await openDealsOf(scope, id);
  const maps = await influenceMaps(scope, deals, today);
  const { birthdayDays } = (await organizationOf(scope)).settings.handover;
  return {
    customer,
    note,
    owners: await readOwners(scope, id),
    activities: await activitiesOf(scope, id, HISTORY),
    steps: await openStepsOf(scope, id),
    deals,
    fees: await openFeesOf(scope, id, reader),
    open: await openCasesOf(scope, id),
    tasks: await tasksFor(scope, reader, id),
    maps: deals.flatMap((deal) => maps.get(deal.id) ?? []),
    contacts,
    birthdays: birthdaysWithin(contacts, { from: today, to: addDays(today, birthdayDays) }),
    birthdayDays,
  };
}

/** What has come to them: one customer as they meet it, or the first of many. And whoever had it hears where it went. */
export async function tellOwner(
  change: Change,
  handed: {
    readonly id: string;
    readonly to: Pick<Colleague, "id" | "name" | "team">;
    readonly by: Moving["by"];
    readonly customers: readonly Listed[];
    readonly callOn: PlainDate;
    readonly today: PlainDate;
    readonly note: string | null;
  },
): Promise<void> {
  const { id, to, by, callOn, note } = handed;
  const customers = handed.customers.filter(({ ownerId }) => ownerId !== to.id);
  await tellPlaced(change, handed);
  const [only] = customers;
  if (!only) return;
  const portrait =
    customers.length === 1
      ? await portraitOf(asHouse(change), only, { note, today: handed.today, reader: to.id })
      : undefined;
  const along = portrait ? undefined : await readAlong(change, id, NEXT_DUE);
  const next = customers.length > PAGE ? (customers[PAGE - 1]?.id ?? null) : null;
  const many = { id, count: customers.length, rows: customers.slice(0, PAGE), next, by: by.name, callOn, note, along };
  await tell(change, {
    key: `handover:${id}`,
    to: { member: to.id },
    card: ({ language, zone }) => {
      const view = { language, zone, today: dateIn(zone, change.at), now: change.at };
      return portrait ? portraitCard(portrait, by.name, view) : manyCard(many, view);
    },
  });
  await tellThoseMoved(change, { key: `handover:${id}:from`, by, to: to.name, customers, back: false });
}

/** Whoever had them before and has them still, in another team, has nothing to get to know. */
async function tellPlaced(change: Change, { id, to, by, customers }: Parameters<typeof tellOwner>[1]): Promise<void> {
  const count = customers.filter(({ ownerId }) => ownerId === to.id).length;
  if (count === 0 || to.id === by.id) return;
  const said = { count, team: to.team, by: by.name };
  await tell(change, {
    key: `handover:${id}:placed`,
    to: { member: to.id },
    card: ({ language }) => noticeCard("plain", texts[language].placed(said), texts[language].placedYours),
  });
}
