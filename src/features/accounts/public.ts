import type { Outcome, Stranger } from "../../chat/feature.ts";
import type { Clock } from "../../core/clock.ts";
import type { MemberId } from "../../core/ids.ts";
import type { InBoth } from "../../core/language.ts";
import type { Change, DatabaseHandle } from "../../core/scope.ts";
import { revise, tell } from "../../notify/tell.ts";
import { leaverCard, noticeCard, toldCard } from "./cards.ts";
import { codeState, GUESSES, type Identified } from "./rules.ts";
import {
  attachWorkspace,
  countGuess,
  type GivenCode,
  link,
  noteGone,
  readAccounts,
  readCode,
  readMembersWith,
  readNames,
  settleJoin,
  useCode,
} from "./store.ts";
import { REFUSALS, texts } from "./texts.ts";

export { accountEntries, pickAccount } from "./cards.ts";
export { linkTyped } from "./rules.ts";
export { link, readHolders } from "./store.ts";

/** The code someone gives, when it holds; the try is counted either way. */
export const admitCode = async (
  from: { readonly database: DatabaseHandle; readonly clock: Clock; readonly identity: Identified },
  typed: string,
): Promise<GivenCode | { readonly refuse: InBoth }> => {
  const now = from.clock.now();
  if ((await countGuess(from.database, from.identity, now)) > GUESSES) return { refuse: REFUSALS.tooMany };
  const given = await readCode(from.database, typed);
  if (!given) return { refuse: REFUSALS.wrong };
  const state = codeState(given, now);
  if (state !== "good") return { refuse: REFUSALS[state] };
  return given.member.open ? given : { refuse: REFUSALS.closed };
};

/** A stranger gives a code: a member who is known elsewhere, whose account here this is from now on. */
export const linkStranger = async (stranger: Stranger, code: string): Promise<Outcome> => {
  const { identity, profile, organizationId, database, clock } = stranger;
  const t = texts[profile.language];
  if (code === "") return { show: noticeCard("plain", t.howTitle, t.howText) };
  const given = await admitCode({ database, clock, identity }, code);
  if ("refuse" in given) return given;
  if (organizationId === null && !given.member.isAdmin) return { refuse: REFUSALS.adminFirst };
  if (organizationId !== null && organizationId !== given.organizationId) return { refuse: REFUSALS.elsewhere };
  return stranger.change(given.organizationId, async (system) => {
    // It is the member who does this, by the code: nobody else has it.
    const change: Change = { ...system, memberId: given.member.id };
    const attached = organizationId === null;
    if (attached && !(await attachWorkspace(change, identity))) return { refuse: REFUSALS.elsewhere };
    if (!(await useCode(change, given))) return { refuse: REFUSALS.used };
    const { id: member, name } = given.member;
    const problem = await link(change, member, identity);
    if (problem) return { refuse: REFUSALS[problem] };
    const { platform, workspace, user } = identity;
    await tellLinked(change, { member, name, account: { platform, workspace, user, name: profile.name } });
    const said = [t.linkedHereText, ...(attached ? [t.attached] : [])];
    return { show: noticeCard("done", t.linkedHere({ name }), ...said) };
  });
};

/** Tells the member where they were known before; an account that an admin linked hears of it too. */
export const tellLinked = async (
  change: Change,
  linked: {
    readonly member: MemberId;
    readonly name: string;
    readonly account: Identified & { readonly name: string };
    readonly admin?: string;
  },
): Promise<void> => {
  const { member, name, account, admin } = linked;
  const key = `linked:${member}:${account.platform}:${change.at.toISOString()}`;
  const others = (await readAccounts(change, member)).filter(({ platform }) => platform !== account.platform);
  for (const { platform } of others)
    await tell(change, {
      key: `${key}:${platform}`,
      to: { member, on: platform },
      card: ({ language }) => toldCard({ account, name: account.name, admin }, language),
    });
  if (admin !== undefined)
    await tell(change, {
      key,
      to: { member, on: account.platform },
      card: ({ language }) => {
        const t = texts[language];
        return noticeCard("done", t.linkedHere({ name }), t.linkedByAdmin({ admin }));
      },
    });
  await closeRequest(change, account, name);
};

/** Who asked to be let in from this account is in now, as that member: nobody has to decide it any more. */
export const closeRequest = async (change: Change, account: Identified, name: string): Promise<void> => {
  const asked = await settleJoin(change, account);
  if (asked === undefined) return;
  await revise(change, `join:${asked}`, ({ language }) => {
    const t = texts[language];
    return noticeCard("done", t.joined({ name }), t.joinedText);
  });
};

/**
 * The admins hear of a leaver who has other accounts: someone may have tidied up a platform, and nobody has left.
 * @returns the leaver's name, and how many other accounts there are
 */
export const tellOfLeaver = async (
  change: Change,
  { member, identity }: { readonly member: MemberId; readonly identity: Identified },
): Promise<{ readonly name: string; readonly others: number }> => {
  await noteGone(change, identity);
  const accounts = await readAccounts(change, member);
  const others = accounts.map(({ platform }) => platform).filter((platform) => platform !== identity.platform);
  const name = (await readNames(change, [member])).get(member) ?? "";
  const told = { name, others: others.length };
  if (told.others === 0) return told;
  for (const admin of await readMembersWith(change, "admin"))
    await tell(change, {
      key: `left:${member}:${change.at.toISOString()}:${admin}`,
      to: { member: admin },
      card: ({ language }) => leaverCard({ name, platform: identity.platform, others }, language),
    });
  return told;
};
