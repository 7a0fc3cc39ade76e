import { z } from "zod";
import { type Button, type Card, defineAction, type Fact } from "../../chat/card.ts";
import type { Language } from "../../core/language.ts";
import type { Role } from "../../core/scope.ts";
import { sayPlatforms } from "../../domain/platforms.ts";
import { sayRoles } from "../../domain/roles.ts";
import { closeTeamButton } from "../closing/public.ts";
import type { Awaited, JoinRequest, Likely } from "../newcomers/public.ts";
import type { ListedTeam, TeamsListed } from "./store.ts";
import { texts } from "./texts.ts";

const request = z.object({ id: z.uuid(), version: z.int() });
/** Pressed by someone who is not in yet; pressed later, it says that they are. */
export const askIn = defineAction("team.askIn", z.object({}));
export const letIn = defineAction("team.letIn", request);
export const turnAway = defineAction("team.turnAway", request);
export const addPeople = defineAction("team.addPeople", z.object({}));
export const editTeam = defineAction("team.editTeam", z.object({ id: z.uuid().optional() }));
export const listTeams = defineAction("team.list", z.object({ named: z.string(), after: z.uuid().optional() }));
/** Leads to the set-up, wherever it was left. */
export const goOn = defineAction("setup.goOn", z.object({}));

/** From what was added to what the set-up still lacks. */
export const nextStepButton = (language: Language): Button => ({
  label: texts[language].nextStep,
  press: goOn.with({}),
});

const simple = (tone: Card["tone"], title: string, detail?: string): Card => ({
  tone,
  title,
  plain: detail ? `${title} · ${detail}` : title,
  ...(detail && { text: [detail] }),
});
export const noticeCard = simple;

/** What the first admin sees, and what comes next. */
export const foundedCard = (language: Language): Card => {
  const t = texts[language];
  return {
    ...simple("done", t.founded, t.foundedDetail),
    buttons: [{ label: t.goOn, press: goOn.with({}), look: "primary" }],
  };
};

/** A new team, or one that has changed: on to what is still to be set up. */
export const teamMadeCard = (
  { name, isNew, hasChannel }: { readonly name: string; readonly isNew: boolean; readonly hasChannel: boolean },
  language: Language,
): Card => {
  const t = texts[language];
  const title = isNew ? t.teamMade({ name }) : t.teamChanged({ name });
  const more: Button[] = [
    { label: t.addPeople, press: addPeople.with({}) },
    { label: t.newTeam, press: editTeam.with({}) },
  ];
  return {
    ...simple("done", title, hasChannel ? undefined : t.teamWithoutChannel),
    buttons: [{ ...nextStepButton(language), ...(isNew && { look: "primary" }) }, ...(isNew ? more : [])],
  };
};

/** Who is known here, by the platform's own word or by the name, the admins read: to a segment's it may be another segment's. */
export const joinCard = (
  asked: Pick<JoinRequest, "id" | "name" | "version" | "identity"> &
    Likely & {
      /** It has waited for hours. */
      readonly still?: boolean;
      /** To a segment's admin, who lets people into the segment and turns nobody away. */
      readonly within?: boolean;
    },
  language: Language,
): Card => {
  const t = texts[language];
  const { id, version, twins, still = false, within = false } = asked;
  const { like, namesakes = [] } = within ? {} : asked;
  const platformsOf = (...requests: readonly Pick<JoinRequest, "identity">[]) =>
    sayPlatforms([...new Set(requests.map(({ identity }) => identity.platform))], language);
  const facts = [
    ...(like ? [likeFact(like, language)] : []),
    ...(twins.sure.length > 0 ? [{ label: t.asksOn, value: platformsOf(asked, ...twins.sure) }] : []),
  ];
  const alike = twins.alike.length > 0 ? [t.alike({ platforms: platformsOf(...twins.alike) })] : [];
  const others = [...new Set(namesakes.flatMap(({ platforms }) => platforms))];
  const known = others.length > 0 ? [t.namesake({ platforms: sayPlatforms(others, language) })] : [];
  const title = still ? t.joinStill({ name: asked.name }) : t.joinAsk({ name: asked.name });
  return {
    ...simple("waiting", title),
    text: [within ? t.joinWithin : t.joinAskDetail, ...known, ...alike],
    plain: `${title} · ${within ? t.joinWithin : t.joinAskDetail}`,
    ...(facts.length > 0 && { facts }),
    buttons: [
      { label: t.letIn, press: letIn.with({ id, version }), look: "primary" },
      ...turnAwayUnless(within, asked, language),
    ],
  };
};

const likeFact = ({ name, mail, platforms }: Awaited, language: Language): Fact => {
  const t = texts[language];
  return platforms.length > 0
    ? { label: t.hereAlready, value: [name, mail, sayPlatforms(platforms, language)].join(" · ") }
    : { label: t.listed, value: [name, mail].join(" · ") };
};

const turnAwayUnless = (
  within: boolean,
  { id, version, name }: Pick<JoinRequest, "id" | "name" | "version">,
  language: Language,
): Button[] => {
  const t = texts[language];
  if (within) return [];
  const confirm = { title: t.turnAway, text: t.turnAwayConfirm({ name }), yes: t.turnAwayYes, no: t.cancel };
  return [{ label: t.turnAway, press: turnAway.with({ id, version }), confirm }];
};

/** The join card after the decision. */
export const decidedJoinCard = (
  { name, roles, by }: { name: string; roles: readonly Role[] | null; by: string },
  language: Language,
): Card => {
  const t = texts[language];
  const title = roles ? t.letInDone({ name, roles: sayRoles(roles, language) }) : t.turnedAwayDone({ name });
  return simple(roles ? "done" : "past", title, t.decidedBy({ name: by }));
};

/** To whoever asked in vain, and asks again. `admins`: whom to speak to. */
/** To whoever asked, when nobody has decided in time. */
export const stillOutCard = (admins: string, language: Language): Card => {
  const t = texts[language];
  return simple("waiting", t.stillOut, t.stillOutDetail({ admins }));
};

export const turnedAwayCard = (admins: string, language: Language): Card => {
  const t = texts[language];
  return simple("stopped", t.notLetIn, t.notLetInDetail({ admins }));
};

export const welcomeCard = (
  { name, admin, roles }: { name: string; admin: string; roles: readonly Role[] },
  language: Language,
): Card => {
  const t = texts[language];
  const detail = t.welcomeDetail({ admin, roles: sayRoles(roles, language) });
  return {
    tone: "done",
    title: t.welcome({ name }),
    plain: `${t.welcome({ name })} · ${detail}`,
    text: [detail, t.welcomeHow],
  };
};

/** Who is in from now on; `linked` were, and are on this platform too. */
export const addedCard = (
  {
    added,
    linked,
    roles,
  }: { readonly added: readonly string[]; readonly linked: readonly string[]; readonly roles: readonly Role[] },
  language: Language,
): Card => {
  const t = texts[language];
  const say = (names: readonly string[]) => names.join(language === "zh" ? "、" : ", ");
  const here = linked.length > 0 ? t.nowHere({ names: say(linked) }) : "";
  if (added.length === 0) return simple("done", here, t.nowHereDetail);
  const title = t.added({ names: say(added), roles: sayRoles(roles, language) });
  const card = { ...simple("done", title, t.addedDetail), buttons: [nextStepButton(language)] };
  return linked.length === 0 ? card : { ...card, text: [t.addedDetail, here, t.nowHereDetail] };
};

/** Lines of a page. */
export const PAGE = 10;
const sayChannels = (channels: ListedTeam["channels"], language: Language): string => {
  const t = texts[language];
  const platforms = channels.filter(({ channel }) => channel !== null).map(({ platform }) => platform);
  return platforms.length > 0 ? t.inChannel({ platforms: sayPlatforms(platforms, language) }) : t.noChannel;
};

export const teamsCard = ({ rows, next, count }: TeamsListed, named: string, language: Language): Card => {
  const t = texts[language];
  const title = named === "" ? t.teamsTitle({ count }) : t.teamsNamed({ count, named });
  return {
    tone: "plain",
    title,
    plain: title,
    ...(count > PAGE && named === "" && { footer: t.teamsSearch }),
    counts: t.teamsCounts,
    lines: rows.map(({ id, name, segment, channels, members }) => ({
      text: [
        { bold: name },
        ` · ${segment.name} · ${t.members({ count: members })} · ${sayChannels(channels, language)}`,
      ],
      buttons: [{ label: t.editTeam, press: editTeam.with({ id }) }, closeTeamButton(id, language)],
    })),
    buttons: [
      { label: t.newTeam, press: editTeam.with({}), look: "primary" },
      ...(next === null ? [] : [{ label: t.moreTeams, press: listTeams.with({ named, after: next }) }]),
      ...(named === "" ? [] : [{ label: t.allTeams, press: listTeams.with({ named: "" }) }]),
    ],
  };
};
