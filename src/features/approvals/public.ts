import type { MemberId } from "../../core/ids.ts";
import type { InBoth } from "../../core/language.ts";
import type { Change, Role, Scope } from "../../core/scope.ts";
import { type Reader, revise, tell, tellThread } from "../../notify/tell.ts";
import { peopleAndPlaces, peopleOf, sayRole } from "../signers/public.ts";
import { approvalCard, lineCard, type PaperFace, requesterCard, type Sheet, threadCard } from "./cards.ts";
import { type Approval, decidersOf, invalidate, roleNext, signsFor } from "./rules.ts";
import {
  addEvent,
  approvalOf,
  auditApproval,
  type Condition,
  createApproval,
  organizationOf,
  saveApproval,
} from "./store.ts";
import { texts } from "./texts.ts";

export {
  approvalCard,
  askedLine,
  lineCard,
  lineOfPaper,
  nextLine,
  openPaper,
  type PaperFace,
  requesterCard,
  type Sheet,
  showHistory,
  showWaiting,
  urge,
  waitingCard,
  withdrawPaper,
} from "./cards.ts";
export type { Approval, ApprovalState, EventKind } from "./rules.ts";
export { passTo, problemOf, revive, roleNext, seesPaper, waitingSince } from "./rules.ts";
export {
  addEvent,
  approvalOf,
  approvalsOf,
  auditApproval,
  type Condition,
  type EventFor,
  eventsFor,
  organizationOf,
  readWaiting,
  saveApprovals,
  standingsOf,
  type Waiting,
  waitingFor,
} from "./store.ts";
export { inBoth, sayEvent, texts as approvalTexts } from "./texts.ts";

/**
 * A kind of paper that is decided in steps. A feature that has one hands it to `approvals([…])` in features/index.ts
 * and starts each with `startApproval`; buttons, words, reminders, Home and timeline come with that.
 */
export interface Paper {
  /** What its cards are kept by: "fee" for "fee:ID". Never changes once there are papers. */
  readonly subject: string;
  /** Of these papers, those that the scope may see. */
  look(scope: Scope, ids: readonly string[]): Promise<ReadonlyMap<string, Look>>;
  /** In SQL, of an approval a: the scope may see its paper. */
  inSight(scope: Scope): Condition;
  /** They are somebody else's from now on: what goes by whose they are goes along. */
  passOn(change: Change, passed: readonly { readonly id: string; readonly to: MemberId }[]): Promise<void>;
}

/** A paper as it is now. */
export interface Look {
  /** What its cards say. */
  readonly face: PaperFace;
  /** Why what it is about no longer allows it; null while it does. */
  readonly overtaken: InBoth | null;
}

/** The kinds of papers there are, by subject. */
export type Papers = ReadonlyMap<string, Paper>;

/** Where the paper went: the team's channel, straight to those who sign next, or to the admins since nobody can. */
export type Sent = "channel" | "direct" | "nobody";

/** Sends a paper on its way through the chain: timeline, card, and word to whoever is first. */
export async function startApproval(
  change: Change,
  start: {
    readonly paper: Paper;
    readonly id: string;
    readonly teamId: string;
    readonly requesterId: MemberId;
    /** Roles in the order of signing; at least one. */
    readonly chain: readonly Role[];
  },
): Promise<{ readonly sheet: Sheet; readonly sent: Sent }> {
  // Whoever starts one hands in all they know of the paper; an approval keeps no more than this.
  const { paper, id, teamId, requesterId, chain } = start;
  const approval = await createApproval(change, { subject: paper.subject, subjectId: id, teamId, requesterId, chain });
  addEvent(change, approval.id, { what: "sent" });
  await auditApproval(change, { after: approval });
  const [sheet] = await sheetsOf(change, paper, [approval]);
  if (!sheet) throw new TypeError(`The ${paper.subject} that asks for approval cannot be seen by its requester.`);
  const hasChannel = sheet.team.places.length > 0;
  if (hasChannel) {
    await putCard(change, sheet, `${keyOf(approval)}:card`);
    await tellThread(change, {
      key: `${keyOf(approval)}:thread:${approval.version}`,
      subject: keyOf(approval),
      card: ({ language }) => threadCard(sheet, language),
    });
  }
  await askNext(change, sheet);
  return { sheet, sent: sheet.next.length === 0 ? "nobody" : hasChannel ? "channel" : "direct" };
}

/** The paper's card in the channel where those of its team wait. */
export const putCard = (change: Change, sheet: Sheet, key: string): Promise<void> =>
  tell(change, {
    key,
    to: { team: sheet.approval.teamId, channel: "approvals" },
    about: keyOf(sheet.approval),
    asks: true,
    card: (reader) => approvalCard(sheet, reader),
  });

/** "fee:ID": what cards, threads and messages about a paper are found by. */
export const keyOf = (approval: Approval): string => `${approval.subject}:${approval.subjectId}`;

/** Who has to do with these papers, and where they wait. */
type Around = Awaited<ReturnType<typeof peopleAndPlaces>>;
export const around = (scope: Scope, approvals: readonly Approval[]): Promise<Around> =>
  peopleAndPlaces(scope, {
    ids: approvals.flatMap(membersOf),
    roles: approvals.flatMap((one) => roleNext(one) ?? []),
    teamIds: approvals.map(({ teamId }) => teamId),
  });

/** Of which more has been read already. */
export interface KnownPaper extends Paper {
  readonly known?: Around | undefined;
}

/** The sheets of those papers that the scope may see, in the order given. */
export async function sheetsOf(scope: Scope, paper: KnownPaper, approvals: readonly Approval[]): Promise<Sheet[]> {
  if (approvals.length === 0) return [];
  const [looks, { people, teams }] = await Promise.all([
    paper.look(
      scope,
      approvals.map(({ subjectId }) => subjectId),
    ),
    paper.known ?? around(scope, approvals),
  ]);
  const away = people.flatMap(({ standsFor }) => standsFor.map(({ memberId, name }) => [memberId, name] as const));
  const names = new Map([...away, ...people.map(({ id, name }) => [id, name] as const)]);
  return approvals.flatMap((approval) => {
    const look = looks.get(approval.subjectId);
    const team = teams.get(approval.teamId);
    if (!look || !team) return [];
    const next = decidersOf(approval, people).map((person) => {
      const { id, name, accounts } = person;
      return { id, name, accounts, for: signsFor(approval, person) };
    });
    const why = approval.state === "invalid" ? look.overtaken : null;
    return [{ approval, face: look.face, names, next, team, why }];
  });
}

/** The same for papers of several kinds, oldest first. */
export async function sheetsIn(papers: Papers, scope: Scope, approvals: readonly Approval[]): Promise<Sheet[]> {
  const bySubject = [...papers.values()].map((paper) =>
    sheetsOf(
      scope,
      paper,
      approvals.filter(({ subject }) => subject === paper.subject),
    ),
  );
  const sheets = (await Promise.all(bySubject)).flat();
  return sheets.sort((a, b) => a.approval.createdAt.getTime() - b.approval.createdAt.getTime());
}

const membersOf = ({ askerId, requesterId, steps }: Approval): MemberId[] => [
  askerId,
  requesterId,
  ...steps.flatMap(({ decision }) => (decision ? [decision.by, ...(decision.for ? [decision.for] : [])] : [])),
];

/**
 * After a step: every card is brought up to date, the thread and the requester hear of it, whoever is next is asked.
 * @param quiet the requester hears of it otherwise
 */
export async function announce(change: Change, sheet: Sheet, quiet = false): Promise<void> {
  const { approval } = sheet;
  const key = keyOf(approval);
  await revise(change, key, (reader) => approvalCard(sheet, reader));
  await tellThread(change, {
    key: `${key}:thread:${approval.version}`,
    subject: key,
    card: ({ language }) => threadCard(sheet, language),
  });
  if (!quiet && approval.requesterId !== change.memberId)
    await tell(change, {
      key: `${key}:requester:${approval.version}`,
      to: { member: approval.requesterId },
      card: ({ language }) => requesterCard(sheet, language),
    });
  await askNext(change, sheet);
}

/**
 * Whoever may sign next and is in none of the team's channels, since they have no account where those are or only stand
 * in, gets the card in the direct chat; when nobody may, the admins are told.
 */
export async function askNext(change: Change, sheet: Sheet): Promise<void> {
  const { approval, next, team } = sheet;
  if (approval.state !== "waiting") return;
  if (next.length === 0) return tellAdmins(change, sheet);
  const reached = new Set(team.places.map(({ platform, workspace }) => `${platform} ${workspace}`));
  const isThere = (accounts: readonly string[]) =>
    reached.size > 0 && (accounts.length === 0 || accounts.some((at) => reached.has(at)));
  for (const { id } of next.filter((one) => one.for !== null || !isThere(one.accounts)))
    await tell(change, {
      key: `${keyOf(approval)}:ask:${approval.version}:${id}`,
      to: { member: id },
      about: keyOf(approval),
      asks: true,
      card: (reader) => approvalCard(sheet, reader),
    });
}

/** Nobody holds the role that is waited for, or only people who may not sign. */
export async function tellAdmins(change: Change, sheet: Sheet): Promise<void> {
  const { approval, face } = sheet;
  const role = roleNext(approval);
  if (role === undefined) return;
  addEvent(change, approval.id, { what: "nobody" });
  for (const { id } of await peopleOf(change, { roles: ["admin"] }))
    await tell(change, {
      key: `${keyOf(approval)}:nobody:${approval.version}:${change.at.getTime()}:${id}`,
      to: { member: id },
      card: ({ language }: Reader) => {
        const said = sayRole(role, language);
        const t = texts[language];
        return lineCard("stopped", t.nobodyTitle({ role: said, heading: face.number }), [
          t.nobodyText({ role: said, number: face.number }),
        ]);
      },
    });
}

/** What the paper is about no longer allows it: nobody can decide it any more. Undefined when someone decided it meanwhile. */
export async function makeInvalid(
  change: Change,
  {
    paper,
    approval,
    why,
    quiet,
  }: { readonly paper: Paper; readonly approval: Approval; readonly why: InBoth; readonly quiet?: boolean },
): Promise<Sheet | undefined> {
  const verdict = invalidate(approval, change.at);
  if ("problem" in verdict || !(await saveApproval(change, approval, verdict.approval))) return undefined;
  const { language } = await organizationOf(change);
  addEvent(change, approval.id, { what: "invalid", reason: why[language] });
  await auditApproval(change, { before: approval, after: verdict.approval });
  const [sheet] = await sheetsOf(change, paper, [verdict.approval]);
  if (sheet) await announce(change, sheet, quiet);
  return sheet;
}

/** Something a card of the paper tells has changed. Undefined when the scope sees no such paper. */
export async function refreshCards(change: Change, paper: Paper, id: string): Promise<Sheet | undefined> {
  const approval = await approvalOf(change, paper.subject, id);
  const [sheet] = approval ? await sheetsOf(change, paper, [approval]) : [];
  if (sheet) await revise(change, keyOf(sheet.approval), (reader) => approvalCard(sheet, reader));
  return sheet;
}
