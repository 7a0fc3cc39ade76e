import type { Instant } from "../../core/clock.ts";
import { dateIn, instantAt, type PlainDate, plainTime, zone } from "../../core/dates.ts";
import type { MemberId } from "../../core/ids.ts";

/** A member, as far as the reminder's hour is concerned; zone and hour as they are kept. */
export interface Reminded {
  readonly id: MemberId;
  readonly zone: string;
  readonly reminderTime: string;
  readonly createdAt: Instant;
  /** Days that were looked at lately, and when. */
  readonly days: readonly { readonly day: PlainDate; readonly sentAt: Instant }[];
}

const MINUTE = 60_000;
const LATE_AFTER = 30 * MINUTE;
const DAY = 24 * 60 * MINUTE;

/**
 * Whether a member's reminder is due, for which of their days, and whether it is late. Each day once: also when the
 * member has moved to a zone where it is still the day before. Whoever came after the hour begins tomorrow.
 * @throws RangeError when there is no such zone or hour
 */
export function reminderDue(
  { reminderTime, createdAt, days, ...member }: Reminded,
  now: Instant,
): { readonly today: PlainDate; readonly late: boolean } | undefined {
  const where = zone(member.zone);
  const today = dateIn(where, now);
  const at = instantAt(today, plainTime(reminderTime), where);
  if (now < at || createdAt > at) return undefined;
  // A day ahead of today was sent in another zone, unless a clock that was wrong has been put right since.
  const isSent = ({ day, sentAt }: Reminded["days"][number]) =>
    day === today || (day > today && sentAt <= now && now.getTime() - sentAt.getTime() < DAY);
  if (days.some(isSent)) return undefined;
  return { today, late: now.getTime() - at.getTime() > LATE_AFTER };
}
