import { plainDate, toColumn } from "../../src/core/dates.ts";
import { newId } from "../../src/core/ids.ts";
import type { DatabaseHandle } from "../../src/core/scope.ts";
import { from } from "../../src/data/client.ts";
import { nameKey } from "../../src/domain/names.ts";
import { searchTextOf } from "../../src/domain/names-search.ts";

/** Ids of one of everything somebody may not see. */
export interface Ids {
  readonly customer: string;
  readonly contact: string;
  readonly deal: string;
  /** At 90 %, its money not confirmed. */
  readonly paid: string;
  readonly move: string;
  readonly activity: string;
  /** A complaint. */
  readonly case: string;
  /** How satisfied the customer said it is. */
  readonly answer: string;
  readonly fee: string;
  readonly item: string;
  readonly task: string;
  readonly join: string;
  /** Of a customer and of a contact with another. */
  readonly merge: string;
  readonly joined: string;
  readonly team: string;
  readonly member: string;
  readonly segment: string;
}

const NAMES = [
  "customer",
  "contact",
  "deal",
  "paid",
  "move",
  "activity",
  "case",
  "answer",
  "fee",
  "item",
  "task",
  "join",
  "merge",
  "joined",
  "team",
  "member",
  "segment",
] as const;
/** Ids that nothing has. */
export const noIds = (): Ids => Object.fromEntries(NAMES.map((name) => [name, newId()])) as unknown as Ids;

/** The same text with every id of the set by its name, so that two answers can be compared. */
export const withoutIds = (text: string, ids: Ids): string =>
  NAMES.reduce((said, name) => said.replaceAll(ids[name], `(${name})`), text);

interface Place {
  readonly organizationId: string;
  readonly segmentId: string;
  readonly teamId: string;
  readonly ownerId: string;
  readonly platform: string;
  readonly workspace: string;
}

const AT = new Date("2026-11-23T01:00:00Z");
const day = (text: string) => toColumn(plainDate(text));

/** One of everything, with `mark` in every text of it; the customer's name begins with `lead`. */
export const makeSecrets = async (
  handle: DatabaseHandle,
  place: Place,
  { lead, mark }: { lead: string; mark: string },
): Promise<Ids> => {
  const db = from({ database: handle });
  const ids = { ...noIds(), team: place.teamId, member: place.ownerId, segment: place.segmentId };
  const { organizationId, segmentId, teamId, ownerId } = place;
  const within = { organizationId, segmentId, teamId, ownerId };
  const name = `${lead}${mark}`;
  await db.customer.create({
    data: {
      ...within,
      id: ids.customer,
      name,
      nameKey: nameKey(name),
      searchText: searchTextOf(name),
      city: `${mark}市`,
      lastContactOn: day("2026-08-01"),
      createdAt: AT,
    },
  });
  await db.contact.create({
    data: {
      id: ids.contact,
      organizationId,
      customerId: ids.customer,
      name: `欧阳${mark}`,
      searchText: searchTextOf(`欧阳${mark}`),
      phones: ["13800001234"],
      birthdayCalendar: "solar",
      birthMonth: 11,
      birthDay: 23,
      createdAt: AT,
    },
  });
  const deal = { ...within, currency: "CNY", customerId: ids.customer, createdAt: AT, updatedAt: AT };
  await db.deal.create({
    data: {
      ...deal,
      id: ids.deal,
      name: `${name}三年`,
      stage: "p25",
      amountMinor: 77_777_00n,
      lastForwardOn: day("2026-11-01"),
      warnedOn: day("2026-11-20"),
    },
  });
  await db.deal.create({
    data: {
      ...deal,
      id: ids.paid,
      name: `${name}首单`,
      stage: "p90",
      amountMinor: 88_888_00n,
      papersSigned: true,
      contractSignedOn: day("2026-11-20"),
      lastForwardOn: day("2026-11-20"),
    },
  });
  await db.dealMove.create({
    data: {
      id: ids.move,
      organizationId,
      teamId,
      dealId: ids.deal,
      to: "p25",
      cause: "person",
      why: `${mark}理由`,
      movedOn: day("2026-11-01"),
      at: AT,
    },
  });
  await makePapers(db, place, { ids, mark });
  return ids;
};

const makePapers = async (
  db: ReturnType<typeof from>,
  { organizationId, teamId, ownerId, platform, workspace }: Place,
  { ids, mark }: { ids: Ids; mark: string },
): Promise<void> => {
  await db.task.create({
    data: {
      id: ids.task,
      organizationId,
      giverId: ownerId,
      assigneeId: ownerId,
      customerId: ids.customer,
      what: `${mark}任务`,
      dueOn: day("2026-11-23"),
      createdAt: AT,
    },
  });
  await db.activity.create({
    data: {
      id: ids.activity,
      organizationId,
      customerId: ids.customer,
      memberId: ownerId,
      kind: "visit",
      happenedOn: day("2026-08-01"),
      said: `${mark}谈判`,
      createdAt: AT,
    },
  });
  const due = new Date("2026-11-24T01:00:00Z");
  const complaint = { kind: "complaint" as const, said: `${mark}异响`, openedById: ownerId, openedAt: AT, dueAt: due };
  await db.serviceCase.create({
    data: { ...complaint, id: ids.case, organizationId, customerId: ids.customer, contactId: ids.contact },
  });
  await db.caseClock.createMany({
    data: (["solve", "call_back", "close"] as const).map((duty) => ({
      ...{ id: newId(), caseId: ids.case, organizationId, duty, dueAt: due, tellAt: due },
    })),
  });
  await db.surveyAnswer.create({
    data: {
      id: ids.answer,
      organizationId,
      customerId: ids.customer,
      contactId: ids.contact,
      memberId: ownerId,
      answeredOn: day("2026-11-20"),
      items: [],
      recommend: 1,
      said: `${mark}不满`,
      low: true,
      createdAt: AT,
    },
  });
  const promised = newId();
  await db.nextStep.create({
    data: {
      id: promised,
      organizationId,
      customerId: ids.customer,
      memberId: ownerId,
      activityId: ids.activity,
      what: `${mark}再访`,
      dueOn: day("2026-11-23"),
    },
  });
  await db.careItem.create({
    data: {
      id: ids.item,
      organizationId,
      memberId: ownerId,
      customerId: ids.customer,
      contactId: ids.contact,
      nextStepId: promised,
      kind: "next_step",
      dueOn: day("2026-11-23"),
      showOn: day("2026-11-23"),
      listedOn: day("2026-11-23"),
      onceKey: `next_step:${promised}:${mark}`,
      activityId: ids.activity,
      createdAt: AT,
    },
  });
  await db.fee.create({
    data: {
      id: ids.fee,
      organizationId,
      number: "FE-2026-7777",
      customerId: ids.customer,
      dealId: ids.deal,
      requesterId: ownerId,
      teamId,
      purpose: "new_customer",
      what: `${mark}茶礼`,
      amountMinor: 66_600n,
      currency: "CNY",
      flags: [],
      createdAt: AT,
      recipients: { create: [{ contactId: ids.contact, organizationId, amountMinor: 66_600n }] },
    },
  });
  await db.approval.create({
    data: {
      id: newId(),
      organizationId,
      subject: "fee",
      subjectId: ids.fee,
      teamId,
      askerId: ownerId,
      requesterId: ownerId,
      createdAt: AT,
      steps: {
        create: (["clerk", "manager", "finance"] as const).map((role, position) => ({
          role,
          position,
          organizationId,
        })),
      },
    },
  });
  await db.joinRequest.create({
    data: {
      id: ids.join,
      organizationId,
      platform,
      workspace,
      user: `U-${mark}`,
      name: `新人${mark}`,
      language: "zh",
      zone: "Asia/Shanghai",
      createdAt: AT,
    },
  });
};

/** Every row of every table but the marks of deliveries: what must be the same where nothing may change. */
export const fingerprint = async (handle: DatabaseHandle): Promise<Record<string, string | null>> => {
  const db = from({ database: handle });
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
      AND table_name NOT IN ('Delivery', 'Export') AND table_name NOT LIKE '\_prisma%'
    ORDER BY table_name`;
  const prints: Record<string, string | null> = {};
  for (const { name } of tables) {
    const [row] = await db.$queryRawUnsafe<{ print: string | null }[]>(
      `SELECT md5(string_agg(t::text, ',' ORDER BY t::text)) AS print FROM "${name}" t`,
    );
    prints[name] = row?.print ?? null;
  }
  return prints;
};
