import { newId } from "../core/ids.ts";
import type { Change } from "../core/scope.ts";
import { addAtEnd } from "./at-end.ts";

/** What an audit entry keeps of a thing: plain values by name. A bigint is kept as its digits, a Date as ISO text. */
export type Snapshot = Readonly<Record<string, unknown>>;

export interface Audited {
  /** Known beforehand where something is to refer to the entry. */
  readonly id?: string;
  /** What was done, such as "visit.logged". */
  readonly what: string;
  /** What it was done to, such as "customer:ID". */
  readonly subject: string;
  readonly before?: Snapshot;
  readonly after?: Snapshot;
}

/** Adds one entry to the audit log, with who, when and from where taken from the change. */
export async function audit(change: Change, entry: Audited): Promise<void> {
  const { organizationId, memberId, at, from } = change;
  write(change, { id: newId(), organizationId, memberId, from, at, ...entry });
}

const write = addAtEnd<Audited & Pick<Change, "organizationId" | "memberId" | "from" | "at"> & { readonly id: string }>(
  "AuditEntry",
);
