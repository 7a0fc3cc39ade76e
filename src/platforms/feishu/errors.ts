import { PortError, type PortFailure } from "../../chat/port.ts";

/** What Feishu said of a call that it did not do as asked. */
export interface Refused {
  /** Feishu's own code; undefined when nothing of Feishu's came back. */
  readonly code: number | undefined;
  readonly status: number | undefined;
  readonly msg: string;
  /** Seconds until calls are taken again, as `x-ogw-ratelimit-reset` says. */
  readonly reset: number | undefined;
  /** Node's name for a broken connection: ECONNREFUSED. */
  readonly broken: string | undefined;
}

/** Too many calls, messages to one place, or messages of all apps together. */
const RATE = new Set([99991400, 230020, 11232]);
/** The token is missing or no longer accepted. */
export const STALE_TOKEN = new Set([99991661, 99991663]);
/** The app cannot sign in. */
const BAD_SECRET = new Set([10003, 10014, 99991543]);
/** The same of the long connection; of a call it says nothing, as any gateway may answer so. */
const LINE_REFUSED = new Set([403, 514]);
/** It was disabled, or is not in use in this tenant. */
const DISABLED = new Set([99991662, 99991673]);
const NOT_FROM_HERE = 99991401;
/** Nothing will work until the operator acts. */
const OF_APP = new Set([...STALE_TOKEN, ...BAD_SECRET, ...DISABLED, NOT_FROM_HERE]);
/** Recalled, dissolved, resigned, out of reach: the message, chat or person is not there for us. */
const GONE = new Set(
  [230011, 230013, 230029, 230034, 230053, 230110, 232006, 232009, 200000, 41050, 99992351].concat(
    // In groups, to single people.
    [11206, 11231, 11236, 11237],
  ),
);
const FORBIDDEN = new Set(
  [230002, 230006, 230018, 230027, 230035, 232011, 99991672, 99991679].concat(
    [10030, 11205, 11225, 11228],
    [...LINE_REFUSED],
  ),
);
const INVALID = new Set(
  [230001, 230019, 230025, 230050, 230054, 230071, 230072, 230099, 230111, 99992402].concat(
    // Of cards that are changed by the token of a press.
    [10002, 11311, 11246, 100000, 100030, 200310, 300020, 300030, 300040],
  ),
);
/** The tenant's content audit refuses what a message says. */
const WITHHELD = new Set([230022, 230028]);
/** Feishu is busy, with the message or altogether, or has enough connections of this app. */
const TROUBLE = new Set([230049, 1, 1000040343, 1000040350]);
const TOO_OLD = new Set([230031]);
/** Somebody is pressing the card, and whoever they are asked has not answered: a second later it can be changed. */
const isPressed = ({ code, msg }: Refused): boolean => code === 230099 && /card action is lock/i.test(msg);

const INVITE =
  "Rapport is not in this group: invite it (group settings → Bots → Add a bot), or set another group for the team.";
const NO_BOT = "The app has no bot: turn on the Bot ability in the developer console and publish a version.";
const LET_THROUGH =
  "The tenant's content audit refuses what the message says, most often a phone number or a mail address: ask the tenant's admin to let this app's messages through.";
const REMEDIES: Readonly<Record<number, string>> = {
  230002: INVITE,
  10030: INVITE,
  230006: NO_BOT,
  11205: NO_BOT,
  230013:
    "This person is outside the app's availability (可用范围), or has left: widen it in the developer console and publish a version.",
  230018: "The group's settings do not let bots speak: ask its owner to allow it.",
  230035: "Bots are muted in this group: ask its owner to allow them to speak.",
  230022: LET_THROUGH,
  230028: LET_THROUGH,
  1000040350:
    "The app has as many long connections as Feishu allows: stop the copies of Rapport that nobody needs any more.",
  [NOT_FROM_HERE]:
    "This server's address is not on the app's IP allow-list: add it in the developer console → Security.",
  99991663:
    "The access token is no longer accepted, a fresh one neither: check in the developer console that the app is enabled, and its secret.",
};
const COPY_SECRET =
  "The app id or secret is wrong: copy App ID and App Secret from Credentials in the developer console into FEISHU_APP_ID and FEISHU_APP_SECRET. Until then no token is given out.";
const ENABLE =
  "The app is disabled in this tenant: have its admin enable it in the admin console → Workplace → App management, and check in the developer console that a version is published.";

/** Codes for which the same card can be said outside the thread, or elsewhere. */
const NO_THREAD = new Set([230011, 230019, 230050, 230054, 230071, 230072, 230110, 230111]);
export const isThreadRefused = (error: unknown): boolean => NO_THREAD.has(codeOf(error) ?? 0);

/** Of what is gone, the card itself, its chat or its reader for good; else whoever reads it may come within reach again. */
const CARD_GONE = new Set([230011, 230110, 200000, 232009, 230029, 99992351]);
/** A card that cannot be changed as its reader is out of reach still stands there. */
export const butStands = (error: unknown): unknown => {
  if (!(error instanceof PortError) || error.failure !== "gone" || CARD_GONE.has(codeOf(error) ?? 0)) return error;
  const { message, cause, remedy } = error;
  return new PortError("forbidden", message, { cause, remedy });
};

/** Of a card: somebody in it is not known, or has left. */
export const isOfUnknownPerson = (error: unknown): boolean =>
  error instanceof PortError && isRefused(error.cause) && /ErrCode: 100290\b/.test(error.cause.msg);

/** Feishu's own code of a failure. */
export const codeOf = (error: unknown): number | undefined =>
  error instanceof PortError && isRefused(error.cause) ? error.cause.code : undefined;
const isRefused = (cause: unknown): cause is Refused =>
  typeof cause === "object" && cause !== null && "code" in cause && "broken" in cause;

/** What Feishu says of a card it does not take ends in what was in it. */
const withoutContents = (msg: string): string => msg.replace(/[\s;,]*ErrorValue:[\s\S]*$/i, "");

/** What Feishu or the way to it said, in the port's words. */
export const classify = (said: Refused, doing: string): PortError => {
  const refused = { ...said, msg: withoutContents(said.msg) };
  const { code, status, msg } = refused;
  const failure = failureOf(refused);
  const more = {
    cause: refused,
    ofApp: code !== undefined && OF_APP.has(code),
    remedy: remedyOf(refused),
    uncertain: failure === "unavailable" && refused.broken !== "ECONNREFUSED" && refused.broken !== "ENOTFOUND",
    ...(failure === "rate_limited" && { retryAfter: (refused.reset ?? 1) * 1000 }),
  };
  return new PortError(failure, `${doing}: ${[code ?? status, msg].filter(Boolean).join(" ")}`, more);
};

const MEANINGS: readonly (readonly [ReadonlySet<number>, PortFailure])[] = [
  [RATE, "rate_limited"],
  [TOO_OLD, "too_old"],
  [GONE, "gone"],
  [FORBIDDEN, "forbidden"],
  [OF_APP, "forbidden"],
  [INVALID, "invalid"],
  [WITHHELD, "withheld"],
  [TROUBLE, "unavailable"],
];

const failureOf = (said: Refused): PortFailure => {
  const { code, status, broken } = said;
  if (broken !== undefined) return "unavailable";
  if (isPressed(said)) return "rate_limited";
  const meant = MEANINGS.find(([codes]) => code !== undefined && codes.has(code))?.[1];
  if (meant) return meant;
  if (status === 429) return "rate_limited";
  return status !== undefined && status >= 500 ? "unavailable" : "unknown";
};

const remedyOf = ({ code, msg }: Refused): string | undefined => {
  if (code === undefined) return undefined;
  if (BAD_SECRET.has(code) || LINE_REFUSED.has(code)) return COPY_SECRET;
  if (DISABLED.has(code)) return ENABLE;
  if (code !== 99991672 && code !== 99991679 && code !== 230027) return REMEDIES[code];
  const scopes = [...new Set(msg.match(/\b[a-z]+:[a-z_.:]+\b/g) ?? [])].join(", ") || "that the call needs";
  // Feishu sends along where the scope can be applied for.
  const link = /https?:\/\/\S+/.exec(msg)?.[0] ?? "the developer console → Permissions";
  return `The scope ${scopes} is missing: add it at ${link}, then publish a version of the app.`;
};
