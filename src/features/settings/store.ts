import type { Language } from "../../core/language.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { audit } from "../../data/audit.ts";
import { from } from "../../data/client.ts";
import type { Prisma } from "../../data/generated/client.ts";
import { keepDaysAway } from "../../data/member-zones.ts";
import { organizationOf } from "../../data/organization.ts";

/** What members set for themselves. */
export interface OwnSettings {
  readonly language: Language;
  /** IANA name. */
  readonly zone: string;
  /** "HH:mm" of the daily reminder; null: the company's. */
  readonly reminderTime: string | null;
}
export interface OwnSettingsNow extends OwnSettings {
  /** The platform that messages and reminders go to; null: the first of `platforms`. */
  readonly prefers: string | null;
  /** Those the member is known on, in the order they came to be. */
  readonly platforms: readonly string[];
  /** The company's hour. */
  readonly companyTime: string;
}

const own = (scope: Scope) => ({ id: scope.memberId ?? "", organizationId: scope.organizationId, closedAt: null });

/** Null when the account has been closed. */
export const readOwn = async (scope: Scope): Promise<OwnSettingsNow | null> => {
  const identities = {
    select: { platform: true },
    orderBy: [{ addedAt: "asc" }, { platform: "asc" }] satisfies Prisma.IdentityOrderByWithRelationInput[],
  };
  const row = await from(scope).member.findFirst({
    where: own(scope),
    select: { language: true, zone: true, reminderTime: true, prefers: true, identities },
  });
  if (!row) return null;
  const { identities: known, ...settings } = row;
  const companyTime = (await organizationOf(scope)).settings.reminderTime;
  return { ...settings, companyTime, platforms: known.map(({ platform }) => platform) };
};

/** False when the account has been closed; nothing is changed then. */
export async function saveOwn(
  change: Change,
  settings: OwnSettings & { /** Undefined where there is no choice. */ readonly prefers: string | undefined },
): Promise<boolean> {
  const now = await readOwn(change);
  if (!now) return false;
  const { platforms, companyTime: _, ...before } = now;
  const { language, zone, reminderTime, prefers } = settings;
  const after = { language, zone, reminderTime, prefers: platforms.find((each) => each === prefers) ?? before.prefers };
  await keepDaysAway(change, [change.memberId ?? ""], zone);
  await from(change).member.updateMany({
    where: own(change),
    data: { ...after, ...(zone !== before.zone && { zoneTold: true }), version: { increment: 1 } },
  });
  if (after.prefers !== before.prefers && after.prefers !== null) await tryAgain(change, after.prefers);
  await audit(change, { what: "member.settings", subject: `member:${change.memberId}`, before, after });
  return true;
}

/** Whoever chooses a platform means to be reached there, also where messages failed before. */
const tryAgain = (change: Change, platform: string) =>
  from(change).identity.updateMany({
    where: { memberId: change.memberId ?? "", organizationId: change.organizationId, platform },
    data: { goneAt: null },
  });
