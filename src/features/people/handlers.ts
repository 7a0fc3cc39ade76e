import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open, type ValuesIn } from "../../chat/form.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { isStranded, managesPeople } from "../../domain/roles.ts";
import { tell } from "../../notify/tell.ts";
import { absencesOf } from "../absence/public.ts";
import { offerCard } from "../accountrequests/public.ts";
import { type Along, comeBack, leave, move } from "../leaving/public.ts";
import { countFindable, isFindable } from "../lookups/public.ts";
import { isZone, sayZone } from "../settings/public.ts";
import { changedCard, type Listed, listCard, PAGE, personCard } from "./cards.ts";
import { editForm, filterForm, roleChoice, rolesOf, teamChoice } from "./forms.ts";
import { behind, tellManagers } from "./public.ts";
import { isMail, isPhone, mayChange, type PeopleFilter, type Person, standingProblem } from "./rules.ts";
import {
  holdPeople,
  ownerOfMail,
  readMembersWith,
  readPeople,
  readPerson,
  readTeams,
  savePerson,
  setOpen,
} from "./store.ts";
import { refusals, texts } from "./texts.ts";

type Handler<Input extends unknown[]> = (ctx: Ctx, ...input: Input) => Promise<Outcome>;
const forManagers =
  <Input extends unknown[]>(handle: Handler<Input>): Handler<Input> =>
  async (ctx, ...input) =>
    managesPeople(ctx.scope) ? handle(ctx, ...input) : { refuse: refusals.notYours };

const listOf = async (scope: Scope, filter: PeopleFilter, after?: string): Promise<Listed> => {
  const page = await readPeople(scope, filter, { size: PAGE, ...(after !== undefined && { after }) });
  const [team] = filter.team ? await readTeams(scope, { ids: [filter.team] }) : [];
  const away = await absencesOf(
    scope,
    page.rows.map(({ id }) => id),
  );
  return { ...page, filter, team: team?.name, away, findable: await countFindable(scope) };
};

const cardOf = async (
  ctx: Ctx,
  scope: Scope,
  { person, title, along }: { person: Person; title?: string; along?: Along | undefined },
) =>
  personCard(person, {
    language: ctx.language,
    now: ctx.now,
    here: ctx.place.platform,
    changes: mayChange(ctx.scope, person),
    findable: person.open && (await isFindable(scope, person.id)),
    away: await absencesOf(scope, [person.id]),
    along,
    ...(title !== undefined && { title }),
  });

/** "/people", "/people 张": everybody, or those called so; the only one at once. Who may change nobody can ask for it. */
export const peopleCommand = async (ctx: Ctx, typed: string): Promise<Outcome> => {
  if (!managesPeople(ctx.scope)) return { show: offerCard(ctx.language) };
  const listed = await listOf(ctx.scope, { text: typed.trim() || undefined });
  const [only, another] = listed.rows;
  if (typed.trim() !== "" && only && !another) return { show: await cardOf(ctx, ctx.scope, { person: only }) };
  return { show: listCard(listed, ctx) };
};

export const pressList = forManagers(
  async (ctx, { after, ...filter }: PeopleFilter & { after?: string | undefined }) => ({
    replace: listCard(await listOf(ctx.scope, filter, after), ctx),
  }),
);

export const pressFilter = forManagers(async () => ({ ask: open(filterForm, {}) }));
export const submitFilter = forManagers(async (ctx, values: ValuesIn<typeof filterForm>) => {
  const { text, team, account } = values;
  const role = rolesOf(values.role ? [values.role] : [])[0];
  return {
    replace: listCard(await listOf(ctx.scope, { text, team, role, closed: account === "closed" }), ctx),
  };
});

export const pressPerson = forManagers(async (ctx, { id }: { readonly id: string }) => {
  const person = await readPerson(ctx.scope, id);
  return person ? { show: await cardOf(ctx, ctx.scope, { person }) } : { refuse: refusals.gone };
});

interface Seen {
  readonly id: string;
  readonly version: number;
}
/** The person as they were seen, or why they cannot be changed. */
const seenPerson = async (
  ctx: Ctx,
  scope: Scope,
  { id, version }: Seen,
): Promise<{ readonly person: Person } | { readonly outcome: Outcome }> => {
  const person = await readPerson(scope, id);
  if (!person) return { outcome: { refuse: refusals.gone } };
  if (!mayChange(scope, person)) return { outcome: { refuse: refusals.beyond } };
  if (person.version !== version)
    return { outcome: { refuse: refusals.stale, stale: await cardOf(ctx, scope, { person }) } };
  return { person };
};

export const pressEdit = forManagers(async (ctx, seen: Seen) => {
  const found = await seenPerson(ctx, ctx.scope, seen);
  if ("outcome" in found) return found.outcome;
  const { id, version, name, roles, teams, mail, phone, zone } = found.person;
  const seeds = {
    name,
    roles: roles.map((role) => roleChoice(role, ctx.language)),
    teams: teams.map(teamChoice),
    mail: mail ?? undefined,
    phone: phone ?? undefined,
    zone: { value: zone, label: sayZone(zone, ctx.language, ctx.now) },
  };
  return { ask: open(editForm, { id, version, within: !ctx.scope.roles.has("admin") }, { seeds }) };
});

export const submitEdit = forManagers(async (ctx, values: ValuesIn<typeof editForm>, seen: Seen) => {
  const t = texts[ctx.language];
  const { mail = null, phone = null } = values;
  if (mail !== null && !isMail(mail)) return { fix: { mail: t.mailWrong } };
  if (phone !== null && !isPhone(phone)) return { fix: { phone: t.phoneWrong } };
  if (!isZone(values.zone)) return { fix: { zone: t.noZone } };
  const roles = rolesOf(values.roles);
  const wanted = values.teams ?? [];
  return ctx.change(async (change): Promise<Outcome> => {
    await holdPeople(change);
    const found = await seenPerson(ctx, change, seen);
    if ("outcome" in found) return found.outcome;
    const teams = await readTeams(change, { ids: wanted });
    if (teams.length < wanted.length) return { fix: { teams: t.teamGone } };
    const problem = standingProblem(change, { roles, teams });
    if (problem) return { fix: problem === "beyond_roles" ? { roles: t[problem] } : { teams: t[problem] } };
    const clash = await clashOf(ctx, change, { person: found.person, mail, roles, teams });
    if (clash) return { fix: clash };
    const { name, zone } = values;
    if (!(await savePerson(change, found.person, { name, roles, teams, mail, phone, zone })))
      return { refuse: refusals.stale };
    if ((await readMembersWith(change, "admin")).length === 0) return { fix: { roles: t.lastAdmin } };
    const along = await move(change, found.person.id, { before: found.person, after: { roles, teams } });
    return changed(ctx, change, { before: found.person, along });
  });
});

/** What the rest of the company has against it: customers that would be left behind, a mail address that is another's. */
const clashOf = async (
  { language }: Ctx,
  change: Change,
  { person, mail, roles, teams }: Pick<Person, "mail" | "roles" | "teams"> & { readonly person: Person },
) => {
  const { id, name } = person;
  const after = { roles, teamIds: teams.map((team) => team.id) };
  const left = await behind(change, { id, name, before: person, after }, language);
  if (left !== undefined) return { teams: left };
  const taken = mail === null ? undefined : await ownerOfMail(change, mail, id);
  if (taken === undefined) return undefined;
  const t = texts[language];
  return { mail: taken.name === undefined ? t.mailTakenUnnamed : t.mailTaken({ name: taken.name }) };
};

const changed = async (
  ctx: Ctx,
  change: Change,
  { before, along }: { readonly before: Person; readonly along: Along | undefined },
): Promise<Outcome> => {
  const t = texts[ctx.language];
  const after = await readPerson(change, before.id);
  if (!after) return { refuse: refusals.gone };
  if (after.id !== ctx.who.id && standsOtherwise(before, after))
    await tell(change, {
      key: `member:${after.id}:changed:${after.version}`,
      to: { member: after.id },
      card: ({ language }) => changedCard(after, { by: ctx.who.name, along }, language),
    });
  if (along) await tellManagers(change, { moved: after, along });
  return { replace: await cardOf(ctx, change, { person: after, title: t.changed({ name: after.name }), along }) };
};

const standsOtherwise = (before: Person, after: Person): boolean => {
  const standing = ({ roles, teams }: Person) => [...roles, ...teams.map(({ id }) => id)].sort().join();
  return before.platforms.length > 0 && standing(before) !== standing(after);
};

export const pressClose = forManagers(async (ctx, seen: Seen) => {
  if (seen.id === ctx.who.id) return { refuse: refusals.own };
  return ctx.change(async (change): Promise<Outcome> => {
    const found = await seenPerson(ctx, change, seen);
    if ("outcome" in found) return found.outcome;
    const { id, name } = found.person;
    if (!(await setOpen(change, id, false))) return { refuse: refusals.gone };
    await leave(change, id);
    if ((await readMembersWith(change, "admin")).length === 0) return { refuse: refusals.lastAdmin };
    const after = await readPerson(change, id);
    const title = texts[ctx.language].isClosed({ name });
    return after ? { replace: await cardOf(ctx, change, { person: after, title }) } : { refuse: refusals.gone };
  });
});

export const pressReopen = forManagers(async (ctx, seen: Seen) =>
  ctx.change(async (change): Promise<Outcome> => {
    const found = await seenPerson(ctx, change, seen);
    if ("outcome" in found) return found.outcome;
    const { id, name } = found.person;
    const { person } = found;
    if (isStranded(person)) {
      const stale = await cardOf(ctx, change, { person });
      return { refuse: refusals.stranded, stale };
    }
    if (!(await setOpen(change, id, true))) return { refuse: refusals.gone };
    await comeBack(change, id);
    const after = await readPerson(change, id);
    const title = texts[ctx.language].isOpen({ name });
    return after ? { replace: await cardOf(ctx, change, { person: after, title }) } : { refuse: refusals.gone };
  }),
);
