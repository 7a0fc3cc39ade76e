import XLSX from "@e965/xlsx";
import type { PersonIdentity } from "../../src/chat/feature.ts";
import type { UploadedFile } from "../../src/chat/form.ts";
import type { MovableClock } from "../../src/core/clock.ts";
import type { OrganizationId } from "../../src/core/ids.ts";
import type { JobContext } from "../../src/core/job.ts";
import { Refusal } from "../../src/core/refusal.ts";
import { askNobody } from "../../src/core/who-is.ts";
import { from } from "../../src/data/client.ts";
import { membershipOf } from "../../src/data/members.ts";
import { systemScope } from "../../src/data/scope.ts";
import { change } from "../../src/data/transaction.ts";
import { exportJob } from "../../src/features/exports/jobs.ts";
import {
  guessColumns,
  lookAtSheets,
  mappingOf,
  planImport,
  readReport,
  workOn,
} from "../../src/features/imports/public.ts";
import type { TestDatabase } from "./database.ts";
import type { PlannedCustomer } from "./sight-plan.ts";
import { nameOf, phoneOf, type World } from "./sight-world.ts";

interface Ground {
  readonly database: TestDatabase;
  readonly clock: MovableClock;
}

/** A sheet of customers that somebody may not see, as it is dropped in the chat. */
export const sheetOf = ({ plan }: World, hidden: readonly PlannedCustomer[]): UploadedFile & { bytes: Buffer } => {
  const rows = hidden.map((customer) => `${nameOf(customer)},上海,${phoneOf(plan, customer)}`);
  const bytes = Buffer.from(["客户名称,城市,电话", ...rows].join("\n"));
  return { name: "客户.csv", size: bytes.length, bytes, read: async () => bytes };
};

/** What becomes of each row of the sheet that this person has dropped last: nothing where nothing was taken. */
export async function lookedThrough(
  { database, clock }: Ground,
  identity: PersonIdentity,
  { bytes }: { readonly bytes: Buffer },
): Promise<unknown> {
  const member = await membershipOf(database.handle, clock, identity);
  if (member.kind !== "member") return null;
  const { scope } = member;
  const { organizationId, memberId } = scope;
  const dropped = await from(scope).import.findFirst({ where: { organizationId, memberId, state: "read" } });
  if (!dropped) return null;
  const [look] = await lookAtSheets(bytes);
  const guess = look && guessColumns(look);
  if (!guess) return null;
  const refused = await change(scope, { from: "slack" }, (inside) =>
    planImport(inside, dropped.id, mappingOf(0, guess)).then(() => undefined),
  ).catch((error: unknown) => {
    if (error instanceof Refusal) return error.said;
    throw error;
  });
  if (refused) return refused;
  await workOn(jobContext({ database, clock }, organizationId), dropped.id);
  return readReport(scope, dropped.id, { limit: 100, language: "zh" });
}

const jobContext = ({ database, clock }: Ground, organizationId: OrganizationId): JobContext => {
  const system = systemScope(database.handle, organizationId, clock);
  return {
    ...{ scope: system, clock, now: clock.now(), whoIs: askNobody },
    change: (work) => change(system, { from: "system" }, work),
  };
};

/** What stands in the sheet that this person has asked for last: null where none was begun. */
export async function takenAway(ground: Ground, identity: PersonIdentity): Promise<unknown> {
  const { database, clock } = ground;
  const member = await membershipOf(database.handle, clock, identity);
  if (member.kind !== "member") return null;
  const { organizationId, memberId } = member.scope;
  if (memberId === null) return null;
  const where = { organizationId, memberId, closedAt: null };
  const asked = await from(member.scope).export.findFirst({ where, orderBy: { id: "desc" } });
  if (!asked) return null;
  await exportJob.run(jobContext(ground, organizationId), { id: asked.id });
  const key = `export:${asked.id}:sheet`;
  const sent = await from(member.scope).outgoingMessage.findFirst({ where: { organizationId, key } });
  if (!sent?.fileId) return "nothing to write";
  const file = await from(member.scope).storedFile.findUniqueOrThrow({ where: { id: sent.fileId } });
  const { SheetNames, Sheets } = XLSX.read(Buffer.from(file.bytes));
  return SheetNames.map((name) => XLSX.utils.sheet_to_json(Sheets[name] ?? {}, { header: 1 }));
}
