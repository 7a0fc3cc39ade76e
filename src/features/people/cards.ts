import { z } from "zod";
import { type Button, type Card, defineAction, type Fact } from "../../chat/card.ts";
import type { Instant } from "../../core/clock.ts";
import type { Language } from "../../core/language.ts";
import { ROLES } from "../../core/scope.ts";
import { sayPlatforms } from "../../domain/platforms.ts";
import { isStranded, sayRole, sayRoles } from "../../domain/roles.ts";
import { type Absence, sayAway, showAbsences } from "../absence/public.ts";
import { askButton } from "../accountrequests/public.ts";
import { accountEntries } from "../accounts/public.ts";
import type { Along } from "../leaving/public.ts";
import { findAllButton, findEntry } from "../lookups/public.ts";
import { beginPaste } from "../pasting/public.ts";
import { addPeople } from "../team/public.ts";
import type { PeopleFilter, Person } from "./rules.ts";
import { texts } from "./texts.ts";

const filter = z.object({
  text: z.string().optional(),
  team: z.string().optional(),
  role: z.enum(ROLES).optional(),
  closed: z.boolean().optional(),
});
const person = z.object({ id: z.uuid(), version: z.int() });
export const showList = defineAction("people.list", filter.extend({ after: z.string().optional() }));
export const askFilter = defineAction("people.filter", z.object({}));
export const showPerson = defineAction("people.show", z.object({ id: z.uuid() }));
export const editPerson = defineAction("people.edit", person);
export const closeAccount = defineAction("people.close", person);
export const openAccount = defineAction("people.open", person);

/** Lines of a page. */
export const PAGE = 10;

const noticeCard = (tone: Card["tone"], title: string, detail?: string): Card => ({
  tone,
  title,
  plain: detail ? `${title} · ${detail}` : title,
  ...(detail && { text: [detail] }),
});

const sayTeams = ({ teams }: Person, language: Language): string =>
  teams.map(({ name }) => name).join(language === "zh" ? "、" : ", ") || texts[language].noTeam;

export interface Listed {
  readonly rows: readonly Person[];
  readonly count: number;
  readonly next: string | null;
  readonly filter: PeopleFilter;
  /** The name of the team that is filtered by. */
  readonly team: string | undefined;
  /** Who of them is away, now or soon. */
  readonly away: Away;
  /** People without an account on some platform whom the reader can have looked up. */
  readonly findable: number;
}
type Away = ReadonlyMap<string, Absence>;
interface View {
  readonly language: Language;
  readonly now: Instant;
}

const sayFilter = ({ filter: { text, role, closed }, team }: Listed, language: Language): string | undefined => {
  const t = texts[language];
  const said = [text && `“${text}”`, team, role && sayRole(role, language), closed && t.closedOnes];
  return said.filter((part) => typeof part === "string" && part !== "").join(" · ") || undefined;
};

export const listCard = (listed: Listed, view: View): Card => {
  const { language } = view;
  const t = texts[language];
  const { rows, count, next } = listed;
  const saysAway = ({ id }: Person) => {
    const absence = listed.away.get(id);
    return absence ? { detail: sayAway(absence, view) } : {};
  };
  const filtered = sayFilter(listed, language);
  const title = count === 0 && filtered ? t.nobody : t.title({ count });
  return {
    tone: "plain",
    title,
    plain: filtered ? `${title} · ${filtered}` : title,
    ...(filtered && { text: [t.filteredBy({ filtered })] }),
    counts: listed.filter.closed ? t.closedCounts : t.openCounts,
    lines: rows.map((one) => ({
      text: [
        { bold: one.name },
        ` · ${sayRoles(one.roles, language) || t.noRole} · ${sayTeams(one, language)}`,
        ...(one.platforms.length === 0 ? [` · ${t.notYetHere}`] : []),
        ...(one.platforms.length > 1 ? [` · ${sayPlatforms(one.platforms, language)}`] : []),
      ],
      ...saysAway(one),
      buttons: [{ label: t.look, press: showPerson.with({ id: one.id }) }],
    })),
    buttons: [
      { label: t.addPeople, press: addPeople.with({}), look: "primary" },
      { label: t.paste, press: beginPaste.with({}) },
      ...(filtered ? [] : findAllButton(listed.findable, language)),
      { label: t.search, press: askFilter.with({}) },
      ...(filtered ? [{ label: t.all, press: showList.with({}) }] : []),
      ...(next ? [{ label: t.more, press: showList.with({ ...listed.filter, after: next }) }] : []),
    ],
  };
};

const sayAccounts = ({ platforms, gone }: Person, language: Language): string => {
  const t = texts[language];
  const said = sayPlatforms(platforms, language) || t.noAccount;
  return gone.length > 0 ? `${said} · ${t.goneAccount({ platforms: sayPlatforms(gone, language) })}` : said;
};

const factsOf = (one: Person, language: Language, away?: string): Fact[] => {
  const t = texts[language];
  const segments = [...new Set(one.teams.map(({ segment }) => segment))];
  const reached = [one.mail, one.phone].filter((part) => part !== null);
  return [
    { label: t.roles, value: sayRoles(one.roles, language) || t.noRole },
    { label: t.teams, value: [sayTeams(one, language), ...segments].join(" · ") },
    { label: t.accounts, value: sayAccounts(one, language) },
    ...(reached.length > 0 ? [{ label: t.reach, value: reached.join(" · ") }] : []),
    ...(away === undefined ? [] : [{ label: t.away, value: away }]),
  ];
};

interface Looked {
  readonly here: string;
  readonly changes: boolean;
  /** On a platform where they have no account yet. */
  readonly findable: boolean;
  readonly title?: string;
  readonly away: Away;
  readonly along?: Along | undefined;
}
const sayTo = ({ into }: Along, language: Language): string => into.join(language === "zh" ? "、" : ", ");
/** What came along into another team, to those whose it is or who lead them. */
const sayAlong = (along: Along, language: Language): string =>
  texts[language].cameAlong({ ...along, team: sayTo(along, language) });
const sayUncounted = (along: Along, language: Language): string =>
  texts[language].cameAlongUncounted({
    ...{ customers: along.customers > 0, deals: along.deals > 0 },
    team: sayTo(along, language),
  });

/**
 * A person: what they are, and what can be done about it by who looks.
 * @param changes whether the reader may change them; `more` what other features add
 */
export const personCard = (
  one: Person,
  { here, changes, findable, title, away, along, ...view }: View & Looked,
): Card => {
  const { language } = view;
  const t = texts[language];
  const absence = away.get(one.id);
  const { id, name, version, open } = one;
  const switching: Button = open
    ? {
        label: t.close,
        press: closeAccount.with({ id, version }),
        look: "danger",
        confirm: { title: t.close, text: t.closeConfirm({ name }), yes: t.closeYes, no: t.cancel },
      }
    : { label: t.reopen, press: openAccount.with({ id, version }), look: "primary" };
  return {
    tone: open ? (title ? "done" : "plain") : "past",
    title: title ?? (open ? name : t.isClosed({ name })),
    plain: `${title ?? name} · ${sayRoles(one.roles, language)}`,
    ...(along && { text: [sayUncounted(along, language)] }),
    facts: factsOf(one, language, absence && sayAway(absence, view)),
    ...(!changes && { buttons: [askButton(language, id)] }),
    ...(changes && {
      buttons: [
        ...(open || isStranded(one) ? [{ label: t.edit, press: editPerson.with({ id, version }) }] : []),
        switching,
      ],
      ...(open && {
        menu: [
          { label: t.away, press: showAbsences.with({ id }) },
          ...(findable ? [findEntry(id, language)] : []),
          ...accountEntries(one, { here, language }),
        ],
      }),
    }),
  };
};

/** To a person whose roles or teams were changed. */
export const changedCard = (
  one: Person,
  { by, along }: { readonly by: string; readonly along: Along | undefined },
  language: Language,
): Card => {
  const t = texts[language];
  const text = [...(along ? [sayAlong(along, language)] : []), t.changedBy({ name: by })];
  return {
    ...noticeCard("done", t.youChanged, t.changedBy({ name: by })),
    text,
    facts: factsOf(one, language).slice(0, 2),
  };
};

/** To those who lead the teams that somebody came from and came to, with customers and deals. */
export const movedCard = (one: Person, along: Along, language: Language): Card =>
  noticeCard(
    "plain",
    texts[language].worksNow({ name: one.name, teams: sayTeams(one, language) }),
    sayAlong(along, language),
  );

/** To those in charge, when a platform has closed somebody's account. */
export const leftCard = (left: { readonly name: string; readonly lastAdmin: boolean }, language: Language): Card => {
  const t = texts[language];
  return {
    ...noticeCard("stopped", t.isClosed(left), t.leftText),
    text: [t.leftText, ...(left.lastAdmin ? [t.noAdminLeft] : [])],
  };
};
