/** What went wrong in the database, as far as a caller can act on it. */
export type DatabaseFailure =
  /** Not there, not reachable, too busy or too slow: the same may work later. */
  | { readonly kind: "unavailable" }
  /** Two transactions met: the same change may be tried again at once. */
  | { readonly kind: "conflict" }
  /** A row with this key is there already; `constraint` is the name in the migrations, "Fee_organizationId_number_key". */
  | { readonly kind: "unique"; readonly constraint: string }
  /** A condition of a change did not hold: `by` is the name of its statement. */
  | { readonly kind: "called_off"; readonly by: string }
  /** Not an error of the database, or a bug of ours. */
  | { readonly kind: "other" };

/** SQLSTATE codes and classes: 08 connection, 53 resources, 57P shutting down or starting, 57014 statement timeout. */
const UNAVAILABLE_STATE = /^(08|53|57P|57014|25P03|58)/;
/** Serialization, deadlock, and a row that is no longer there for another to refer to: it was united with one meanwhile. */
const CONFLICT_STATES: ReadonlySet<string> = new Set(["40001", "40P01", "23503"]);
const UNIQUE_STATE = "23505";
/** Of call_off() in the migrations. */
const CALLED_OFF_STATE = "RA001";

/** Of the ORM: not reachable, timed out, closed, no free connection, transaction not begun or expired, too many. */
const UNAVAILABLE_ORM_CODES: ReadonlySet<string> = new Set([
  "P1001",
  "P1002",
  "P1008",
  "P1011",
  "P1017",
  "P2024",
  "P2028",
  "P2037",
]);
/** Of its adapter, where there is no SQLSTATE. */
const UNAVAILABLE_KINDS: ReadonlySet<string> = new Set(["DatabaseNotReachable", "ConnectionClosed", "SocketTimeout"]);
const UNAVAILABLE_SOCKET_CODES: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ETIMEDOUT",
  "EPIPE",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);
/** pg gives these no code. */
const UNAVAILABLE_MESSAGE =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Connection ended unexpectedly|^Query read timeout/;

/** Thrown inside a change that met the rows of another as both began: it is tried again, and sees them then. */
export class MetAnother extends Error {
  override name = "MetAnother";
}

/** Tells apart what pg, its pool, the adapter and Prisma throw. */
export function classify(error: unknown): DatabaseFailure {
  if (!(error instanceof Error)) return { kind: "other" };
  if (error instanceof MetAnother) return { kind: "conflict" };
  const code = text(error, "code") ?? "";
  // The ORM wraps what its adapter throws in a query, and not what it throws at BEGIN and COMMIT.
  const ofAdapter = field(field(error, "meta"), "driverAdapterError") ?? error;
  const cause = field(ofAdapter, "cause");
  const state = text(cause, "originalCode") ?? code;
  if (state === UNIQUE_STATE) {
    const constraint = text(field(cause, "constraint"), "index") ?? text(error, "constraint");
    return { kind: "unique", constraint: constraint ?? "" };
  }
  if (state === CALLED_OFF_STATE) return { kind: "called_off", by: text(cause, "originalMessage") ?? error.message };
  if (CONFLICT_STATES.has(state)) return { kind: "conflict" };
  const unavailable =
    UNAVAILABLE_ORM_CODES.has(code) ||
    UNAVAILABLE_SOCKET_CODES.has(code) ||
    UNAVAILABLE_KINDS.has(text(cause, "kind") ?? "") ||
    (state.length === 5 && UNAVAILABLE_STATE.test(state)) ||
    UNAVAILABLE_MESSAGE.test(error.message);
  return { kind: unavailable ? "unavailable" : "other" };
}

export const isUnavailable = (error: unknown): boolean => classify(error).kind === "unavailable";

/** True when the row is there already; with a name, only when it is that constraint that says so. */
export function isUniqueConflict(error: unknown, constraint?: string): boolean {
  const failure = classify(error);
  return failure.kind === "unique" && (constraint === undefined || failure.constraint === constraint);
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function text(value: unknown, name: string): string | undefined {
  const found = field(value, name);
  return typeof found === "string" ? found : undefined;
}
