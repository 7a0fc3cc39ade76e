import { eachByItself } from "../../core/each.ts";
import type { MemberId } from "../../core/ids.ts";
import { defineTick, type JobContext, type Tick } from "../../core/job.ts";
import type { Change, Role } from "../../core/scope.ts";
import { workingHours } from "../../domain/office.ts";
import { partsOf, signsAs } from "../../domain/signing.ts";
import { tell } from "../../notify/tell.ts";
import { askAgain, nudge } from "../asking/public.ts";
import { peopleOf, sayHolder } from "../signers/public.ts";
import { lineCard, type Sheet } from "./cards.ts";
import { keyOf, makeInvalid, type Paper, sheetsOf, tellAdmins } from "./public.ts";
import { type Approval, decidersOf, type EventKind, isOwn, levelsAbove, roleNext, waitingSince } from "./rules.ts";
import { addEvent, lastEventsOf, lockApproval, organizationOf, waitingPapers } from "./store.ts";
import { texts } from "./texts.ts";

const PAGE = 200;

/**
 * Looks at every paper under way: what its subject no longer allows becomes invalid; a step that waits too long is
 * reminded of once, then told one level up once; a step that nobody can sign is told to the admins.
 */
export const watchPapers = (papers: ReadonlyMap<string, Paper>): Tick =>
  defineTick({
    name: "approvals.watch",
    run: (context) =>
      eachByItself(papers.values(), (paper) =>
        eachByItself(pagesOf(context, paper), (approvals) => watch(context, paper, approvals)),
      ),
  });

async function* pagesOf({ scope }: JobContext, { subject }: Paper): AsyncGenerator<readonly Approval[]> {
  let after: Approval | undefined;
  do {
    const { approvals } = await waitingPapers(scope, { subject, limit: PAGE, ...(after && { after }) });
    if (approvals.length > 0) yield approvals;
    after = approvals.length === PAGE ? approvals.at(-1) : undefined;
  } while (after);
}

const watch = async (context: JobContext, paper: Paper, approvals: readonly Approval[]): Promise<void> => {
  const looks = await paper.look(
    context.scope,
    approvals.map(({ subjectId }) => subjectId),
  );
  const whyOf = ({ subjectId }: Approval) => looks.get(subjectId)?.overtaken ?? null;
  const ended = approvals.flatMap((approval) => {
    const why = whyOf(approval);
    return why ? [{ paper, approval, why }] : [];
  });
  const due = await dueOf(
    context,
    approvals.filter((approval) => whyOf(approval) === null),
  );
  await eachByItself(
    [
      ...ended.map((each) => async (change: Change) => void (await makeInvalid(change, each))),
      ...due.map(({ approval, act }) => async (change: Change) => {
        // Held from here on, so that a decision taken at this moment is not reminded of.
        if (!(await lockApproval(change, approval))) return;
        const [sheet] = await sheetsOf(change, paper, [approval]);
        if (sheet) await act(change, sheet);
      }),
    ],
    (work) => context.change(work),
  );
};

type Act = (change: Change, sheet: Sheet) => Promise<void>;

const dueOf = async (
  { scope, now }: JobContext,
  approvals: readonly Approval[],
): Promise<{ approval: Approval; act: Act }[]> => {
  if (approvals.length === 0) return [];
  const { settings, settingsFor, calendar, zone } = await organizationOf(scope);
  const holders = await peopleOf(scope, {
    roles: approvals.flatMap((approval) => roleNext(approval) ?? []),
    teamIds: approvals.map(({ teamId }) => teamId),
  });
  const lastEvent = await lastEventsOf(
    scope,
    approvals.map(({ id }) => id),
  );
  return approvals.flatMap((approval) => {
    const asked = lastEvent(approval.id, "asked");
    const since = asked && asked > waitingSince(approval) ? asked : waitingSince(approval);
    // The admins may have been told in the very change that brought the paper here; a reminder comes hours later.
    const isTold = (what: EventKind) => (lastEvent(approval.id, what)?.getTime() ?? 0) > since.getTime();
    const isKnown = lastEvent(approval.id, "nobody")?.getTime() === since.getTime() || isTold("nobody");
    if (decidersOf(approval, holders).length === 0) return isKnown ? [] : [{ approval, act: tellAdmins }];
    if (isKnown) return [{ approval, act: askAgain }];
    const { remindHours, escalateHours } = settingsFor(approval.teamId).approvals;
    const waited = workingHours({ calendar, zone, hours: settings.hours }, since, now);
    if (waited >= escalateHours && !isTold("escalated")) return [{ approval, act: escalate(escalateHours) }];
    return waited >= remindHours && !isTold("reminded") ? [{ approval, act: remind(remindHours) }] : [];
  });
};

const remind =
  (hours: number): Act =>
  async (change, sheet) => {
    addEvent(change, sheet.approval.id, { what: "reminded" });
    await nudge(change, sheet, { name: "reminded", say: (language) => texts[language].saidReminded({ hours }) });
  };

const escalate =
  (hours: number): Act =>
  async (change, sheet) => {
    const { approval } = sheet;
    const role = roleNext(approval);
    if (role === undefined) return;
    addEvent(change, approval.id, { what: "escalated" });
    const { level, ids } = await above(change, approval, levelsAbove(role));
    for (const id of ids)
      await tell(change, {
        key: `${keyOf(approval)}:escalated:${approval.version}:${change.at.getTime()}:${id}`,
        to: { member: id },
        card: ({ language }) => {
          const t = texts[language];
          // Being an admin shows no customer (domain.md §1): they read the number alone.
          const heading = level === "admin" ? sheet.face.number : sheet.face.heading(language);
          const names = sheet.next.map(({ name }) => name).join(language === "zh" ? "、" : ", ");
          return lineCard("waiting", t.escalatedTitle({ role: sayHolder(role, language), heading }), [
            t.escalatedText({ hours, number: sheet.face.number, names }),
          ]);
        },
      });
  };

/** The people of the first of these levels that has anybody beside those whose own paper it is. */
const above = async (
  change: Change,
  approval: Approval,
  levels: readonly Role[],
): Promise<{ readonly level: Role | undefined; readonly ids: readonly MemberId[] }> => {
  const people = await peopleOf(change, { roles: [...levels], teamIds: [approval.teamId] });
  const others = people.filter(({ id }) => !isOwn(approval, id));
  const of = (level: Role) =>
    others.filter((person) => partsOf(person).some((part) => signsAs(part, level, approval.teamId)));
  const level = levels.find((one) => of(one).length > 0);
  return { level, ids: level ? of(level).map(({ id }) => id) : [] };
};
