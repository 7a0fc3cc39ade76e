import { dateIn, sayDate } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import type { Office } from "../../domain/office.ts";
import { subjectsShownTo } from "../../notify/message-refs.ts";
import { type Reader, revise, tell } from "../../notify/tell.ts";
import { goneOf } from "../absence/public.ts";
import { whoSees } from "../assignees/public.ts";
import { caseCard, elsewhereCard, saidOf, shortened, toldCard, undoneCard, type View } from "./cards.ts";
import { type Duty, lastStep, type NewCase, type Pace, type ServiceCase, subjectOf, undoProblem } from "./rules.ts";
import {
  createCase,
  officeOf,
  paceOf,
  readCase,
  readCases,
  readOpenComplaints,
  rewordCase,
  withdrawCase,
} from "./store.ts";
import { texts } from "./texts.ts";

/**
 * Opens an inquiry or complaint of a customer in sight, starts its clocks, and tells whoever has the customer when it
 * is somebody else. Of a contact only where it is the customer's.
 * @param known by what the clocks of the team count, where that was read already
 */
export async function openCase(
  change: Change,
  { teamId, ...opened }: NewCase & { /** The customer's. */ readonly teamId: string },
  known?: Pace,
): Promise<ServiceCase> {
  const pace = known ?? (await paceOf(change, teamId));
  const one = await readCase(change, await createCase(change, opened, pace));
  if (!one) throw new TypeError("A case is opened for a customer in sight.");
  if (one.customer.ownerId === change.memberId) return one;
  const keeper = await keeperOf(change, one);
  if (keeper === null || keeper === change.memberId) return one;
  await tell(change, {
    key: `case:${one.id}:opened`,
    to: { member: keeper },
    about: subjectOf(one),
    asks: true,
    card: ({ language, zone }) => toldCard(one, { language, zone, now: change.at, office: pace.office }),
  });
  return one;
}

/** Has every card of a case show how it stands, to those who may see its customer; the others' have nothing more to say. */
async function drawCards(change: Change, one: ServiceCase) {
  const { office, undoHours: hours } = await paceOf(change, one.customer.teamId);
  const leads = await whoSees(change, one.customer.id);
  const keeper = await keeperOf(change, one);
  const sees = (member: MemberId | null): member is MemberId =>
    member !== null && (leads.has(member) || member === keeper || member === change.memberId);
  const card = ({ language, zone, member }: Reader) => {
    if (!sees(member)) return elsewhereCard(language);
    const inCharge = leads.get(member) === true || member === keeper;
    const mayUndo = undoProblem(one, { memberId: member, inCharge }, { now: change.at, hours }) === undefined;
    return caseCard(one, { language, zone, now: change.at, office }, { mayUndo });
  };
  const subject = subjectOf(one);
  await revise(change, subject, card);
  return { subject, sees, card };
}

/** Its cards are issued anew. */
export async function redrawCase(change: Change, id: string): Promise<void> {
  const one = await readCase(change, id);
  if (one) await drawCards(change, one);
}

/**
 * The same after something was done about it. Whoever opened it has only the answer to that, which no platform lets
 * change later: they get a card of their own when somebody else does something about it.
 */
export async function reviseCase(change: Change, one: ServiceCase): Promise<void> {
  const { subject, sees, card } = await drawCards(change, one);
  const { openedById: opener } = one;
  if (opener === change.memberId || !sees(opener)) return;
  if ((await subjectsShownTo(change, opener, [subject])).size > 0) return;
  await tell(change, { key: `case:${one.id}:opener`, to: { member: opener }, about: subject, card });
}

/** Whoever has the customer hears that somebody else took a step of its case back. */
export async function tellUndone(
  change: Change,
  one: ServiceCase,
  undone: { readonly by: string; readonly duty: Duty | null },
): Promise<void> {
  const keeper = await keeperOf(change, one);
  if (keeper === null || [keeper, one.customer.ownerId].includes(change.memberId)) return;
  const { office } = await paceOf(change, one.customer.teamId);
  await tell(change, {
    key: `case:${one.id}:undone:${one.version}`,
    to: { member: keeper },
    about: subjectOf(one),
    asks: true,
    card: ({ language, zone }) => undoneCard(one, undone, { language, zone, now: change.at, office }),
  });
}

/** What opened a case does not hold any more: it is withdrawn, unless something was done about it already. */
export async function withdrawUntouched(change: Change, id: string, by: string): Promise<void> {
  const one = await readCase(change, id);
  if (!one || one.undoneAt || lastStep(one).duty !== null || !(await withdrawCase(change, one))) return;
  const now = { ...one, undoneAt: change.at, version: one.version + 1 };
  await reviseCase(change, now);
  await tellUndone(change, now, { by, duty: null });
}

/** What opened a case was put right: as long as the case stands, it says the same. */
export async function correctCase(
  change: Change,
  id: string,
  after: { /** Of its customer. */ readonly contactId: string | null; readonly said: string },
): Promise<void> {
  const one = await readCase(change, id);
  if (!one || one.undoneAt) return;
  const isSame = one.said === after.said && (one.contact?.id ?? null) === after.contactId;
  if (!isSame) await rewordCase(change, one, after);
  const now = await readCase(change, id);
  if (now) await reviseCase(change, now);
}

/** Whose the customer is for now: of an owner who is away whoever stands in, within their segments. */
export async function keeperOf(
  scope: Scope,
  { customer: { ownerId, segmentId } }: ServiceCase,
): Promise<MemberId | null> {
  if (ownerId === null) return null;
  const standIn = (await goneOf(scope, [ownerId])).get(ownerId)?.standIn;
  if (!standIn) return ownerId;
  return standIn.segmentIds.length === 0 || standIn.segmentIds.includes(segmentId) ? standIn.id : ownerId;
}

/** As many as somebody new to the customer reads at once. */
const MOST_OPEN = 20;

/** What is still owed to a customer, the most urgent first, with the office hours it is counted in. */
export async function openCasesOf(
  scope: Scope,
  customerId: string,
): Promise<{ readonly cases: readonly ServiceCase[]; readonly office: Office }> {
  const { cases } = await readCases(scope, { open: true, ofCustomer: customerId }, { size: MOST_OPEN });
  return { cases, office: await officeOf(scope) };
}

/** What stands on a customer's card while it complains of something; undefined when it does not. */
export async function openComplaints(
  scope: Scope,
  customerId: string,
  { language, zone, now }: Omit<View, "office">,
): Promise<string | undefined> {
  const { oldest, count, missed } = await readOpenComplaints(scope, customerId, now);
  if (!oldest) return undefined;
  const t = texts[language];
  const day = sayDate(dateIn(zone, oldest.openedAt), language, dateIn(zone, now));
  if (count > 1) return t.complaintsOpen({ count, day, missed });
  return t.complaintOpen({ day, said: shortened(saidOf(oldest, language), 80), missed });
}

export { caseCard, saidOf, sayOpenCase, shortened, type View as CaseView, whoOf } from "./cards.ts";
export { listOfCustomer, showCase } from "./forms.ts";
export { type CaseKind, type Clock, DUTIES, type Duty, type ServiceCase, subjectOf, tellAt } from "./rules.ts";
export { countComplaints, paceOf, readCase as caseById } from "./store.ts";
export { DUTY_NAMES, KINDS as CASE_NAMES } from "./texts.ts";
