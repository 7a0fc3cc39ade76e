import type { Language } from "../../core/language.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";

/** What members set for themselves. */
export interface OwnSettings {
  readonly language: Language;
  /** IANA name. */
  readonly zone: string;
  /** "HH:mm" of the daily reminder. */
  readonly reminderTime: string;
}

const select = { language: true, zone: true, reminderTime: true } as const;
const own = (scope: Scope) => ({ id: scope.memberId ?? "", organizationId: scope.organizationId, closedAt: null });

/** Null when the account has been closed. */
export const readOwn = (scope: Scope): Promise<OwnSettings | null> =>
  from(scope).member.findFirst({ where: own(scope), select });

/** False when the account has been closed; nothing is changed then. */
export async function saveOwn(change: Change, settings: OwnSettings): Promise<boolean> {
  const before = await readOwn(change);
  if (!before) return false;
  const { language, zone, reminderTime } = settings;
  await from(change).member.updateMany({
    where: own(change),
    data: { language, zone, reminderTime, version: { increment: 1 } },
  });
  const subject = `member:${change.memberId}`;
  await audit(change, {
    what: "member.settings",
    subject,
    before: { ...before },
    after: { language, zone, reminderTime },
  });
  return true;
}
