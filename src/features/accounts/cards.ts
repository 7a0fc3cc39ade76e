import { z } from "zod";
import { type ActionCall, type Button, type Card, defineAction } from "../../chat/card.ts";
import { dateIn, type PlainDate, sayDate, type Zone } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";
import type { Language } from "../../core/language.ts";
import { sayPlatform, sayPlatforms } from "../../domain/platforms.ts";
import { type Account, type Identified, mayUnlink } from "./rules.ts";
import { texts } from "./texts.ts";

/** Of one's own accounts. */
export const unlinkOwn = defineAction("accounts.unlink", z.object({ platform: z.string(), user: z.string() }));
export const linkMember = defineAction("accounts.linkMember", z.object({ id: z.uuid() }));
export const unlinkMember = defineAction("accounts.unlinkMember", z.object({ id: z.uuid(), platform: z.string() }));

export const noticeCard = (tone: Card["tone"], title: string, ...text: readonly string[]): Card => ({
  tone,
  title,
  plain: [title, ...text].join(" · "),
  ...(text.length > 0 && { text }),
});

const unlinkButton = (
  press: ActionCall,
  { label, platform, language }: { readonly label: string; readonly platform: string; readonly language: Language },
): Button => {
  const t = texts[language];
  const text = t.unlinkConfirm({ platform: sayPlatform(platform, language) });
  return { label, press, confirm: { title: t.unlink, text, yes: t.unlink, no: t.cancel } };
};

/** A new code, and the accounts there are. */
export const codeCard = (
  code: string,
  { accounts, here }: { readonly accounts: readonly Account[]; readonly here: Identified },
  { language, zone, today }: { readonly language: Language; readonly zone: Zone; readonly today: PlainDate },
): Card => {
  const t = texts[language];
  const several = accounts.length > 1;
  const lineOf = ({ platform, workspace, user, addedAt }: Account) => {
    const on = sayDate(dateIn(zone, addedAt), language, today);
    const isHere = platform === here.platform && user === here.user;
    return {
      text: t.accountsLine({ platform: sayPlatform(platform, language), on }),
      ...(isHere && { detail: t.here }),
      ...(mayUnlink(accounts, { asking: here, account: { platform, workspace, user } }) && {
        buttons: [unlinkButton(unlinkOwn.with({ platform, user }), { label: t.unlink, platform, language })],
      }),
    };
  };
  return {
    ...noticeCard("plain", t.codeTitle({ code }), t.codeHow({ code }), t.codeOnce),
    plain: t.codeTitle({ code }),
    ...(several && { lines: accounts.map(lineOf) }),
  };
};

/** For the account that was there before: what was linked, by whom, and the way back. */
export const toldCard = (
  linked: { readonly account: Identified; readonly name: string; readonly admin: string | undefined },
  language: Language,
): Card => {
  const t = texts[language];
  const { platform, user } = linked.account;
  const said = { platform: sayPlatform(platform, language), account: linked.name };
  const how = linked.admin === undefined ? t.toldByCode(said) : t.toldByAdmin({ ...said, admin: linked.admin });
  return {
    ...noticeCard("done", t.toldTitle(said), how, t.toldNotYou),
    buttons: [unlinkButton(unlinkOwn.with({ platform, user }), { label: t.unlinkNotMe, platform, language })],
  };
};

/** Opens the form in which an admin picks the member's account on the platform they are on. */
export const pickAccount = (id: MemberId, label: string): Button => ({ label, press: linkMember.with({ id }) });

/** What an admin can do about a member's accounts: an entry for the menu of each. */
export const accountEntries = (
  {
    id,
    platforms,
    gone,
  }: { readonly id: MemberId; readonly platforms: readonly string[]; readonly gone: readonly string[] },
  { here, language }: { readonly here: string; readonly language: Language },
): readonly Button[] => {
  const t = texts[language];
  const unlinks = platforms.map((platform) => {
    const label = t.unlinkOn({ platform: sayPlatform(platform, language) });
    return unlinkButton(unlinkMember.with({ id, platform }), { label, platform, language });
  });
  return [
    // One that is gone gives way to the new one.
    ...(platforms.includes(here) && !gone.includes(here) ? [] : [pickAccount(id, t.linkAccount)]),
    ...(platforms.length > 1 ? unlinks : []),
  ];
};

export const leaverCard = (
  leaver: { readonly name: string; readonly platform: string; readonly others: readonly string[] },
  language: Language,
): Card => {
  const t = texts[language];
  const { name } = leaver;
  return noticeCard(
    "stopped",
    t.leaverTitle({ name }),
    t.leaverText({ platform: sayPlatform(leaver.platform, language) }),
    t.leaverOther({ name, platforms: sayPlatforms(leaver.others, language) }),
  );
};
