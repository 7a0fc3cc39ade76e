/** Kinds of activity a person logs by hand (domain.md §4). */
export const ACTIVITY_KINDS = ["visit", "call", "meeting", "message", "gift", "event", "service"] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

/** Kinds at which the two stand face to face. */
export const isInPerson = (kind: ActivityKind): boolean => kind === "visit" || kind === "meeting";

/** Calendar days after which an activity is too old to be logged: the year was probably mistyped. */
export const LONGEST_AGO = 366;

/** Begins the key of an activity that came with a sheet: the line is kept as long as the activity stands. */
export const IMPORTED = "import ";
