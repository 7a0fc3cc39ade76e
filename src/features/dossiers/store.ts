import type { Instant } from "../../core/clock.ts";
import { fromColumn, type PlainDate } from "../../core/dates.ts";
import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { visibleCustomers, workedDeals } from "../../data/scope.ts";
import type { ActivityKind } from "../../domain/activities.ts";
import { type SaidInAnswer, saidIn } from "../answers/public.ts";
import type { CaseKind, Duty } from "../cases/public.ts";
import type { Standing } from "../influence/public.ts";
import { type About, mentionsOf, type Naming } from "../mentions/public.ts";

/** What is held about a contact beside what its card says. */
export interface Held {
  readonly activities: readonly {
    readonly on: PlainDate;
    readonly kind: ActivityKind;
    readonly said: string;
    readonly outcome: string | null;
    readonly mood: number | null;
  }[];
  readonly steps: readonly { readonly dueOn: PlainDate; readonly what: string }[];
  /** Where they stand on the influence maps. */
  readonly places: readonly (Pick<Standing, "role" | "attitude" | "influence"> & { readonly deal: string })[];
  /** What they asked or complained of, and what was done about it. */
  readonly cases: readonly {
    readonly openedAt: Instant;
    readonly kind: CaseKind;
    readonly said: string;
    readonly done: readonly { readonly duty: Duty; readonly note: string }[];
  }[];
  /** How satisfied they said they are. */
  readonly answers: readonly (SaidInAnswer & { readonly on: PlainDate })[];
  /** Of those that the reader gave or was given: nobody else knows of a task. */
  readonly tasks: readonly { readonly dueOn: PlainDate; readonly what: string; readonly answer: string | null }[];
  readonly feeIds: readonly string[];
  readonly entries: number;
  /** Where else a text names them, in the order it is told. */
  readonly named: readonly Naming[];
}

/** More than anybody has; a file is not endless. */
const MOST = 5000;

export async function readHeld(scope: Scope, about: About): Promise<Held> {
  const { organizationId } = scope;
  const { contactId } = about;
  const contact = { id: contactId, customer: visibleCustomers(scope) };
  const activities = await from(scope).activity.findMany({
    where: { organizationId, undoneAt: null, contacts: { some: { contactId, contact } } },
    select: { happenedOn: true, kind: true, said: true, outcome: true, mood: true },
    orderBy: [{ happenedOn: "desc" }, { id: "desc" }],
    take: MOST,
  });
  const steps = await from(scope).nextStep.findMany({
    where: { organizationId, contactId },
    select: { dueOn: true, what: true },
    orderBy: [{ dueOn: "desc" }, { id: "desc" }],
    take: MOST,
  });
  const places = await from(scope).influence.findMany({
    where: { organizationId, contactId, contact, deal: workedDeals(scope) },
    select: { role: true, attitude: true, influence: true, deal: { select: { name: true } } },
  });
  const given = await from(scope).feeRecipient.findMany({
    where: { organizationId, contactId },
    select: { feeId: true },
    take: MOST,
  });
  return {
    activities: activities.map(({ happenedOn, ...activity }) => ({ on: fromColumn(happenedOn), ...activity })),
    steps: steps.map(({ dueOn, what }) => ({ dueOn: fromColumn(dueOn), what })),
    places: places.map(({ deal, ...place }) => ({ deal: deal.name, ...place })),
    cases: await readCases(scope, contactId),
    answers: await readAnswers(scope, contactId),
    tasks: await readTasks(scope, about),
    feeIds: given.map(({ feeId }) => feeId),
    entries: await from(scope).auditEntry.count({ where: { organizationId, subject: `contact:${contactId}` } }),
    named: await mentionsOf(scope, about),
  };
}

async function readCases(scope: Scope, contactId: string): Promise<Held["cases"]> {
  const rows = await from(scope).serviceCase.findMany({
    where: {
      ...{ organizationId: scope.organizationId, contactId, undoneAt: null },
      customer: visibleCustomers(scope),
    },
    select: {
      ...{ openedAt: true, kind: true, said: true },
      clocks: { where: { metAt: { not: null } }, select: { duty: true, note: true }, orderBy: { metAt: "asc" } },
    },
    orderBy: [{ openedAt: "desc" }, { id: "desc" }],
    take: MOST,
  });
  return rows.map(({ clocks, ...row }) => ({
    ...row,
    done: clocks.flatMap(({ duty, note }) => (note === null ? [] : [{ duty, note }])),
  }));
}

async function readAnswers(scope: Scope, contactId: string): Promise<Held["answers"]> {
  const rows = await from(scope).surveyAnswer.findMany({
    where: {
      ...{ organizationId: scope.organizationId, contactId, undoneAt: null },
      customer: visibleCustomers(scope),
    },
    orderBy: [{ answeredOn: "desc" }, { id: "desc" }],
    take: MOST,
  });
  return rows.map((row) => ({ on: fromColumn(row.answeredOn), ...saidIn(row) }));
}

async function readTasks(scope: Scope, { customerId, names, withoutElsewhere }: About): Promise<Held["tasks"]> {
  const { organizationId } = scope;
  const memberId = scope.memberId ?? "";
  const rows = await from(scope).task.findMany({
    where: {
      organizationId,
      AND: [{ OR: [{ giverId: memberId }, { assigneeId: memberId }] }, { OR: [{ customerId }, { customerId: null }] }],
    },
    select: { customerId: true, dueOn: true, what: true, answer: true },
    orderBy: [{ dueOn: "desc" }, { id: "desc" }],
    take: MOST,
  });
  const isTold = ({ what, answer }: { readonly what: string; readonly answer: string | null }) =>
    JSON.stringify(withoutElsewhere({ what, answer })) !== JSON.stringify({ what, answer });
  return rows
    .filter((row) => (row.customerId === null ? isTold(row) : [row.what, row.answer ?? ""].some(names)))
    .map(({ dueOn, what, answer }) => ({ dueOn: fromColumn(dueOn), what, answer }));
}
