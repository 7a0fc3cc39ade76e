import type { Clock } from "../core/clock.ts";
import { dateIn, dateParts } from "../core/dates.ts";
import { type Finding, fine, unknown, wrong } from "../core/finding.ts";
import { asSaid, type InBoth } from "../core/language.ts";
import type { Scope } from "../core/scope.ts";
import { from } from "../data/client.ts";
import { type OrganizationFacts, organizationOf } from "../data/organization.ts";

/** What an organization needs of its people, teams and calendar, each with what to do about it. */
export async function* examineCompany(scope: Scope): AsyncGenerator<Finding> {
  const organization = await organizationOf(scope);
  yield calendar(organization, scope.clock);
  yield await admins(scope, organization);
  yield await people(scope, organization);
  yield await teams(scope, organization);
}

/** Reminders and the Friday summary keep to it, and steps are counted by it. */
const calendar = ({ name, country, zone, calendar: days }: OrganizationFacts, clock: Clock): Finding => {
  const { year } = dateParts(dateIn(zone, clock.now()));
  const remedy = {
    en: "An admin enters them with /holidays; until then only weekends count as free.",
    zh: "请管理员用 /holidays 填写；填好之前，只有周末算休息日。",
  };
  const missing = (of: number, when: InBoth = asSaid("")) => ({
    en: `${name}: the holidays of ${of} are not known${when.en}`,
    zh: `${name}：还不知道 ${of} 年的节假日${when.zh}`,
  });
  if (!days.announced(year)) return wrong("calendar", missing(year), remedy);
  if (days.announced(year + 1))
    return fine("calendar", {
      en: `${name}: ${year} and ${year + 1} are known`,
      zh: `${name}：${year} 年和 ${year + 1} 年的都有了`,
    });
  const when = { en: "; China announces them in November", zh: "；国务院十一月公布" };
  return unknown("calendar", missing(year + 1, country === "CN" ? when : undefined), remedy);
};

const admins = async (scope: Scope, { name }: OrganizationFacts): Promise<Finding> => {
  const where = { organizationId: scope.organizationId, closedAt: null, roles: { has: "admin" as const } };
  const count = await from(scope).member.count({ where });
  if (count > 0) return fine("admins", { en: `${name}: ${count}`, zh: `${name}：${count} 位` });
  return wrong(
    "admins",
    { en: `${name}: nobody with an open account is admin`, zh: `${name}：账号开着的人里没有管理员` },
    {
      en: "npm run rapport -- admin NAME makes someone one.",
      zh: "用 npm run rapport -- admin 姓名 指定一位。",
    },
  );
};

const SHOWN = 5;
const listed = (names: readonly string[]): InBoth => {
  const [shown, more] = [names.slice(0, SHOWN), names.length - SHOWN];
  return {
    en: shown.join(", ") + (more > 0 ? `, and ${more} more` : ""),
    zh: shown.join("、") + (more > 0 ? `，还有 ${more} 个` : ""),
  };
};

/** Whom no message reaches: without an account on any platform, or with accounts that are gone. */
const people = async (scope: Scope, { name }: OrganizationFacts): Promise<Finding> => {
  const open = { organizationId: scope.organizationId, closedAt: null };
  const rows = await from(scope).member.findMany({
    where: { ...open, identities: { none: { goneAt: null } } },
    select: { name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  const all = await from(scope).member.count({ where: open });
  if (rows.length === 0)
    return fine("people", {
      en: `${name}: all ${all} are reached on a platform`,
      zh: `${name}：${all} 个人在平台上都找得到`,
    });
  const names = listed(rows.map((row) => row.name));
  return wrong(
    "people",
    {
      en: `${name}: ${rows.length} of ${all} are reached on no platform: ${names.en}`,
      zh: `${name}：${all} 个人里有 ${rows.length} 个在哪个平台上都找不到：${names.zh}`,
    },
    {
      en: "An admin looks them up by mail or phone in /people, or links their account there; or each writes to the bot once and is let in as the person they are; or close accounts that are not needed.",
      zh: "请管理员在 /people 里按邮箱或电话查找，或者关联账号；也可以请本人给机器人发一条消息，由管理员认领；用不着的账号请关掉。",
    },
  );
};

const teams = async (scope: Scope, { name }: OrganizationFacts): Promise<Finding> => {
  const { organizationId } = scope;
  const without = await from(scope).team.findMany({
    where: { organizationId, closedAt: null, channels: { none: { channel: { not: null } } } },
    select: { name: true },
    orderBy: { name: "asc" },
  });
  const all = await from(scope).team.count({ where: { organizationId, closedAt: null } });
  if (all === 0)
    return unknown(
      "teams",
      { en: `${name}: there is none yet`, zh: `${name}：还没有团队` },
      { en: "An admin makes one with /setup.", zh: "请管理员用 /setup 建一个。" },
    );
  if (without.length === 0)
    return fine("teams", { en: `${name}: all ${all} have a channel`, zh: `${name}：${all} 个团队都有频道` });
  const names = listed(without.map((row) => row.name));
  return wrong(
    "teams",
    {
      en: `${name}: ${without.length} of ${all} have no channel: ${names.en}`,
      zh: `${name}：${all} 个团队里有 ${without.length} 个没有频道：${names.zh}`,
    },
    {
      en: "An admin gives each one with /team: until then its Friday summary and its papers go nowhere.",
      zh: "请管理员用 /team 逐个设置；设好之前，它的周五汇总和单据没有地方发。",
    },
  );
};
