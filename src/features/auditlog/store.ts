import type { InBoth, Language } from "../../core/language.ts";
import type { Scope } from "../../core/scope.ts";
import { from } from "../../data/client.ts";
import { organizationOf } from "../../data/organization.ts";
import { sayPlatform } from "../../domain/platforms.ts";
import { seesAllSegments } from "../../domain/roles.ts";
import { saySheetKind } from "../../domain/sheet-column-names.ts";
import type { SheetKind } from "../../domain/sheet-columns.ts";
import { customersSeen, idsOf, namesOf, page, type Wanted } from "../listpages/public.ts";
import { actionOf, DATA_KINDS, IMPORT_STATES, KINDS, sayAt, sayData, saySides, texts } from "./texts.ts";

const TOLD = [
  { what: { in: [...Object.keys(KINDS), ...Object.keys(DATA_KINDS)] } },
  ...Object.keys(IMPORT_STATES).map((state) => ({ what: "import.moved", after: { path: ["state"], equals: state } })),
];

/** What was done with people, teams, figures and lists, the oldest first; `lists` is how a list is called. */
export const readLog = async (
  scope: Scope,
  { language, zone, after }: Wanted,
  lists: (list: string) => InBoth | undefined,
) => {
  const t = texts[language];
  const { organizationId } = scope;
  const found = await from(scope).auditEntry.findMany(page({ organizationId, OR: TOLD }, after));
  const names = await namesOf(scope);
  const subjects = found.map(({ subject }) => subject);
  const data = await readData(scope, subjects, language);
  const company = await whomOf(scope, subjects, { names, company: t.company });
  const whom = (subject: string) => data.called(subject) ?? company(subject);
  const { currency } = await organizationOf(scope);
  const view = { language, zone, currency, names, lists };
  const platforms: Readonly<Record<string, string>> = { system: t.system, operator: t.commandLine };
  const strangers: Readonly<Record<string, string>> = { system: t.system, operator: t.operator };
  const rows = found.map(({ at, memberId, from: on, what, subject, ...sides }) => ({
    at: sayAt(at, zone),
    by: memberId === null ? (strangers[on] ?? whom(subject)) : names(memberId),
    on: platforms[on] ?? sayPlatform(on, language),
    action: actionOf({ what, ...sides })[language],
    whom: whom(subject),
    ...(isOfData(what)
      ? { before: "", after: sayData(data.factsOf({ what, subject, ...sides }), language) }
      : saySides({ what, ...sides }, view)),
  }));
  return { rows, ids: idsOf(found) };
};

const isOfData = (what: string): boolean => what === "import.moved" || what in DATA_KINDS;
const idIn = (subject: string): string => subject.slice(subject.indexOf(":") + 1);
const idsAmong = (subjects: readonly string[], kind: string): string[] =>
  subjects.filter((each) => each.startsWith(`${kind}:`)).map(idIn);

/** The imports, customers and contacts that entries are about: by name to those who see them, files to who brought them in. */
const readData = async (scope: Scope, subjects: readonly string[], language: Language) => {
  const t = texts[language];
  const { organizationId, memberId, roles } = scope;
  const about = (kind: string) => ({ organizationId, id: { in: idsAmong(subjects, kind) } });
  const db = from(scope);
  const fields = { id: true, memberId: true, file: true, hash: true, mapping: true } as const;
  const imports = new Map(
    (await db.import.findMany({ where: about("import"), select: fields })).map((one) => [`import:${one.id}`, one]),
  );
  const select = { id: true, name: true, customerId: true } as const;
  const contacts = await db.contact.findMany({ where: about("contact"), select });
  const ids = [...idsAmong(subjects, "customer"), ...contacts.map(({ customerId }) => customerId)];
  const seen = await customersSeen(scope, ids);
  const names = new Map<string, string>([
    ...ids.map((id) => [`customer:${id}`, seen(id)] as const),
    ...contacts.map(({ id, name, customerId }) => {
      const customer = seen(customerId);
      return [`contact:${id}`, customer && `${customer} · ${name}`] as const;
    }),
  ]);
  const fileOf = ({ file, hash, memberId: by }: { file: string; hash: string; memberId: string | null }) =>
    (by !== null && by === memberId) || seesAllSegments([...roles]) ? file : t.file({ print: hash.slice(0, 12) });
  return {
    called: (subject: string): string | undefined => {
      const given = imports.get(subject);
      if (given) return fileOf(given);
      return /^(?:customer|contact):/.test(subject) ? names.get(subject) || t.unseen : undefined;
    },
    factsOf: ({ what, subject, after }: { what: string; subject: string; after: unknown }): object => {
      const is: { readonly counts?: object; readonly name?: unknown } = Object(after);
      if (what.endsWith(".merged")) return names.get(subject) ? { gone: is.name } : {};
      if (what !== "import.moved") return is;
      const kind = Object(imports.get(subject)?.mapping).kind as SheetKind | undefined;
      return { ...(kind && { rows: saySheetKind(kind, language) }), ...is.counts };
    },
  };
};

/** How what an entry is about is called: "member:ID", "figures:ID of a segment or the company" and so on. */
const whomOf = async (
  scope: Scope,
  subjects: readonly string[],
  { names, company }: { readonly names: (id: string) => string; readonly company: string },
): Promise<(subject: string) => string> => {
  const { organizationId } = scope;
  const about = (kind: string) => ({ where: { organizationId, id: { in: idsAmong(subjects, kind) } } });
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
