import type { MemberId } from "../../core/ids.ts";
import type { Language } from "../../core/language.ts";
import type { Change, Role } from "../../core/scope.ts";
import { isSigningRole } from "../../domain/signing.ts";
import { subjectsShownAt } from "../../notify/message-refs.ts";
import { revise, tell, tellThread } from "../../notify/tell.ts";
import {
  addEvent,
  approvalCard,
  approvalsOf,
  askNext,
  keyOf,
  lineCard,
  nextLine,
  type Paper,
  problemOf,
  putCard,
  type Sheet,
  sheetsOf,
  waitingCard,
  waitingFor,
} from "../approvals/public.ts";
import { texts } from "./texts.ts";

/** Nobody could sign the step till now: whoever may is asked, in the thread too, and the clock counts from here. */
export async function askAgain(change: Change, sheet: Sheet): Promise<void> {
  await beginAnew(change, sheet);
  for (const { id } of sheet.next) await ask(change, sheet, id);
}

/** Whoever put somebody in charge, or closed a team, asked for nothing: the bot did. */
const asBot = (change: Change): Change => ({ ...change, memberId: null, from: "system" });

const beginAnew = async (change: Change, sheet: Sheet): Promise<void> => {
  const { approval } = sheet;
  const key = keyOf(approval);
  addEvent(asBot(change), approval.id, { what: "asked" });
  await revise(change, key, (reader) => approvalCard(sheet, reader));
  await tellThread(change, {
    key: `${key}:asked:${change.at.getTime()}`,
    subject: key,
    card: ({ language }) => lineCard("waiting", texts[language].again, nextLine(sheet, language)),
  });
};

const ask = (change: Change, sheet: Sheet, member: MemberId): Promise<void> =>
  tell(change, {
    key: `${keyOf(sheet.approval)}:asked:${change.at.getTime()}:${member}`,
    to: { member },
    about: keyOf(sheet.approval),
    asks: true,
    card: (reader) => approvalCard(sheet, reader),
  });

/** A line in the thread, and a word in the direct chat of each who can sign: "please decide". */
export async function nudge(
  change: Change,
  sheet: Sheet,
  said: { readonly name: "urged" | "reminded"; say(language: Language): string },
): Promise<void> {
  const { approval, next } = sheet;
  const key = `${keyOf(approval)}:${said.name}:${change.at.getTime()}`;
  await tellThread(change, {
    key,
    subject: keyOf(approval),
    card: ({ language }) => lineCard("waiting", said.say(language), nextLine(sheet, language)),
  });
  for (const { id } of next)
    await tell(change, {
      key: `${key}:${id}`,
      to: { member: id },
      about: keyOf(approval),
      asks: true,
      card: (reader) => {
        const card = approvalCard(sheet, reader);
        return { ...card, tags: [said.say(reader.language), ...(card.tags ?? [])] };
      },
    });
}

/** Papers are another team's from now on: each that waits has its card in that channel, and whoever signs there is asked. */
export async function settleIn(change: Change, paper: Paper, ids: readonly string[]): Promise<void> {
  const approvals = (await approvalsOf(change, paper.subject, ids)).filter(({ state }) => state === "waiting");
  const sheets = await sheetsOf(change, paper, approvals);
  const places = sheets[0]?.team.places ?? [];
  const shown = await subjectsShownAt(change, places, approvals.map(keyOf));
  for (const sheet of sheets) {
    const key = keyOf(sheet.approval);
    // Their time counts from now on, and the next look at what waits asks nobody a second time.
    if (sheet.next.length > 0) addEvent(asBot(change), sheet.approval.id, { what: "asked" });
    await revise(change, key, (reader) => approvalCard(sheet, reader));
    if (places.length > 0 && !shown.has(key)) await putCard(change, sheet, `${key}:card:${change.at.getTime()}`);
    await askNext(asBot(change), sheet);
  }
}

interface Standing {
  readonly roles: readonly Role[];
  readonly teams: readonly { readonly id: string }[];
}
/** Far more than waits for one person. */
const MOST = 200;
/** Papers on a list; the rest is counted. */
const LINES = 5;

/** Somebody signs from now on what they could not sign before: they have the one paper, or a list of all that wait. */
export async function askNewSigner(
  change: Change,
  paper: Paper,
  { memberId, before, after }: { readonly memberId: MemberId; readonly before: Standing; readonly after: Standing },
): Promise<void> {
  if (!after.roles.some(isSigningRole)) return;
  const part = ({ roles, teams }: Standing) => ({
    roles: new Set(roles),
    teamIds: teams.map(({ id }) => id),
    standsFor: [],
  });
  const { approvals } = await waitingFor({ ...change, ...part(after), memberId }, { limit: MOST });
  const was = { ...part(before), id: memberId, open: true };
  const theirs = approvals.filter((one) => one.subject === paper.subject && problemOf(one, was) !== undefined);
  const sheets = await sheetsOf(change, paper, theirs);
  for (const sheet of sheets) if (sheet.next.every(({ id }) => id === memberId)) await beginAnew(change, sheet);
  const [only, more] = sheets;
  if (!only) return;
  if (!more) return ask(change, only, memberId);
  await tell(change, {
    key: `${paper.subject}:asked:${change.at.getTime()}:${memberId}`,
    to: { member: memberId },
    card: ({ language, member }) =>
      waitingCard({ sheets: sheets.slice(0, LINES), total: sheets.length, now: change.at, language, member }),
  });
}
