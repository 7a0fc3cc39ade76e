import { addDays, dateIn, plainDate, zone } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import type { Prisma } from "../../data/generated/client.ts";
import { organizationOf } from "../../data/organization.ts";
import { festivalsBetween } from "../../domain/festivals.ts";
import { sayPlatforms } from "../../domain/platforms.ts";
import { isAdmin, sayRoles } from "../../domain/roles.ts";
import { figureChanges, figureLines, readSegments } from "../figures/public.ts";
import { teamsToSet } from "../goals/public.ts";
import { amountOf, dayOf, idsOf, namesOf, page, type Wanted } from "../listpages/public.ts";
import { visiblePeople } from "../people/public.ts";
import { texts } from "./texts.ts";

/**
 * One's own and those one stands in for, those of whom one looks after; of the people of one's teams those that are not
 * over, as Home tells them.
 */
const absencesSeen = async (scope: Scope): Promise<Prisma.AbsenceWhereInput> => {
  const { organizationId, memberId, teamIds, roles } = scope;
  const ids = async (where: Prisma.MemberWhereInput) =>
    (await from(scope).member.findMany({ where: { AND: [{ organizationId }, where] }, select: { id: true } })).map(
      ({ id }) => id,
    );
  const mates = await ids({ teams: { some: { teamId: { in: [...teamIds] } } } });
  const charges = [...(roles.has("manager") ? mates : []), ...(await ids(visiblePeople(scope)))];
  const own = memberId ?? "";
  return {
    organizationId,
    OR: [
      ...[{ memberId: own }, { standInId: own }, { memberId: { in: charges } }],
      { memberId: { in: mates }, endsAt: { gt: scope.clock.now() } },
    ],
  };
};

export const readAbsenceDays = async (scope: Scope, { after }: Wanted) => {
  const found = await from(scope).absence.findMany(page(await absencesSeen(scope), after));
  const zones = await zonesOf(
    scope,
    found.map(({ memberId }) => memberId),
  );
  const names = await namesOf(scope);
  const rows = found.map(({ memberId, standInId, startsAt, endsAt, setById }) => ({
    ...{ person: names(memberId), standIn: names(standInId), by: names(setById) },
    firstDay: { day: dateIn(zones(memberId), startsAt) },
    lastDay: { day: dateIn(zones(memberId), new Date(endsAt.getTime() - 1)) },
  }));
  return { rows, ids: idsOf(found) };
};

/** Whoever is away counts days where they live. */
const zonesOf = async (scope: Scope, ids: readonly string[]) => {
  const where = { organizationId: scope.organizationId, id: { in: [...new Set(ids)] } };
  const rows = await from(scope).member.findMany({ where, select: { id: true, zone: true } });
  const zones = new Map(rows.map((row) => [row.id, zone(row.zone)]));
  return (id: string) => zones.get(id) ?? zone("UTC");
};

export const readTeams = async (scope: Scope, { language, after }: Wanted) => {
  const { and } = texts[language];
  const found = await from(scope).team.findMany({
    ...page({ organizationId: scope.organizationId, closedAt: null }, after),
    include: {
      segment: { select: { name: true } },
      channels: { select: { platform: true, channel: true }, orderBy: { platform: "asc" } },
      members: { where: { member: { closedAt: null } }, select: { member: { select: { name: true, roles: true } } } },
    },
  });
  const rows = found.map(({ name, segment, channels, members }) => ({
    ...{ team: name, segment: segment.name, people: members.length },
    manager: members.flatMap(({ member }) => (member.roles.includes("manager") ? member.name : [])).join(and),
    channels: sayPlatforms(
      channels.flatMap(({ platform, channel }) => (channel === null ? [] : platform)),
      language,
    ),
  }));
  return { rows, ids: idsOf(found) };
};

/** Few enough to be read whole: a row for a team and month. */
export const readGoals = async (scope: Scope) => {
  const found = await from(scope).goal.findMany({
    where: { organizationId: scope.organizationId, team: teamsToSet(scope) },
    include: { team: { select: { name: true } } },
    orderBy: [{ month: "asc" }, { team: { name: "asc" } }],
  });
  const rows = found.map(({ team, month, amountMinor, currency }) => ({
    ...{ month: dayOf(month), team: team.name },
    ...amountOf("amount", amountMinor, currency),
  }));
  return { rows };
};

/** Days that differ from Monday to Friday, of every year that is known. */
export const readHolidays = async (scope: Scope, { language }: Wanted) => {
  const t = texts[language];
  const { calendar } = await organizationOf(scope);
  const days = [...calendar.differs].sort(([a], [b]) => (a < b ? -1 : 1));
  return { rows: days.map(([on, worked]) => ({ date: { day: plainDate(on) }, kindOfDay: worked ? t.worked : t.off })) };
};

const YEAR = 365;

/** The country's and the company's own, of the year ahead. */
export const readFestivals = async (scope: Scope, { language, day }: Wanted) => {
  const t = texts[language];
  const { country, settings } = await organizationOf(scope);
  const own = settings.festivals;
  const ahead = festivalsBetween(day, addDays(day, YEAR), { country, own });
  const isOwn = (name: (typeof own)[number]["name"]) =>
    own.some((each) => each.name.en === name.en && each.name.zh === name.zh);
  return {
    rows: ahead.map(({ on, name }) => ({
      ...{ date: { day: on }, festival: name[language], own: isOwn(name) ? t.yes : "" },
    })),
  };
};

/** What customers are asked. */
export const readQuestions = async (scope: Scope, { language }: Wanted) => {
  const { survey } = (await organizationOf(scope)).settings;
  return {
    rows: survey.map(({ name, weight, scale }) => ({
      question: name[language],
      weight,
      scale: texts[language][scale],
    })),
  };
};

/** The company's for its admin, with those of each segment; a segment's for the admin of that. */
const ofEach = async <Line>(
  scope: Scope,
  language: Language,
  read: (segment: string | undefined) => Promise<readonly Line[]>,
): Promise<(Line & { readonly segment: string })[]> => {
  const ofAll = isAdmin(scope);
  const segments = await readSegments(scope, ofAll ? {} : { ids: scope.segmentIds });
  const whose = [...(ofAll ? [undefined] : []), ...segments];
  const company = texts[language].company;
  const lines = whose.map(async (each) =>
    (await read(each?.id)).map((line) => ({ ...line, segment: each?.name ?? company })),
  );
  return (await Promise.all(lines)).flat();
};

export const readFigures = async (scope: Scope, { language }: Wanted) => ({
  rows: await ofEach(scope, language, (segment) => figureLines(scope, { segment }, language)),
});

export const readFigureChanges = async (scope: Scope, { language, zone: here }: Wanted) => {
  const changes = await ofEach(scope, language, (segment) => figureChanges(scope, { segment }, language));
  return { rows: changes.map(({ at, ...line }) => ({ ...line, date: { day: dateIn(here, at) } })) };
};

/** Those whom the asker may look up: everybody for an admin, the segment's for its admin. */
export const readOwnPeople = async (scope: Scope, { language, after }: Wanted) => {
  const t = texts[language];
  const found = await from(scope).member.findMany({
    ...page(visiblePeople(scope), after),
    include: {
      teams: { include: { team: { include: { segment: true } } }, orderBy: { team: { name: "asc" } } },
      identities: { select: { platform: true }, orderBy: { addedAt: "asc" } },
    },
  });
  const rows = found.map(({ name, roles, mail, phone, closedAt, ...row }) => ({
    ...{ person: name, roles: sayRoles(roles, language), mail: mail ?? "", phone: phone ?? "" },
    team: row.teams.map(({ team }) => team.name).join(t.and),
    segment: [...new Set(row.teams.map(({ team }) => team.segment.name))].join(t.and),
    accounts: sayPlatforms([...new Set(row.identities.map(({ platform }) => platform))], language),
    state: closedAt === null ? t.open : t.closed,
  }));
  return { rows, ids: idsOf(found) };
};
