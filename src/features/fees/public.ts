import type { Instant } from "../../core/clock.ts";
import { dateIn, dateOf, dateParts, instantAt, plainTime } from "../../core/dates.ts";
import { money } from "../../core/money.ts";
import type { Scope } from "../../core/scope.ts";
import { type Paper, statesOf } from "../approvals/public.ts";
import { feeFace } from "./cards.ts";
import type { Given } from "./rules.ts";
import { organizationOf, type RegisterLine, readFees, registerOf } from "./store.ts";
import { sayOvertaken } from "./texts.ts";

const DAY = 86_400_000;
const RECENT_DAYS = 30;

/** What stands in the register for these contacts in this calendar year: asked for and under way, or approved. */
export const standingOf = async (
  scope: Scope,
  contactIds: readonly string[],
  now: Instant,
): Promise<readonly RegisterLine[]> => {
  const { zone } = await organizationOf(scope);
  const newYear = instantAt(dateOf(dateParts(dateIn(zone, now)).year, 1, 1), plainTime("00:00"), zone);
  const lines = await registerOf(scope, contactIds, newYear);
  const states = await statesOf(scope, feePaper.subject, [...new Set(lines.map(({ feeId }) => feeId))]);
  return lines.filter(({ feeId }) => {
    const state = states.get(feeId);
    return state === "waiting" || state === "approved";
  });
};

export const givenOf = (lines: readonly RegisterLine[], now: Instant): Given[] =>
  lines.map(({ contactId, requesterId, minor, at }) => ({
    contactId,
    requesterId,
    minor,
    recent: now.getTime() - at.getTime() <= RECENT_DAYS * DAY,
  }));

/** The special fee for a new customer, as a paper that is decided in steps. */
export const feePaper: Paper = {
  subject: "fee",

  async faces(scope, ids) {
    const fees = await readFees(scope, ids);
    const now = scope.clock.now();
    const contactIds = new Set(fees.flatMap(({ recipients }) => recipients.map(({ id }) => id)));
    const standing = await standingOf(scope, [...contactIds], now);
    return new Map(
      fees.map((fee) => {
        const mine = standing.filter(({ contactId }) => fee.recipients.some(({ id }) => id === contactId));
        const total = mine.reduce((sum, { minor }) => sum + minor, 0n);
        return [fee.id, feeFace(fee, money(total, fee.amount.currency), now)];
      }),
    );
  },

  async overtaken(scope, ids) {
    const closed = (await readFees(scope, ids)).filter(({ contract }) => contract.signed || contract.lost);
    if (closed.length === 0) return new Map();
    const { zone } = await organizationOf(scope);
    const today = dateIn(zone, scope.clock.now());
    return new Map(closed.map(({ id, contract, customerName }) => [id, sayOvertaken(contract, customerName, today)]));
  },
};
