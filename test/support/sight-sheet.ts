import type { PersonIdentity } from "../../src/chat/feature.ts";
import type { UploadedFile } from "../../src/chat/form.ts";
import type { MovableClock } from "../../src/core/clock.ts";
import type { JobContext } from "../../src/core/job.ts";
import { Refusal } from "../../src/core/refusal.ts";
import { askNobody } from "../../src/core/who-is.ts";
import { from } from "../../src/data/client.ts";
import { membershipOf } from "../../src/data/members.ts";
import { systemScope } from "../../src/data/scope.ts";
import { change } from "../../src/data/transaction.ts";
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
import { nameOf, phoneOf, type World } from "./sight-rows.ts";

/** A sheet of customers that somebody may not see, as it is dropped in the chat. */
export const sheetOf = ({ plan }: World, hidden: readonly PlannedCustomer[]): UploadedFile & { bytes: Buffer } => {
  const rows = hidden.map((customer) => `${nameOf(customer)},上海,${phoneOf(plan, customer)}`);
  const bytes = Buffer.from(["客户名称,城市,电话", ...rows].join("\n"));
  return { name: "客户.csv", size: bytes.length, bytes, read: async () => bytes };
};

/** What becomes of each row of the sheet that this person has dropped last: nothing where nothing was taken. */
export async function lookedThrough(
  { database, clock }: { readonly database: TestDatabase; readonly clock: MovableClock },
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
  const system = systemScope(database.handle, organizationId, clock);
  const context: JobContext = {
    ...{ scope: system, clock, now: clock.now(), whoIs: askNobody },
    change: (work) => change(system, { from: "system" }, work),
  };
  await workOn(context, dropped.id);
  return readReport(scope, dropped.id, { limit: 100, language: "zh" });
}
