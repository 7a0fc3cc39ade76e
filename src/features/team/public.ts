import type { Ctx } from "../../chat/feature.ts";
import type { Clock } from "../../core/clock.ts";
import { codeHash } from "../../core/codes.ts";
import type { MemberId } from "../../core/ids.ts";
import type { Change, DatabaseHandle, Role } from "../../core/scope.ts";
import { type Reader, revise, tell } from "../../notify/tell.ts";
import { comeBack } from "../leaving/public.ts";
import { awaitedBy, readJoinRequest, readTwins } from "../newcomers/public.ts";
import { behind } from "../people/public.ts";
import { joinCard, welcomeCard } from "./cards.ts";
import { keepSetupCode, type NewMember, putMember } from "./store.ts";
import { texts } from "./texts.ts";

export { addPeople, editTeam, goOn, joinCard } from "./cards.ts";
export { putTeam } from "./store.ts";

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

/** In from now on; or why not. */
export const admit = async (
  change: Change,
  person: NewMember,
  { language, who }: Pick<Ctx, "language" | "who">,
): Promise<{ readonly id: MemberId } | { readonly problem: string }> => {
  const { name, roles, teamId } = person;
  const id = await putMember(change, person);
  if (id === undefined) return { problem: texts[language].inTeamAlready({ name }) };
  const problem = await behind(change, { id, name, teamIds: teamId ? [teamId] : [] }, language);
  if (problem !== undefined) return { problem };
  await comeBack(change, id);
  await welcome(change, { key: `welcome:${id}:${change.at.toISOString()}`, id, name, roles, admin: who.name });
  return { id };
};

/** The admins have a card of who asks to be let in: one for a person who asks on several platforms. */
export async function tellOfRequest(
  change: Change,
  id: string,
  admins: readonly { readonly id: MemberId }[],
): Promise<void> {
  const request = await readJoinRequest(change, id);
  if (!request) return;
  const [first] = (await readTwins(change, request)).sure;
  const asked = first ?? request;
  const [like, twins] = [await awaitedBy(change, asked.mail), await readTwins(change, asked)];
  const card = ({ member, language }: Reader) => {
    const within = member !== null && !admins.some((admin) => admin.id === member);
    return joinCard({ ...asked, like, twins, still: asked.reminded, within }, language);
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
