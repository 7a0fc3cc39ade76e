import type { Instant } from "../../core/clock.ts";
import { dateIn, dateOf, dateParts, instantAt, plainTime } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import type { Scope } from "../../core/scope.ts";
import { type Paper, statesOf } from "../approvals/public.ts";
import { feeFace } from "./cards.ts";
import type { Given } from "./rules.ts";
import { type Fee, organizationOf, type RegisterLine, readFees, registerOf } from "./store.ts";
import { sayOvertaken } from "./texts.ts";

export { readFees } from "./store.ts";

const DAY = 86_400_000;
const RECENT_DAYS = 30;

/** What stands in the register for these contacts in this calendar year and the last 30 days: asked for and under way, or approved. */
export const standingOf = async (
  scope: Scope,
  contactIds: readonly string[],
  now: Instant,
): Promise<readonly Standing[]> => {
  const { zone } = await organizationOf(scope);
  const newYear = instantAt(dateOf(dateParts(dateIn(zone, now)).year, 1, 1), plainTime("00:00"), zone);
  const month = new Date(now.getTime() - RECENT_DAYS * DAY);
  const lines = await registerOf(scope, contactIds, month < newYear ? month : newYear);
  const states = await statesOf(scope, feePaper.subject, [...new Set(lines.map(({ feeId }) => feeId))]);
  return lines.flatMap((line) => {
    const state = states.get(line.feeId);
    return state === "waiting" || state === "approved" ? { ...line, thisYear: line.at >= newYear } : [];
  });
};

interface Standing extends RegisterLine {
  readonly thisYear: boolean;
}

export const givenOf = (lines: readonly Standing[], now: Instant): Given[] =>
  lines.map(({ contactId, requesterId, minor, at, thisYear }) => ({
    thisYear,
    contactId,
    requesterId,
    minor,
    recent: now.getTime() - at.getTime() <= RECENT_DAYS * DAY,
  }));

/** The special fee for a new customer, as a paper that is decided in steps. */
export const feePaper: Paper = {
  subject: "fee",

  async look(scope, ids) {
    const now = scope.clock.now();
    const fees = await readFees(scope, ids);
    const isOver = ({ contract }: Fee) => contract.signed || contract.lost;
    const today = fees.some(isOver) ? dateIn((await organizationOf(scope)).zone, now) : undefined;
    return new Map(
      fees.map((fee) => {
        const { id, contract, customerName } = fee;
        const overtaken = today && isOver(fee) ? sayOvertaken(contract, customerName, today) : null;
        return [id, { face: feeFace(fee, now), overtaken }];
      }),
    );
  },
};

/** Those of the fees that the scope may see, each in one line. */
export const feeLines = async (scope: Scope, ids: readonly string[], language: Language): Promise<string[]> => {
  if (ids.length === 0) return [];
  const looks = await feePaper.look(scope, ids);
  return ids.flatMap((id) => {
    const face = looks.get(id)?.face;
    return face ? `${face.heading(language)} · ${face.number}` : [];
  });
};
