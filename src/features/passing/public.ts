import type { Instant } from "../../core/clock.ts";
import type { MemberId } from "../../core/ids.ts";
import type { InBoth } from "../../core/language.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { revise, tell, tellThread } from "../../notify/tell.ts";
import {
  type Approval,
  addEvent,
  approvalCard,
  approvalsOf,
  askNext,
  auditApproval,
  keyOf,
  lineCard,
  makeInvalid,
  type Paper,
  passTo,
  requesterCard,
  revive,
  type Sheet,
  saveApprovals,
  sheetsOf,
  tellAdmins,
} from "../approvals/public.ts";
import { invalidManyCard, passedManyCard, passedOnCard } from "./cards.ts";
import { endedAt } from "./store.ts";
import { texts, type Way } from "./texts.ts";

export { ownPapersButton } from "./cards.ts";
export { followCustomers, openPapers } from "./store.ts";

/** Those of these papers that become invalid when they go to somebody: nobody signs their own. */
export async function endedBy(
  scope: Scope,
  { subject }: Paper,
  { ids, to }: { readonly ids: readonly string[]; readonly to: MemberId },
): Promise<ReadonlySet<string>> {
  const approvals = ids.length === 0 ? [] : await approvalsOf(scope, subject, ids);
  return new Set(approvals.filter((approval) => ends(approval, to)).map(({ subjectId }) => subjectId));
}
const ends = (approval: Approval, to: MemberId): boolean => {
  const verdict = passTo(approval, to);
  return approval.requesterId !== to && "problem" in verdict && verdict.problem.kind === "twice";
};

/** What became invalid as customers were handed over is undone with that: it waits again, with the signatures it had. */
export async function bringBack(
  change: Change,
  paper: Paper,
  { customerIds, at }: { readonly customerIds: readonly string[]; readonly at: Instant },
): Promise<void> {
  const ids = await endedAt(change, customerIds, at);
  if (ids.length === 0) return;
  const wanted = (await approvalsOf(change, paper.subject, ids)).flatMap((before) => {
    const verdict = revive(before);
    return "approval" in verdict ? [{ before, after: verdict.approval }] : [];
  });
  const saved = await saveApprovals(change, wanted);
  const back = wanted.filter(({ before }) => saved.has(before.id));
  for (const { before, after } of back) {
    addEvent(change, after.id, { what: "asked" });
    await auditApproval(change, { before, after, what: "revived" });
  }
  const sheets = await sheetsOf(
    change,
    paper,
    back.map(({ after }) => after),
  );
  for (const sheet of sheets) {
    await showPassed(change, sheet, "back");
    if (sheet.next.length > 0) await askNext(change, sheet);
  }
  await tellHolders(change, sheets, "back");
}

interface Passing {
  readonly moves: readonly { readonly id: string; readonly to: MemberId }[];
  readonly way: Way;
  /** Whose they are now hears of them otherwise. */
  readonly quiet?: boolean;
}

/**
 * The customers of papers have new owners, whose papers they are from now on. Where that one has signed a paper under way
 * it becomes invalid, for nobody signs their own. @returns the ids of those that are passed on
 */
export async function passOn(
  change: Change,
  paper: Paper,
  { moves, way, quiet = false }: Passing,
): Promise<ReadonlySet<string>> {
  if (moves.length === 0) return new Set();
  const owners = new Map(moves.map(({ id, to }) => [id, to]));
  const approvals = await approvalsOf(change, paper.subject, [...owners.keys()]);
  const wanted: { before: Approval; after: Approval }[] = [];
  const invalid: Sheet[] = [];
  for (const before of approvals) {
    const to = owners.get(before.subjectId);
    if (to === undefined || before.requesterId === to) continue;
    const verdict = passTo(before, to);
    if ("approval" in verdict) wanted.push({ before, after: verdict.approval });
    else if (ends(before, to)) {
      const sheet = await makeInvalid(change, { paper, approval: before, why: NEW_OWNER_SIGNED, quiet: true });
      if (sheet) invalid.push(sheet);
    }
  }
  await tellInvalid(change, invalid);
  const saved = await saveApprovals(change, wanted);
  const passed = wanted.filter(({ before }) => saved.has(before.id));
  for (const { before, after } of passed) {
    addEvent(change, after.id, { what: "passedOn" });
    await auditApproval(change, { before, after, what: "passedOn" });
  }
  const news = passed.map(({ after }) => after);
  const rows = news.map(({ subjectId: id, requesterId: to }) => ({ id, to }));
  await paper.passOn(change, rows);
  const sheets = await sheetsOf(change, paper, news);
  for (const sheet of sheets) await showPassed(change, sheet, way);
  if (!quiet) await tellHolders(change, sheets, way);
  return new Set(rows.map(({ id }) => id));
}
const NEW_OWNER_SIGNED: InBoth = {
  en: "The customer's new owner has signed it, and nobody signs their own. Ask anew if it is still needed.",
  zh: "客户的新负责人已经签过这张单子，不能又批又用。还需要的话请重新申请。",
};

/** Whoever had what nobody can decide any more hears of the one, or of all of them at once. */
async function tellInvalid(change: Change, sheets: readonly Sheet[]): Promise<void> {
  for (const member of new Set(sheets.map(({ approval }) => approval.requesterId))) {
    const [first, ...more] = sheets.filter(({ approval }) => approval.requesterId === member);
    if (!first) continue;
    await tell(change, {
      key: `${keyOf(first.approval)}:requester:${first.approval.version}`,
      to: { member },
      card: (reader) =>
        more.length === 0
          ? requesterCard(first, reader.language)
          : invalidManyCard([first, ...more], NEW_OWNER_SIGNED, reader),
    });
  }
}

/** Every card says whose it is by now. Whoever was to sign it next may not any more. */
const showPassed = async (change: Change, sheet: Sheet, way: Way): Promise<void> => {
  const { approval, names, next } = sheet;
  const { state, requesterId, version } = approval;
  const key = keyOf(approval);
  await revise(change, key, (reader) => approvalCard(sheet, reader));
  if (state !== "waiting") return;
  const name = names.get(requesterId) ?? "—";
  await tellThread(change, {
    key: `${key}:thread:${version}`,
    subject: key,
    card: ({ language }) => lineCard("waiting", texts[language].passedOn({ name, way })),
  });
  if (next.length === 0) await tellAdmins(change, sheet);
};

/** Whose they are now hears of the one, or of how many they are. */
const tellHolders = async (change: Change, sheets: readonly Sheet[], way: Way): Promise<void> => {
  for (const member of new Set(sheets.map(({ approval }) => approval.requesterId))) {
    const [first, ...more] = sheets.filter(({ approval }) => approval.requesterId === member);
    if (!first) continue;
    const count = 1 + more.length;
    await tell(change, {
      key: `${keyOf(first.approval)}:passedOn:${first.approval.version}`,
      to: { member },
      card: (reader) => (count === 1 ? passedOnCard(first, way, reader) : passedManyCard(count, way, reader.language)),
    });
  }
};
