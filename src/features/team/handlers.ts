import type { Card } from "../../chat/card.ts";
import type { Ctx, Onlooker, Outcome, Stranger } from "../../chat/feature.ts";
import { open, type PickedPerson, type ValuesIn } from "../../chat/form.ts";
import { asMemberId, asOrganizationId, type MemberId, newId, type OrganizationId } from "../../core/ids.ts";
import { LANGUAGES } from "../../core/language.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { sayPlatform } from "../../domain/platforms.ts";
import { isAdmin, managesPeople, sayRoles } from "../../domain/roles.ts";
import { revise } from "../../notify/tell.ts";
import { link, linkStranger, linkTyped, tellLinked } from "../accounts/public.ts";
import { readSegments, segmentChoice } from "../figures/public.ts";
import { comeBack } from "../leaving/public.ts";
import {
  awaitedBy,
  decideJoin,
  hasAsked,
  type JoinRequest,
  probablyAwaited,
  readJoinRequest,
  readTwins,
} from "../newcomers/public.ts";
import { behind, problemOfStanding, whoIsBeyond } from "../people/public.ts";
import { isZone, LANGUAGE_NAMES, sayZone } from "../settings/public.ts";
import { askIn, decidedJoinCard, foundedCard, joinCard, noticeCard, PAGE, teamMadeCard, teamsCard } from "./cards.ts";
import { addForm, awaitedChoice, letInForm, roleChoice, rolesOf, teamForm } from "./forms.ts";
import { askAdmins, welcome } from "./public.ts";
import { codeIn, onlyLooks } from "./rules.ts";
import {
  foundOrganization,
  hasTeam,
  type NewMember,
  organizationIn,
  putMember,
  putTeam,
  readAdmins,
  readMemberName,
  readTeam,
  readTeams,
} from "./store.ts";
import { ADMINS_ONLY, DECIDED, GONE, problemAt, sayAdmins, texts, USED_CODE, WRONG_CODE } from "./texts.ts";

type Handler<Input> = (ctx: Ctx, input: Input) => Promise<Outcome>;
const forAdmins =
  <Input>(handle: Handler<Input>): Handler<Input> =>
  async (ctx, input) =>
    isAdmin(ctx.scope) ? handle(ctx, input) : { refuse: ADMINS_ONLY };

/** "/team", "/team 华东": all, or those called so. */
export const teamCommand = forAdmins(async (ctx, typed: string) => {
  const named = typed.trim();
  return { show: teamsCard(await readTeams(ctx.scope, named, { size: PAGE }), named, ctx.language) };
});
export const pressTeams = forAdmins<{ named: string; after?: string | undefined }>(async (ctx, { named, after }) => {
  const page = { size: PAGE, ...(after !== undefined && { after }) };
  return { replace: teamsCard(await readTeams(ctx.scope, named, page), named, ctx.language) };
});

export const pressAdd = async (ctx: Ctx): Promise<Outcome> =>
  managesPeople(ctx.scope) ? { ask: open(addForm, {}) } : { refuse: ADMINS_ONLY };
export const pressTeam = forAdmins<{ id?: string | undefined }>(async (ctx, { id }) => {
  const [any] = await readSegments(ctx.scope);
  if (!id) return { ask: open(teamForm, { ...(!any && { first: true }) }) };
  const team = await readTeam(ctx.scope, id);
  if (!team) return { refuse: GONE };
  const { name, segment, channels, zone, language } = team;
  const { platform, workspace } = ctx.place;
  const here = channels.find((each) => each.platform === platform && each.workspace === workspace);
  const elsewhere = channels.filter((each) => each.platform !== platform).map((each) => each.platform);
  const seeds = {
    name,
    segment: segmentChoice(segment),
    channel: here?.channel ?? undefined,
    approvals: here?.approvals ?? undefined,
    zone: { value: zone, label: sayZone(zone, ctx.language, ctx.now) },
    language: { value: language, label: LANGUAGE_NAMES[language] },
  };
  return { ask: open(teamForm, { id, ...(elsewhere.length > 0 && { here: platform, elsewhere }) }, { seeds }) };
});

interface Added {
  readonly people: readonly PickedPerson[];
  readonly roles: readonly string[];
  readonly team: string | undefined;
}
export const submitAdd = async (ctx: Ctx, { people, roles: chosen, team }: Added): Promise<Outcome> => {
  if (!managesPeople(ctx.scope)) return { refuse: ADMINS_ONLY };
  const t = texts[ctx.language];
  const roles = rolesOf(chosen);
  const problem = await problemOfStanding(ctx.scope, { roles, teamIds: team ? [team] : [] });
  if (problem) return { fix: problemAt(problem, ctx.language) };
  const beyond = await whoIsBeyond(
    ctx.scope,
    people.flatMap(({ member }) => member ?? []),
  );
  if (beyond !== undefined) return { fix: { people: t.beyondPerson({ name: beyond }) } };
  const profiles = await Promise.all(people.map(async (person) => ({ person, profile: await person.profile() })));
  const bot = profiles.find(({ profile }) => profile.bot);
  if (bot) return { fix: { people: t.bot({ name: bot.profile.name }) } };
  return ctx.change(async (change) => {
    for (const { person, profile } of profiles) {
      const { name, language, zone } = profile;
      // Whoever was pasted as a list and is picked by hand stays one person.
      const listed = person.member ? undefined : await awaitedBy(change, profile.mail?.toLowerCase() ?? null);
      const theirs = listed && { fix: { people: t.beyondPerson({ name: listed.name }) } };
      if (listed && theirs && (await whoIsBeyond(change, [listed.id]))) return theirs;
      const awaited = listed !== undefined && (await link(change, listed.id, person.identity)) === undefined;
      const given = { name, language, zone, identity: person.identity, roles, teamId: team, awaited };
      const admitted = await admit(change, given, ctx);
      if ("problem" in admitted) return { fix: { people: admitted.problem } };
    }
    const names = profiles.map(({ profile }) => profile.name).join(ctx.language === "zh" ? "、" : ", ");
    return { show: noticeCard("done", t.added({ names, roles: sayRoles(roles, ctx.language) }), t.addedDetail) };
  });
};

/** In from now on; or why not. */
const admit = async (
  change: Change,
  person: NewMember,
  { language, who }: Pick<Ctx, "language" | "who">,
): Promise<{ readonly id: MemberId } | { readonly problem: string }> => {
  const { name, roles, teamId } = person;
  const id = await putMember(change, person);
  if (id === undefined) return { problem: texts[language].inTeamAlready({ name }) };
  const problem = await behind(change, { id, name, after: { roles, teamIds: teamId ? [teamId] : [] } }, language);
  if (problem !== undefined) return { problem };
  await comeBack(change, id);
  await welcome(change, { key: `welcome:${id}:${change.at.toISOString()}`, id, name, roles, admin: who.name });
  return { id };
};

export const submitTeam = async (
  ctx: Ctx,
  values: ValuesIn<typeof teamForm>,
  { id, first }: { readonly id?: string | undefined; readonly first?: true | undefined },
): Promise<Outcome> => {
  if (!isAdmin(ctx.scope)) return { refuse: ADMINS_ONLY };
  const t = texts[ctx.language];
  const { platform, workspace } = ctx.place;
  const { name, channel, approvals } = values;
  const zone = typeof values.zone === "string" ? values.zone : undefined;
  if (zone !== undefined && !isZone(zone)) return { fix: { zone: t.noZone } };
  const language = LANGUAGES.find((each) => each === values.language);
  const segment = first ? { name: values.segment } : { id: values.segment };
  const wish = { id, name, segment, channel, approvals, platform, workspace };
  return ctx.change(async (change) => {
    const put = await putTeam(change, { ...wish, ...(zone && { zone }), ...(language && { language }) });
    if (put === "gone") return { refuse: GONE };
    if (put === "taken") return { fix: { name: t.teamTaken } };
    if (put === "no_segment") return { fix: { segment: t.noSegment } };
    if (put === "done") return { show: teamMadeCard({ name, isNew: !id, hasChannel: !!channel }, ctx.language) };
    if ("customers" in put) return { fix: { segment: t.segmentInUse(put) } };
    const { field, team, platform: on } = put.place;
    if (on === platform) return { fix: { [field]: t.channelBeyond({ team }) } };
    return { fix: { segment: t.channelBeyondOn({ team, platform: sayPlatform(on, ctx.language) }) } };
  });
};

interface Asked {
  readonly id: string;
  readonly version: number;
}
/** The card of a request that someone else has decided. */
const decided = async (ctx: Ctx, id: string): Promise<Outcome> => {
  const request = await readJoinRequest(ctx.scope, id);
  if (!request) return { refuse: GONE };
  if (request.letIn === null) {
    const [like, twins] = [await awaitedBy(ctx.scope, request.mail), await readTwins(ctx.scope, request)];
    return { replace: joinCard({ ...request, like, twins }, ctx.language) };
  }
  const by = request.decidedById ? await readMemberName(ctx.scope, request.decidedById) : undefined;
  const stale = decidedJoinCard({ name: request.name, roles: request.letIn ? [] : null, by: by ?? "" }, ctx.language);
  return {
    refuse: DECIDED,
    stale,
  };
};

/** The request, when the asker decides on it: an admin on all, a segment's on what no admin has answered in time. */
const openTo = async ({ scope }: Ctx, id: string): Promise<JoinRequest | undefined> => {
  const request = managesPeople(scope) ? await readJoinRequest(scope, id) : undefined;
  return isAdmin(scope) || request?.passedOn ? request : undefined;
};

export const pressLetIn = async (ctx: Ctx, { id, version }: Asked): Promise<Outcome> => {
  const request = await openTo(ctx, id);
  if (!request && !isAdmin(ctx.scope)) return { refuse: ADMINS_ONLY };
  if (!request || request.version !== version) return decided(ctx, id);
  const like = await probablyAwaited(ctx.scope, request);
  if (!like) return { ask: open(letInForm, { id, version, name: request.name }) };
  const { team, roles } = like;
  const seeds = {
    known: awaitedChoice(like),
    roles: roles.map((role) => roleChoice(role, ctx.language)),
    team: team && { value: team.id, label: team.name, detail: team.segment },
  };
  return { ask: open(letInForm, { id, version, name: request.name }, { seeds }) };
};

export const pressTurnAway = forAdmins<Asked>(async (ctx, { id, version }) => {
  const request = await readJoinRequest(ctx.scope, id);
  if (!request) return { refuse: GONE };
  const outcome = await ctx.change(async (change) => {
    if (!(await decideJoin(change, { id, version, letIn: false }))) return { refuse: GONE };
    for (const twin of (await readTwins(change, request)).sure) await decideJoin(change, { ...twin, letIn: false });
    await revise(change, `join:${id}`, (reader) =>
      decidedJoinCard({ name: request.name, roles: null, by: ctx.who.name }, reader.language),
    );
    return { replace: decidedJoinCard({ name: request.name, roles: null, by: ctx.who.name }, ctx.language) };
  });
  return "refuse" in outcome ? decided(ctx, id) : outcome;
});

export const submitLetIn = async (
  ctx: Ctx,
  values: { readonly known: string | undefined; readonly roles: readonly string[]; readonly team: string | undefined },
  { id, version }: Asked,
): Promise<Outcome> => {
  const request = await openTo(ctx, id);
  if (!request) return { refuse: isAdmin(ctx.scope) ? GONE : ADMINS_ONLY };
  const t = texts[ctx.language];
  const { known, team } = values;
  const roles = rolesOf(values.roles);
  const problem = await problemOfStanding(ctx.scope, { roles, teamIds: team ? [team] : [] });
  if (problem) return { fix: problemAt(problem, ctx.language) };
  if (known !== undefined && (await whoIsBeyond(ctx.scope, [asMemberId(known)])) !== undefined)
    return { fix: { known: t.knownGone } };
  const outcome = await ctx.change(async (change) => {
    if (team && !(await hasTeam(change, team))) return { fix: { team: texts[ctx.language].teamGone } };
    if (!(await decideJoin(change, { id, version, letIn: true }))) return { refuse: GONE };
    const { name, identity, language, zone } = request;
    if (known !== undefined && (await link(change, asMemberId(known), identity)))
      return { fix: { known: texts[ctx.language].knownGone } };
    const awaited = known !== undefined;
    const admitted = await admit(change, { name, identity, language, zone, roles, teamId: team, awaited }, ctx);
    if ("problem" in admitted) return { fix: { team: admitted.problem } };
    const member = admitted.id;
    const twins = await readTwins(change, request);
    for (const twin of twins.sure)
      if ((await link(change, member, twin.identity)) === undefined)
        await tellLinked(change, { member, name, account: { ...twin.identity, name }, admin: ctx.who.name });
    await revise(change, `join:${id}`, (reader) => decidedJoinCard({ name, roles, by: ctx.who.name }, reader.language));
    return { replace: decidedJoinCard({ name, roles, by: ctx.who.name }, ctx.language) };
  });
  return "refuse" in outcome ? decided(ctx, id) : outcome;
};

/** Someone the bot does not know: the first with the set-up code founds the organization; others ask to be let in. */
export const welcomeStranger = async (stranger: Stranger): Promise<Outcome> => {
  const code = linkTyped(stranger.typed);
  if (code !== undefined) return linkStranger(stranger, code);
  if (stranger.organizationId && onlyLooks(stranger.typed)) return lookIn(stranger, stranger.organizationId);
  return stranger.organizationId ? askAdmins(stranger, stranger.organizationId) : setUp(stranger);
};

const setUp = async (stranger: Stranger): Promise<Outcome> => {
  const { identity, profile, typed } = stranger;
  const t = texts[profile.language];
  const code = codeIn(typed);
  if (!code && identity.workspace !== stranger.place.workspace)
    return { show: noticeCard("stopped", t.guest, t.guestDetail) };
  if (!code) return { show: noticeCard("waiting", t.notSetUp, t.notSetUpDetail) };
  const { name, language, zone } = profile;
  const outcome = await stranger.change(asOrganizationId(newId()), async (change) => {
    const given = await foundOrganization(change, code, { ...identity, language, zone });
    if (given !== "done") return { refuse: given === "used" ? USED_CODE : WRONG_CODE };
    await putMember(change, { name, identity, language, zone, roles: ["admin"], teamId: undefined });
    return { show: foundedCard(language) };
  });
  if (!("refuse" in outcome)) return outcome;
  if (outcome.refuse === WRONG_CODE) return { show: noticeCard("stopped", t.wrongCode, t.wrongCodeDetail) };
  // Somebody was faster, perhaps by a moment, and perhaps in this very workspace.
  const there = await organizationIn(stranger.database, identity);
  return there ? askAdmins(stranger, there) : { show: noticeCard("stopped", t.usedCode, t.usedCodeDetail) };
};

const lookIn = ({ change, ...onlooker }: Stranger, organizationId: OrganizationId): Promise<Outcome> =>
  change(organizationId, async (scope) => ({ show: await lookingCard({ ...onlooker, scope }) }));

export const strangerHome = async ({ scope, ...onlooker }: Onlooker): Promise<readonly Card[]> => {
  const t = texts[onlooker.profile.language];
  return [scope ? await lookingCard({ ...onlooker, scope }) : noticeCard("waiting", t.notSetUp, t.notSetUpDetail)];
};

/** Looking is not asking: a button asks. */
type Looking = Omit<Onlooker, "scope"> & { readonly scope: Scope };
const lookingCard = async ({ identity, profile: { language }, scope }: Looking): Promise<Card> => {
  const t = texts[language];
  const admins = sayAdmins(await readAdmins(scope), language);
  if (await hasAsked(scope, identity)) return noticeCard("waiting", t.strangerTitle, t.strangerAgain({ admins }));
  const ask = { label: t.askIn, press: askIn.with({}), look: "primary" } as const;
  return { ...noticeCard("waiting", t.strangerTitle, t.strangerHome({ admins })), buttons: [ask] };
};
export const pressAskIn = async ({ language }: Ctx): Promise<Outcome> => ({
  show: noticeCard("done", texts[language].inAlready, texts[language].welcomeHow),
});
