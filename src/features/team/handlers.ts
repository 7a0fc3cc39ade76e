import type { Card } from "../../chat/card.ts";
import { clipLine } from "../../chat/clip.ts";
import type { Ctx, Onlooker, Outcome, PersonProfile, Stranger } from "../../chat/feature.ts";
import { open, type PickedPerson, type ValuesIn } from "../../chat/form.ts";
import { asOrganizationId, newId, type OrganizationId } from "../../core/ids.ts";
import { LANGUAGES, type Language } from "../../core/language.ts";
import type { Change } from "../../core/scope.ts";
import { sayPlatform } from "../../domain/platforms.ts";
import { isAdmin, managesPeople } from "../../domain/roles.ts";
import { closeRequest, link, linkStranger, linkTyped, readHolders, tellLinked } from "../accounts/public.ts";
import { admit, problemAt, putMember } from "../admission/public.ts";
import { readSegments, segmentChoice } from "../figures/public.ts";
import { moveTeam } from "../leaving/public.ts";
import { type Awaited, awaitedChoice, isKnownBeyond, whoIsKnown } from "../newcomers/public.ts";
import { chosenTeams, problemOfStanding, roleChoice, rolesOf, whoIsBeyond } from "../people/public.ts";
import { isZone, LANGUAGE_NAMES, sayZone } from "../settings/public.ts";
import { addedCard, foundedCard, noticeCard, PAGE, teamMadeCard, teamsCard } from "./cards.ts";
import { addForm, LONGEST_DETAIL, MOST_ALIKE, teamForm } from "./forms.ts";
import { askAdmins, lookingCard } from "./public.ts";
import { codeIn, guessZone, mailOf, onlyLooks } from "./rules.ts";
import { foundOrganization, organizationIn, putTeam, readTeam, readTeams, type TeamWish } from "./store.ts";
import { ADMINS_ONLY, GONE, STALE, texts, USED_CODE, WRONG_CODE } from "./texts.ts";

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
  const { name, segment, channels, zone, language, version } = team;
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
  return {
    ask: open(
      teamForm,
      { seen: { id, version }, ...(elsewhere.length > 0 && { here: platform, elsewhere }) },
      { seeds },
    ),
  };
});

type Added = ValuesIn<typeof addForm>;
interface Picked {
  readonly person: PickedPerson;
  readonly profile: PersonProfile;
  /** On a list, or on another platform: by mail surely, or perhaps by the name. */
  readonly sure: Awaited | undefined;
  readonly alike: readonly Awaited[];
}

export const submitAdd = async (ctx: Ctx, values: Added, { alike }: AskedSame): Promise<Outcome> => {
  if (!managesPeople(ctx.scope)) return { refuse: ADMINS_ONLY };
  const { people } = values;
  const t = texts[ctx.language];
  const profiles = await Promise.all(people.map(async (person) => ({ person, profile: await person.profile() })));
  const bot = profiles.find(({ profile }) => profile.bot);
  if (bot) return { fix: { people: t.bot({ name: bot.profile.name }) } };
  return ctx.change(async (change) => {
    const picked: Picked[] = [];
    for (const one of profiles)
      picked.push({ ...one, ...(one.person.member ? HERE : await whoIsKnown(change, newcomerOf(one))) });
    const question = await askSame(ctx, { picked, values, alike });
    if (question) return question;
    const chosen = picked.map((one) => {
      const known = one.sure ?? one.alike.find(({ id }) => tickedIn(values).includes(id));
      return { ...one, known, ...standingOf(known, values) };
    });
    const fix = await fixOf(change, chosen, ctx.language);
    if (fix) return { fix };
    for (const one of chosen) {
      const added = await addOne(change, one, ctx);
      if ("problem" in added) return { fix: { [added.at]: added.problem } };
    }
    const namesOf = (some: typeof chosen) => some.map(({ profile }) => profile.name);
    const added = namesOf(chosen.filter(({ known }) => !isAtWork(known)));
    const linked = namesOf(chosen.filter(({ known }) => isAtWork(known)));
    return { show: addedCard({ added, linked, roles: rolesOf(values.roles ?? []) }, ctx.language) };
  });
};
const isAtWork = (known: Awaited | undefined): boolean => known !== undefined && known.platforms.length > 0;
/** Whoever has this very account is nobody else. */
const HERE = { sure: undefined, alike: [] };
const newcomerOf = ({ person: { identity }, profile }: Pick<Picked, "person" | "profile">) => ({
  ...{ name: profile.name, mail: mailOf(profile), identity },
});

interface Chosen extends Picked, ReturnType<typeof standingOf> {
  readonly known: Awaited | undefined;
}
/** As chosen, else as a list says; in the teams of both. */
const standingOf = (known: Awaited | undefined, { roles = [], teams = [] }: Added) => ({
  roles: roles.length > 0 ? rolesOf(roles) : (known?.roles ?? []),
  teamIds: [...new Set([...(known?.teams ?? []).map(({ id }) => id), ...teams])],
});

/**
 * Whom the asker may not add, in the same words whether their account, their mail or their name is somebody's beyond the
 * asker's sight; and what is to be chosen for whoever is not at work yet.
 */
const fixOf = async (change: Change, chosen: readonly Chosen[], language: Language) => {
  const t = texts[language];
  for (const { person, profile, known } of chosen) {
    const theirs = [...(await readHolders(change, [person])), ...(known ? [known.id] : [])];
    const isBeyond =
      (await whoIsBeyond(change, theirs)) !== undefined ||
      (theirs.length === 0 && (await isKnownBeyond(change, newcomerOf({ person, profile }))));
    if (isBeyond) return { people: t.beyondPerson({ name: profile.name }) };
  }
  for (const { person, profile, known, ...standing } of chosen) {
    if (person.member || isAtWork(known)) continue;
    if (standing.roles.length === 0) return { roles: t.newNeedsRoles({ name: profile.name }) };
    const problem = await problemOfStanding(change, standing);
    if (problem) return problemAt(problem, language);
  }
  return undefined;
};

/** The field is there only when it is asked. */
const tickedIn = ({ same }: Added): readonly string[] => (Array.isArray(same) ? same : []);
const alikeChoice = (one: Awaited, language: Language) => {
  const { detail, ...named } = awaitedChoice(one, language);
  return { ...named, ...(detail !== undefined && { detail: clipLine(detail, LONGEST_DETAIL) }) };
};
interface AskedSame {
  readonly alike?: readonly { readonly value: string; readonly label: string }[] | undefined;
}
/** Whoever is picked by the name of somebody on a list, or on another platform, is them or a namesake: nobody is made a second time unasked. */
const askSame = async (
  ctx: Ctx,
  { picked, values, alike: asked = [] }: AskedSame & { readonly picked: readonly Picked[]; readonly values: Added },
): Promise<Outcome | undefined> => {
  const t = texts[ctx.language];
  const { people, roles = [], teams = [] } = values;
  // A tick is of whoever is picked still.
  const isPicked = ({ label }: { readonly label: string }) => picked.some(({ profile }) => profile.name === label);
  const gone = asked.filter((one) => !isPicked(one)).map(({ value }) => value);
  const same = tickedIn(values).filter((id) => !gone.includes(id));
  const [double] = picked.filter(
    (one) => one.alike.length > 0 && picked.some((other) => other !== one && other.profile.name === one.profile.name),
  );
  if (double) return { fix: { people: t.oneByOne({ name: double.profile.name }) } };
  const alike = picked.flatMap((one) => one.alike);
  if (alike.length > MOST_ALIKE) return { fix: { people: t.fewer({ most: MOST_ALIKE }) } };
  if (alike.some(({ id }) => !asked.some(({ value }) => value === id))) {
    // One alone of a list is most probably the same, unless each has a mail of their own; whoever is at work is ticked by
    // an admin only, lest a namesake sees what they see.
    const isLikely = (one: Awaited, profile: PersonProfile) =>
      !isAtWork(one) && (one.mail === null || mailOf(profile) === null);
    const likely = picked.flatMap(({ alike: some, profile }) =>
      some.length === 1 ? some.filter((one) => isLikely(one, profile)) : [],
    );
    const seeds = {
      people: people.map(({ identity }) => identity),
      roles: rolesOf(roles).map((role) => roleChoice(role, ctx.language)),
      teams: await chosenTeams(ctx.scope, teams),
      same: likely.map((one) => alikeChoice(one, ctx.language)),
    };
    const names = [...new Set(alike.map(({ name }) => name))].join(ctx.language === "zh" ? "、" : ", ");
    return {
      ask: open(
        addForm,
        { alike: alike.map((one) => alikeChoice(one, ctx.language)) },
        { seeds, errors: { same: t.sameAsk({ names }) } },
      ),
    };
  }
  if (same.some((id) => !alike.some((one) => one.id === id))) return { fix: { same: t.sameGone } };
  const torn = picked.find((one) => one.alike.filter(({ id }) => same.includes(id)).length > 1);
  return torn && { fix: { same: t.sameOne({ name: torn.profile.name }) } };
};

/**
 * Whoever was pasted as a list and is picked by hand stays one person, in the teams of the list too; whoever is at work on
 * another platform is so here too, as what they are.
 */
const addOne = async (
  change: Change,
  { person, profile, known, roles, teamIds }: Chosen,
  ctx: Ctx,
): ReturnType<typeof admit> => {
  const { identity } = person;
  const { name, language, zone } = profile;
  if (known && isAtWork(known)) {
    if (await link(change, known.id, identity)) return { problem: texts[ctx.language].sameGone, at: "people" };
    await tellLinked(change, {
      member: known.id,
      name: known.name,
      account: { ...identity, name },
      admin: ctx.who.name,
    });
    return known;
  }
  const awaited = known !== undefined && (await link(change, known.id, { ...identity, language, zone })) === undefined;
  const admitted = await admit(
    change,
    { name, language, zone, mail: mailOf(profile), identity, roles, teamIds, awaited },
    ctx,
  );
  if ("id" in admitted) await closeRequest(change, identity, name);
  return admitted;
};

export const submitTeam = async (
  ctx: Ctx,
  values: ValuesIn<typeof teamForm>,
  { seen, first }: { readonly seen?: TeamWish["seen"]; readonly first?: true | undefined },
): Promise<Outcome> => {
  if (!isAdmin(ctx.scope)) return { refuse: ADMINS_ONLY };
  const t = texts[ctx.language];
  const { platform, workspace } = ctx.place;
  const { name, channel, approvals } = values;
  const zone = typeof values.zone === "string" ? values.zone : undefined;
  if (zone !== undefined && !isZone(zone)) return { fix: { zone: t.noZone } };
  const language = LANGUAGES.find((each) => each === values.language);
  const segment = first ? { name: values.segment } : { id: values.segment };
  const wish = { seen, name, segment, channel, approvals, platform, workspace };
  return ctx.change(async (change) => {
    const put = await putTeam(change, { ...wish, ...(zone && { zone }), ...(language && { language }) });
    if (put === "gone") return { refuse: GONE };
    if (put === "stale") return { refuse: STALE };
    if (put === "taken") return { fix: { name: t.teamTaken } };
    if (put === "no_segment") return { fix: { segment: t.noSegment } };
    if ("was" in put) {
      await moveTeam(change, put.was);
      return { show: teamMadeCard({ name, isNew: !seen, hasChannel: !!channel }, ctx.language) };
    }
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
    const given = await foundOrganization(change, code, { ...identity, language, zone: zone ?? guessZone(language) });
    if (given !== "done") return { refuse: given === "used" ? USED_CODE : WRONG_CODE };
    await putMember(change, { name, identity, language, zone, mail: mailOf(profile), roles: ["admin"], teamIds: [] });
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

export const pressAskIn = async ({ language }: Ctx): Promise<Outcome> => ({
  show: noticeCard("done", texts[language].inAlready, texts[language].welcomeHow),
});
