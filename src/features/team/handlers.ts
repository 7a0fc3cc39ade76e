import type { Card } from "../../chat/card.ts";
import type { Ctx, Onlooker, Outcome, PersonProfile, Stranger } from "../../chat/feature.ts";
import { open, type PickedPerson, type ValuesIn } from "../../chat/form.ts";
import { asOrganizationId, newId, type OrganizationId } from "../../core/ids.ts";
import { LANGUAGES } from "../../core/language.ts";
import type { Change, Role, Scope } from "../../core/scope.ts";
import { sayPlatform } from "../../domain/platforms.ts";
import { isAdmin, managesPeople, sayRoles } from "../../domain/roles.ts";
import { closeRequest, link, linkStranger, linkTyped, readHolders } from "../accounts/public.ts";
import { admit, problemAt } from "../admission/public.ts";
import { readSegments, segmentChoice } from "../figures/public.ts";
import { awaitedBy, readAsked } from "../newcomers/public.ts";
import { problemOfStanding, rolesOf, whoIsBeyond } from "../people/public.ts";
import { isZone, LANGUAGE_NAMES, sayZone } from "../settings/public.ts";
import { askIn, foundedCard, noticeCard, PAGE, teamMadeCard, teamsCard, turnedAwayCard } from "./cards.ts";
import { addForm, teamForm } from "./forms.ts";
import { askAdmins } from "./public.ts";
import { codeIn, onlyLooks } from "./rules.ts";
import { foundOrganization, organizationIn, putMember, putTeam, readAdmins, readTeam, readTeams } from "./store.ts";
import { ADMINS_ONLY, GONE, sayAdmins, texts, USED_CODE, WRONG_CODE } from "./texts.ts";

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
  readonly teams: readonly string[] | undefined;
}
export const submitAdd = async (ctx: Ctx, { people, roles: chosen, teams = [] }: Added): Promise<Outcome> => {
  if (!managesPeople(ctx.scope)) return { refuse: ADMINS_ONLY };
  const t = texts[ctx.language];
  const roles = rolesOf(chosen);
  const problem = await problemOfStanding(ctx.scope, { roles, teamIds: teams });
  if (problem) return { fix: problemAt(problem, ctx.language) };
  const beyond = await whoIsBeyond(ctx.scope, await readHolders(ctx.scope, people));
  if (beyond !== undefined) return { fix: { people: t.beyondPerson({ name: beyond }) } };
  const profiles = await Promise.all(people.map(async (person) => ({ person, profile: await person.profile() })));
  const bot = profiles.find(({ profile }) => profile.bot);
  if (bot) return { fix: { people: t.bot({ name: bot.profile.name }) } };
  return ctx.change(async (change) => {
    for (const one of profiles) {
      const added = await addOne(change, one, { roles, teams, ctx });
      if ("problem" in added) return { fix: { [added.at]: added.problem } };
    }
    const names = profiles.map(({ profile }) => profile.name).join(ctx.language === "zh" ? "、" : ", ");
    return { show: noticeCard("done", t.added({ names, roles: sayRoles(roles, ctx.language) }), t.addedDetail) };
  });
};

/** Whoever was pasted as a list and is picked by hand stays one person, in the teams of the list too. */
const addOne = async (
  change: Change,
  { person, profile }: { readonly person: PickedPerson; readonly profile: PersonProfile },
  { roles, teams, ctx }: { readonly roles: readonly Role[]; readonly teams: readonly string[]; readonly ctx: Ctx },
): ReturnType<typeof admit> => {
  const { identity } = person;
  const { name, language, zone } = profile;
  const listed = person.member ? undefined : await awaitedBy(change, profile.mail?.toLowerCase() ?? null);
  if (listed && (await whoIsBeyond(change, [listed.id])))
    return { problem: texts[ctx.language].beyondPerson({ name: listed.name }), at: "people" };
  const awaited =
    listed !== undefined && (await link(change, listed.id, { ...identity, language, zone })) === undefined;
  const teamIds = awaited ? [...new Set([...listed.teams.map(({ id }) => id), ...teams])] : teams;
  const admitted = await admit(change, { name, language, zone, identity, roles, teamIds, awaited }, ctx);
  if ("id" in admitted) await closeRequest(change, identity, name);
  return admitted;
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
    await putMember(change, { name, identity, language, zone, roles: ["admin"], teamIds: [] });
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
  const asked = await readAsked(scope, identity);
  if (asked === "turned_away") return turnedAwayCard(admins, language);
  if (asked === "waits") return noticeCard("waiting", t.strangerTitle, t.strangerAgain({ admins }));
  const ask = { label: t.askIn, press: askIn.with({}), look: "primary" } as const;
  return { ...noticeCard("waiting", t.strangerTitle, t.strangerHome({ admins })), buttons: [ask] };
};
export const pressAskIn = async ({ language }: Ctx): Promise<Outcome> => ({
  show: noticeCard("done", texts[language].inAlready, texts[language].welcomeHow),
});
