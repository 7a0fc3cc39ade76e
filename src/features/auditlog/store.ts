import type { InBoth } from "../../core/language.ts";
import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { organizationOf } from "../../data/organization.ts";
import { sayPlatform } from "../../domain/platforms.ts";
import { idsOf, namesOf, page, type Wanted } from "../listpages/public.ts";
import { KINDS, type Kind, sayAt, saySides, texts } from "./texts.ts";

const TOLD = Object.keys(KINDS);

/** What was done with people, teams, figures and lists, the oldest first; `lists` is how a list is called. */
export const readLog = async (
  scope: Scope,
  { language, zone, after }: Wanted,
  lists: (list: string) => InBoth | undefined,
) => {
  const t = texts[language];
  const { organizationId } = scope;
  const found = await from(scope).auditEntry.findMany(page({ organizationId, what: { in: TOLD } }, after));
  const names = await namesOf(scope);
  const whom = await whomOf(
    scope,
    found.map(({ subject }) => subject),
    { names, company: t.company },
  );
  const { currency } = await organizationOf(scope);
  const view = { language, zone, currency, names, lists };
  const platforms: Readonly<Record<string, string>> = { system: t.system, operator: t.commandLine };
  const strangers: Readonly<Record<string, string>> = { system: t.system, operator: t.operator };
  const rows = found.map(({ at, memberId, from: on, what, subject, ...sides }) => ({
    at: sayAt(at, zone),
    by: memberId === null ? (strangers[on] ?? whom(subject)) : names(memberId),
    on: platforms[on] ?? sayPlatform(on, language),
    action: KINDS[what as Kind][language],
    whom: whom(subject),
    ...saySides({ what, ...sides }, view),
  }));
  return { rows, ids: idsOf(found) };
};

/** How what an entry is about is called: "member:ID", "figures:ID of a segment or the company" and so on. */
const whomOf = async (
  scope: Scope,
  subjects: readonly string[],
  { names, company }: { readonly names: (id: string) => string; readonly company: string },
): Promise<(subject: string) => string> => {
  const { organizationId } = scope;
  const idIn = (subject: string) => subject.slice(subject.indexOf(":") + 1);
  const about = (kind: string) => ({
    where: { organizationId, id: { in: subjects.filter((each) => each.startsWith(`${kind}:`)).map(idIn) } },
  });
  const db = from(scope);
  const segments = await db.segment.findMany({ where: { organizationId }, select: { id: true, name: true } });
  const joins = await db.joinRequest.findMany({ ...about("join"), select: { id: true, name: true } });
  const accounts = await db.accountRequest.findMany({ ...about("account"), select: { id: true, memberId: true } });
  const called = new Map([
    [organizationId as string, company],
    ...[...segments, ...joins].map(({ id, name }) => [id, name] as const),
    ...accounts.map(({ id, memberId }) => [id, names(memberId)] as const),
  ]);
  return (subject) => called.get(idIn(subject)) ?? names(idIn(subject));
};
