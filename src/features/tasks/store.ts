import { fromColumn, type PlainDate, toColumn } from "../../core/dates.ts";
import { asMemberId, idFrom, type MemberId, newId } from "../../core/ids.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import { Prisma } from "../../data/generated/client.ts";
import { type PageRequest, pageArguments, pageOf, placedInSight } from "../../data/paging.ts";
import { memberSeesCustomer } from "../../data/scope.ts";
import type { CustomerFlag } from "../../domain/customers.ts";
import type { Task, TaskState } from "./rules.ts";

export { readNames } from "../../data/colleagues.ts";
export { organizationOf } from "../../data/organization.ts";

interface TaskRow {
  readonly id: string;
  readonly giverId: string;
  readonly giver: string;
  readonly assigneeId: string;
  readonly assignee: string;
  readonly customerId: string | null;
  readonly customer: string | null;
  readonly flags: readonly CustomerFlag[];
  readonly giverSees: boolean;
  readonly assigneeSees: boolean;
  readonly readerSees: boolean;
  readonly what: string;
  readonly dueOn: Date;
  readonly state: TaskState;
  readonly answer: string | null;
  readonly version: number;
}

const taskOf = (row: TaskRow, reader: MemberId | null): Task => {
  const giver = { id: asMemberId(row.giverId), name: row.giver };
  const assignee = { id: asMemberId(row.assigneeId), name: row.assignee };
  const seenBy = [...(row.giverSees ? [giver.id] : []), ...(row.assigneeSees ? [assignee.id] : [])];
  if (reader !== null && row.readerSees) seenBy.push(reader);
  const { id, what, state, answer, version } = row;
  return {
    ...{ id, giver, assignee, what, state, answer, version },
    customer:
      row.customerId === null ? null : { id: row.customerId, name: row.customer ?? "", flags: row.flags, seenBy },
    dueOn: fromColumn(row.dueOn),
  };
};

/** Tasks, with what of their customer each of the two may see, and who else reads of them; in the order of their days. */
const readTasksWhere = async (scope: Scope, where: Prisma.Sql, reader: MemberId | null = null): Promise<Task[]> => {
  const rows = await from(scope).$queryRaw<TaskRow[]>`
    SELECT k.id, k."giverId", p.name AS giver, k."assigneeId", a.name AS assignee, k."customerId",
      coalesce(c."shortNames"[1], c.name) AS customer, coalesce(c.flags::text[], '{}') AS flags,
      coalesce(${memberSeesCustomer(Prisma.sql`k."giverId"`, Prisma.sql`c`)}, false) AS "giverSees",
      coalesce(${memberSeesCustomer(Prisma.sql`k."assigneeId"`, Prisma.sql`c`)}, false) AS "assigneeSees",
      coalesce(${memberSeesCustomer(Prisma.sql`${reader}::uuid`, Prisma.sql`c`)}, false) AS "readerSees",
      k.what, k."dueOn", k.state::text, k.answer, k.version
    FROM "Task" k JOIN "Member" p ON p.id = k."giverId" JOIN "Member" a ON a.id = k."assigneeId"
    LEFT JOIN "Customer" c ON c.id = k."customerId"
    WHERE k."organizationId" = ${scope.organizationId}::uuid AND ${where}
    ORDER BY k."dueOn", k.id`;
  return rows.map((row) => taskOf(row, reader));
};

/** A task one gave or was given; null when there is none such. */
export async function readTask(scope: Scope, id: string): Promise<Task | null> {
  const who = scope.memberId;
  const theirs = who === null ? Prisma.sql`TRUE` : Prisma.sql`${who}::uuid IN (k."giverId", k."assigneeId")`;
  const [task] = await readTasksWhere(scope, Prisma.sql`k.id = ${id}::uuid AND ${theirs}`);
  return task ?? null;
}

/** These tasks, whoever acts: for the cards of those they are between. */
export const readTasks = (scope: Scope, ids: readonly string[]): Promise<Task[]> =>
  readTasksWhere(scope, Prisma.sql`k.id = ANY(${[...ids]}::uuid[])`);

/** What a member was asked to do for a customer, and has not answered yet. */
export const readTasksFor = (scope: Scope, member: MemberId, customerId: string): Promise<Task[]> =>
  readTasksWhere(
    scope,
    Prisma.sql`k."assigneeId" = ${member}::uuid AND k."customerId" = ${customerId}::uuid AND k.state = 'open'`,
  );

export interface NewTask {
  readonly to: MemberId;
  readonly customerId: string | null;
  readonly what: string;
  readonly by: PlainDate;
}

/** Gives a task; the same that is still open is not given again. */
export async function createTask(
  change: Change,
  { to, customerId, what, by }: NewTask,
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const { organizationId, at } = change;
  const giverId = change.memberId ?? to;
  const onceKey = idFrom("task", giverId, to, customerId ?? "", by, what);
  const id = newId();
  const row = {
    id,
    organizationId,
    giverId,
    assigneeId: to,
    customerId,
    what,
    dueOn: toColumn(by),
    onceKey,
    createdAt: at,
  };
  const { count } = await from(change).task.createMany({ data: [row], skipDuplicates: true });
  if (count === 0) {
    const there = await from(change).task.findFirstOrThrow({
      where: { organizationId, onceKey },
      select: { id: true },
    });
    return { id: there.id, isNew: false };
  }
  await audit(change, {
    what: "task.given",
    subject: subjectOf({ id, customerId }),
    after: { id, giverId, assigneeId: to, what, dueOn: by },
  });
  return { id, isNew: true };
}

const subjectOf = ({ id, customerId }: { readonly id: string; readonly customerId: string | null }): string =>
  customerId === null ? `task:${id}` : `customer:${customerId}`;

const ENTRIES = {
  done: "task.done",
  declined: "task.declined",
  taken_back: "task.takenBack",
  returned: "task.returned",
} as const satisfies Record<Exclude<TaskState, "open">, string>;

export interface Closing {
  readonly state: Exclude<TaskState, "open">;
  readonly answer?: string | undefined;
  /** The day of the one it was given to. */
  readonly on: PlainDate;
}
/** False: it was answered, put off or taken back meanwhile, and nothing is changed. */
export async function closeTask(change: Change, task: Task, { state, answer, on }: Closing): Promise<boolean> {
  const { count } = await from(change).task.updateMany({
    where: { organizationId: change.organizationId, id: task.id, version: task.version, state: "open" },
    data: {
      ...{ state, answer: answer ?? null, closedAt: change.at, closedOn: toColumn(on), onceKey: null },
      version: { increment: 1 },
    },
  });
  if (count === 1)
    await audit(change, {
      what: ENTRIES[state],
      subject: subjectOf({ id: task.id, customerId: task.customer?.id ?? null }),
      before: { id: task.id, state: task.state },
      after: { state, ...(answer !== undefined && { answer }) },
    });
  return count === 1;
}

/** Another day. False as for closeTask. */
export async function moveTask(
  change: Change,
  task: Task,
  { on, why }: { readonly on: PlainDate; readonly why?: string | undefined },
): Promise<boolean> {
  const { count } = await from(change).task.updateMany({
    where: { organizationId: change.organizationId, id: task.id, version: task.version, state: "open" },
    data: { dueOn: toColumn(on), answer: why ?? null, version: { increment: 1 } },
  });
  if (count === 1)
    await audit(change, {
      what: "task.putOff",
      subject: subjectOf({ id: task.id, customerId: task.customer?.id ?? null }),
      before: { id: task.id, dueOn: task.dueOn },
      after: { dueOn: on, ...(why !== undefined && { answer: why }) },
    });
  return count === 1;
}

/**
 * What stands on the lists of members for a day: open tasks due by then, on a day that is not worked only those of that
 * very day; and what was answered on it.
 */
export async function readTasksOfDay(
  scope: Scope,
  { members, day, works }: { readonly members: readonly MemberId[]; readonly day: PlainDate; readonly works: boolean },
): Promise<ReadonlyMap<MemberId, Task[]>> {
  const due = works ? Prisma.sql`k."dueOn" <= ${day}::date` : Prisma.sql`k."dueOn" = ${day}::date`;
  const tasks = await readTasksWhere(
    scope,
    Prisma.sql`k."assigneeId" = ANY(${[...members]}::uuid[]) AND (k.state = 'open' AND ${due}
      OR k.state IN ('done', 'declined') AND k."closedOn" = ${day}::date AND k."dueOn" <= ${day}::date)`,
  );
  const lists = new Map<MemberId, Task[]>();
  for (const task of tasks) lists.set(task.assignee.id, [...(lists.get(task.assignee.id) ?? []), task]);
  return lists;
}

/** A page of the open tasks for the asker, or of those they gave. */
export async function readOpenTasks(
  scope: Scope,
  { of, ...request }: PageRequest & { readonly of: "mine" | "given" },
): Promise<{ readonly tasks: Task[]; readonly total: number; readonly next: string | null }> {
  const where = {
    organizationId: scope.organizationId,
    state: "open" as const,
    [of === "mine" ? "assigneeId" : "giverId"]: scope.memberId ?? "",
  };
  const page = await placedInSight(request, (id) => from(scope).task.count({ where: { ...where, id } }));
  const rows = await from(scope).task.findMany({
    where,
    select: { id: true },
    orderBy: [{ dueOn: "asc" }, { id: "asc" }],
    ...pageArguments(page),
  });
  const { rows: shown, next } = pageOf(rows, page);
  const tasks = await readTasksWhere(scope, Prisma.sql`k.id = ANY(${shown.map(({ id }) => id)}::uuid[])`);
  return { tasks, next, total: await from(scope).task.count({ where }) };
}

/** Open tasks of others in these teams that were due on days from `from` until before `to`; of customers only the teams' own. */
export const readLeftTasks = (
  scope: Scope,
  asked: {
    readonly teamIds: readonly string[];
    readonly manager: MemberId;
    readonly reader: MemberId;
    readonly from: PlainDate;
    readonly to: PlainDate;
  },
): Promise<Task[]> =>
  readTasksWhere(
    scope,
    Prisma.sql`k.state = 'open' AND k."assigneeId" <> ${asked.manager}::uuid
      AND k."dueOn" >= ${asked.from}::date AND k."dueOn" < ${asked.to}::date AND a."closedAt" IS NULL
      AND (k."customerId" IS NULL OR c."teamId" = ANY(${[...asked.teamIds]}::uuid[]))
      AND EXISTS (SELECT 1 FROM "TeamMember" x WHERE x."memberId" = k."assigneeId"
        AND x."teamId" = ANY(${[...asked.teamIds]}::uuid[]))`,
    asked.reader,
  );

/** The open tasks of somebody who has left. */
export const readTasksOf = (scope: Scope, assigneeId: MemberId): Promise<Task[]> =>
  readTasksWhere(scope, Prisma.sql`k."assigneeId" = ${assigneeId}::uuid AND k.state = 'open'`);

/** Those of somebody's open tasks that are about customers they may not see. */
export const readUnseenTasks = (scope: Scope, assigneeId: MemberId): Promise<Task[]> =>
  readTasksWhere(
    scope,
    Prisma.sql`k."assigneeId" = ${assigneeId}::uuid AND k.state = 'open' AND c.id IS NOT NULL
      AND NOT ${memberSeesCustomer(Prisma.sql`k."assigneeId"`, Prisma.sql`c`)}`,
  );

const managesTeam = (teamId: Prisma.Sql) => Prisma.sql`EXISTS (
  SELECT 1 FROM "TeamMember" x WHERE x."memberId" = m.id AND x."teamId" IN (${teamId}))`;

/** What somebody who has left had given is from now on whoever's who leads the one it was given to. Returns which. */
export const passOnGiven = (change: Change, giverId: MemberId): Promise<string[]> =>
  passOn(
    change,
    Prisma.sql`t."giverId" = ${giverId}::uuid`,
    managesTeam(Prisma.sql`SELECT y."teamId" FROM "TeamMember" y WHERE y."memberId" = t."assigneeId"`),
  );

/** Of these, what somebody was to do for themselves is from now on whoever's who leads the customer's team. */
export const passOnOwn = (change: Change, ids: readonly string[]): Promise<string[]> =>
  passOn(
    change,
    Prisma.sql`t.id = ANY(${[...ids]}::uuid[]) AND t."giverId" = t."assigneeId"`,
    managesTeam(Prisma.sql`SELECT y."teamId" FROM "Customer" y WHERE y.id = t."customerId"`),
  );

/** To a manager of the team, else an executive, else an admin. */
async function passOn(change: Change, which: Prisma.Sql, manages: Prisma.Sql): Promise<string[]> {
  const rows = await from(change).$queryRaw<{ id: string; customerId: string | null; was: string; giver: string }[]>`
    UPDATE "Task" t SET "giverId" = n.giver, version = t.version + 1
    FROM (SELECT t.id, t."giverId" AS was, (SELECT m.id FROM "Member" m
        WHERE m."organizationId" = t."organizationId" AND m."closedAt" IS NULL AND m.id <> t."assigneeId"
          AND m.roles && '{manager,executive,admin}'::"Role"[]
        ORDER BY NOT ('manager' = ANY(m.roles) AND ${manages}),
          NOT 'executive' = ANY(m.roles), NOT 'admin' = ANY(m.roles), m."createdAt", m.id LIMIT 1) AS giver
      FROM "Task" t WHERE t."organizationId" = ${change.organizationId}::uuid AND ${which}
        AND t.state = 'open') n
    WHERE t.id = n.id AND n.giver IS NOT NULL
    RETURNING t.id, t."customerId", n.was, t."giverId" AS giver`;
  for (const { id, customerId, was, giver } of rows)
    await audit(change, {
      what: "task.passedOn",
      subject: subjectOf({ id, customerId }),
      before: { id, giverId: was },
      after: { giverId: giver },
    });
  return rows.map(({ id }) => id);
}
