import type { Card } from "../../chat/card.ts";
import type { Onlooker, Outcome, Stranger } from "../../chat/feature.ts";
import type { Clock } from "../../core/clock.ts";
import { codeHash } from "../../core/codes.ts";
import type { MemberId, OrganizationId } from "../../core/ids.ts";
import type { Change, DatabaseHandle, Role, Scope } from "../../core/scope.ts";
import { type Reader, revise, tell } from "../../notify/tell.ts";
import { askToJoin, readAsked, readJoinRequest, readLikely, readTwins } from "../newcomers/public.ts";
import { askIn, joinCard, noticeCard, turnedAwayCard, welcomeCard } from "./cards.ts";
import { mailOf } from "./rules.ts";
import { keepSetupCode, organizationOf, readAdmins } from "./store.ts";
import { sayAdmins, texts } from "./texts.ts";

export {
  addPeople,
  decidedJoinCard,
  editTeam,
  goOn,
  joinCard,
  letIn,
  nextStepButton,
  stillOutCard,
  turnAway,
  turnedAwayCard,
} from "./cards.ts";
export { LONGEST_TEAM } from "./rules.ts";
export { makeTeams, readAdmins, readMemberName, segmentOf, type TeamWish } from "./store.ts";
export { ADMINS_ONLY, DECIDED, GONE, onlyAdminAdds, sayAdmins } from "./texts.ts";

/** Makes the code usable while there is no organization yet. True when it is, and so should be shown to the operator. */
export const offerSetupCode = (database: DatabaseHandle, clock: Clock, code: string): Promise<boolean> =>
  keepSetupCode(database, codeHash(code), clock.now());

/** Tells somebody who is in from now on what this is and how to begin. */
export const welcome = async (
  change: Change,
  who: {
    readonly key: string;
    readonly id: MemberId;
    readonly name: string;
    readonly roles: readonly Role[];
    readonly admin: string;
  },
): Promise<void> =>
  tell(change, { key: who.key, to: { member: who.id }, card: ({ language }) => welcomeCard(who, language) });

/** The admins have a card of who asks to be let in: one for a person who asks on several platforms. */
async function tellOfRequest(change: Change, id: string, admins: readonly { readonly id: MemberId }[]): Promise<void> {
  const request = await readJoinRequest(change, id);
  if (!request) return;
  const [first] = (await readTwins(change, request)).sure;
  const asked = first ?? request;
  const likely = await readLikely(change, asked);
  const card = ({ member, language }: Reader) => {
    const within = member !== null && !admins.some((admin) => admin.id === member);
    return joinCard({ ...asked, ...likely, still: asked.reminded, within }, language);
  };
  if (first) return revise(change, `join:${first.id}`, card);
  for (const { id: admin } of admins)
    await tell(change, {
      key: `join:${id}:${request.version}:${admin}`,
      to: { member: admin },
      about: `join:${id}`,
      asks: true,
      card,
    });
}

/** Somebody unknown asks to be let in. */
export const askAdmins = async (
  { identity, profile, change: inChange }: Stranger,
  organizationId: OrganizationId,
): Promise<Outcome> => {
  const t = texts[profile.language];
  const { name, language } = profile;
  const mail = mailOf(profile);
  return inChange(organizationId, async (change) => {
    const admins = await readAdmins(change);
    const zone = profile.zone ?? (await organizationOf(change)).zone;
    const zoneTold = profile.zone !== undefined;
    const named = sayAdmins(admins, language);
    const { id, made, lapsed, turnedAway } = await askToJoin(change, {
      identity,
      name,
      mail,
      language,
      zone,
      zoneTold,
    });
    if (turnedAway) return { show: turnedAwayCard(named, language) };
    if (!made) return { show: noticeCard("waiting", t.strangerTitle, t.strangerAgain({ admins: named })) };
    await tellOfRequest(change, id, admins);
    const say = lapsed ? t.strangerLapsed : t.strangerDetail;
    return { show: noticeCard("waiting", t.strangerTitle, say({ admins: named })) };
  });
};

/** Looking is not asking: a button asks. */
type Looking = Omit<Onlooker, "scope"> & { readonly scope: Scope };
export const lookingCard = async ({ identity, profile: { language }, scope }: Looking): Promise<Card> => {
  const t = texts[language];
  const admins = sayAdmins(await readAdmins(scope), language);
  const asked = await readAsked(scope, identity);
  if (asked === "turned_away") return turnedAwayCard(admins, language);
  if (asked === "waits") return noticeCard("waiting", t.strangerTitle, t.strangerAgain({ admins }));
  const ask = { label: t.askIn, press: askIn.with({}), look: "primary" } as const;
  return { ...noticeCard("waiting", t.strangerTitle, t.strangerHome({ admins })), buttons: [ask] };
};
