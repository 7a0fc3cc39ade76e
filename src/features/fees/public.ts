import type { Instant } from "../../core/clock.ts";
import { dateIn, dateOf, dateParts, instantAt, plainTime } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";
import type { Language } from "../../core/language.ts";
import type { Scope } from "../../core/scope.ts";
import { overOf } from "../../domain/contract.ts";
import { type Paper, type PaperFace, standingsOf } from "../approvals/public.ts";
import { sayOvertaken } from "../contracts/public.ts";
import { feeFace } from "./cards.ts";
import type { Given } from "./rules.ts";
import {
  approvedInSight,
  type Fee,
  organizationOf,
  passFees,
  type Recipients,
  type RegisterLine,
  readFees,
  readOpen,
  registerOf,
} from "./store.ts";

export { flagsTold } from "./rules.ts";
export { readFees, stillOpen } from "./store.ts";
export { sayFlags, sayPurpose } from "./texts.ts";

const DAY = 86_400_000;
const RECENT_DAYS = 30;
export const recentSince = (now: Instant): Instant => new Date(now.getTime() - RECENT_DAYS * DAY);

/** What stands in the register for these in this calendar year and the last 30 days: asked for and under way, or approved. */
export const standingOf = async (scope: Scope, recipients: Recipients, now: Instant): Promise<readonly Standing[]> => {
  const { zone } = await organizationOf(scope);
  const newYear = instantAt(dateOf(dateParts(dateIn(zone, now)).year, 1, 1), plainTime("00:00"), zone);
  const since = new Date(Math.min(recentSince(now).getTime(), newYear.getTime()));
  const lines = await registerOf(scope, recipients, since);
  const standings = await standingsOf(scope, feePaper.subject, [...new Set(lines.map(({ feeId }) => feeId))]);
  return lines.flatMap((line) => {
    const { state, askerId } = standings.get(line.feeId) ?? {};
    const stands = state === "waiting" || state === "approved";
    return stands && askerId ? { ...line, askerId, thisYear: line.at >= newYear } : [];
  });
};

interface Standing extends RegisterLine, Pick<Given, "askerId"> {
  readonly thisYear: boolean;
}

export const givenOf = (lines: readonly Standing[], now: Instant): Given[] =>
  lines.map(({ contactId, askerId, requesterId, minor, at, thisYear }) => ({
    thisYear,
    contactId,
    askerId,
    requesterId,
    minor,
    recent: at >= recentSince(now),
  }));

/** The special fee for a new customer, as a paper that is decided in steps. */
export const feePaper: Paper = {
  subject: "fee",
  inSight: approvedInSight,
  passOn: passFees,

  async look(scope, ids) {
    const now = scope.clock.now();
    const fees = await readFees(scope, ids);
    const isOver = ({ contract }: Fee) => overOf(contract) !== undefined;
    const today = fees.some(isOver) ? dateIn((await organizationOf(scope)).zone, now) : undefined;
    return new Map(
      fees.map((fee) => {
        const { id, contract, customerName } = fee;
        const overtaken = today && sayOvertaken(contract, customerName, today);
        return [id, { face: feeFace(fee, now), overtaken: overtaken ?? null }];
      }),
    );
  },
};

/** Those of the fees that the scope may see; asked for in any case, or the time would tell of others. */
const facesOf = async (scope: Scope, ids: readonly string[]): Promise<PaperFace[]> => {
  const looks = await feePaper.look(scope, ids);
  return ids.flatMap((id) => looks.get(id)?.face ?? []);
};
export const sayFee = (face: PaperFace, language: Language): string => `${face.heading(language)} · ${face.number}`;

/** The same, each in one line. */
export const feeLines = async (scope: Scope, ids: readonly string[], language: Language): Promise<string[]> =>
  (await facesOf(scope, ids)).map((face) => sayFee(face, language));

/** The fees for a customer that are under way, as far as the scope may see them, each in one line. */
export const feesUnderWay = async (scope: Scope, customerId: string, language: Language): Promise<string[]> => {
  const ids = await readOpen(scope, customerId);
  return ids.length === 0 ? [] : feeLines(scope, ids, language);
};

/** The fees for a customer that this member has, under way or with money still to come. */
export const openFeesOf = async (scope: Scope, customerId: string, memberId: MemberId): Promise<PaperFace[]> =>
  facesOf(scope, await readOpen(scope, customerId, memberId));
