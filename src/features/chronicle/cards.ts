import { type Button, type Card, type Fact, type Line, plainText } from "../../chat/card.ts";
import type { Instant } from "../../core/clock.ts";
import { dateIn, type PlainDate, parsePlainDate, sayDate, type Zone } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { currency, money, sayMoney } from "../../core/money.ts";
import { CUSTOMER_KINDS, LIFECYCLE_CLASSES, sayClass, sayFlag, sayKind, sortFlags } from "../../domain/customers.ts";
import { sayPerson } from "../../domain/names-people.ts";
import { ALLEGIANCES, sayAllegiance } from "../../domain/satisfaction.ts";
import { type Birthday, sayBirthday } from "../../domain/when-birthday.ts";
import { LOYALTIES, QUADRANTS, sayLoyalty, sayQuadrant } from "../../domain/worth.ts";
import { KINDS } from "../activities/public.ts";
import { CASE_NAMES, DUTY_NAMES } from "../cases/public.ts";
import { openContact, sayChannel } from "../contacts/public.ts";
import { type Customer, openCustomer, sayFlags } from "../customers/public.ts";
import type { Facts } from "../facts/public.ts";
import { type AboutFacts, showActivities, showFactHistory } from "./forms.ts";
import { type Entry, MOVING, type Moved, movedBy, TOLD_WITH_FACTS } from "./rules.ts";
import type { PastActivity } from "./store.ts";
import { FACTS, texts } from "./texts.ts";

/** Who reads a card, on which day and by which clock. */
export interface View {
  readonly language: Language;
  readonly today: PlainDate;
  readonly zone: Zone;
}

interface Pages<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
}

const openIt = (id: string, language: Language): Button => ({
  label: texts[language].open,
  press: openCustomer.with({ id }),
});

export function activitiesCard(
  customer: Pick<Customer, "id" | "name" | "flags">,
  { rows, next }: Pages<PastActivity>,
  view: View,
): Card {
  const t = texts[view.language];
  const title = t.activitiesTitle({ customer: customer.name });
  const earlier = next ? [{ label: t.earlier, press: showActivities.with({ id: customer.id, after: next }) }] : [];
  return {
    tone: "plain",
    title,
    plain: title,
    tags: sayFlags(customer, view.language),
    ...(rows.length === 0 && { text: [t.noActivities] }),
    lines: rows.map((row) => activityLine(row, view)),
    buttons: [...earlier, openIt(customer.id, view.language)],
  };
}

function activityLine({ kind, happenedOn, said, by, met }: PastActivity, { language, today }: View): Line {
  const t = texts[language];
  const people = met.map(sayPerson).join(language === "zh" ? "、" : "; ");
  return {
    text: [
      { bold: `${sayDate(happenedOn, language, today)} · ${KINDS[kind][language]}` },
      met.length > 0 ? t.with({ people }) : "",
      by === null ? "" : ` · ${by}`,
    ],
    ...(said && { detail: said }),
  };
}

/** What changed, newest first; above it, on the first page, what moves and since when. */
export function factsCard(
  about: AboutFacts & Pick<Customer, "name" | "flags">,
  shown: Pages<Entry> & {
    readonly standing: readonly Fact[] /** In a group no contact details. */;
    readonly hide: boolean;
  },
  view: View,
): Card {
  const t = texts[view.language];
  const { of, id } = about;
  const title = t.historyTitle({ who: about.name });
  const lines = shown.rows.flatMap((entry) => entryLines(entry, { ...view, hide: shown.hide }));
  const earlier = shown.next ? [{ label: t.earlier, press: showFactHistory.with({ of, id, after: shown.next }) }] : [];
  const back = of === "customer" ? openIt(id, view.language) : { label: about.name, press: openContact.with({ id }) };
  return {
    tone: "plain",
    title,
    plain: title,
    tags: sayFlags(about, view.language),
    ...(lines.length === 0 && { text: [t.noHistory] }),
    facts: shown.standing,
    lines,
    buttons: [...earlier, back],
    ...(shown.hide && of === "contact" && { footer: t.hidden }),
  };
}

/** The moving facts as they are, each with since when. */
export function standingFacts(facts: Facts, since: ReadonlyMap<string, Instant>, view: View): Fact[] {
  const { language, today } = view;
  const t = texts[language];
  const says = (value: string, kind: string): string => {
    const at = since.get(kind);
    return at ? t.since({ value, day: sayDate(dateIn(view.zone, at), language, today) }) : t.fromStart({ value });
  };
  const flags = facts.flags.map((flag) => sayFlag(flag, language)).join(language === "zh" ? "、" : ", ");
  const rests = facts.restUntil !== null && facts.restUntil >= today ? facts.restUntil : null;
  return [
    { label: nameOf("lifecycleClass", language), value: says(sayClass(facts.lifecycleClass, language), MOVING.class) },
    { label: nameOf("flags", language), value: says(flags || t.noFlags, MOVING.flags) },
    ...(rests === null
      ? []
      : [
          {
            label: nameOf("restUntil", language),
            value: says(t.rests({ day: sayDate(rests, language, today) }), MOVING.rest),
          },
        ]),
  ];
}

const nameOf = (fact: string, language: Language): string => FACTS[fact]?.[language] ?? fact;

function entryLines(entry: Entry, view: View & { readonly hide: boolean }): Line[] {
  const { language, today } = view;
  const t = texts[language];
  const by = t.by({ who: entry.by ?? t.system, day: sayDate(dateIn(view.zone, entry.at), language, today) });
  const line = (bold: string, more = ""): Line => ({ text: [{ bold }, more, { quiet: by }] });
  const said = OF_ONE_PIECE[entry.what]?.(entry, t, language);
  const facts = movedBy(entry)
    .filter(({ fact }) => fact in FACTS)
    .map((moved) => [nameOf(moved.fact, language), hides(entry, view) ? "" : ` ${sayMoved(moved, view)}`] as const);
  if (said === undefined) return facts.map(([name, moved]) => line(name, moved));
  const inOrder = Object.values(FACTS).flatMap((name) => facts.filter(([each]) => each === name[language]));
  const changed = TOLD_WITH_FACTS.has(entry.what) ? inOrder.map((fact) => fact.join("")) : [];
  const detail = changed.join(language === "zh" ? "；" : "; ");
  return [{ ...line(said, sourceOf(entry, t)), ...(detail !== "" && { detail }) }];
}

/** The sheet an entry came from, as far as whoever reads knows it, and its row there. */
const sourceOf = ({ file, after }: Entry, t: (typeof texts)[Language]): string => {
  const row = typeof after?.row === "number" ? after.row : undefined;
  if (row === undefined) return file ? t.fromFile({ file }) : "";
  return file ? t.fromRowOf({ file, row }) : t.fromRow({ row });
};

/** The same as a text tells it to the person alone. */
export const entryTexts = (entry: Entry, view: View): string[] =>
  entryLines(entry, { ...view, hide: false }).map(({ text, detail }) =>
    [text, ...(detail === undefined ? [] : [detail])].map(plainText).join(view.language === "zh" ? "：" : ": "),
  );

type Said = (entry: Entry, t: (typeof texts)[Language], language: Language) => string;
const whose = ({ owners }: Entry, t: (typeof texts)[Language]) => ({
  from: owners?.from ?? t.nobody,
  to: owners?.to ?? t.nobody,
});
/** Entries that are told whole; of all others fact by fact. */
const OF_ONE_PIECE: Readonly<Record<string, Said>> = {
  "customer.created": (_, t) => t.created,
  "customer.imported": (_, t) => t.imported,
  "customer.filled": (_, t) => t.filled,
  "customer.import_undone": (_, t) => t.importUndone,
  "customer.shared": (entry, t) => t.shared({ who: nameIn(entry) }),
  "customer.unshared": (entry, t) => t.unshared({ who: nameIn(entry) }),
  "customer.left": (entry, t) => t.left(whose(entry, t)),
  "customer.returned": (entry, t) => t.returned(whose(entry, t)),
  "customer.handed_over": (entry, t) => t.handedOver(whose(entry, t)),
  "customer.movedSegment": (entry, t) => t.movedSegment(whose(entry, t)),
  "customer.undone": (entry, t) => t.takenBack(whose(entry, t)),
  "customer.merged": (entry, t) => t.merged({ who: nameIn(entry) }),
  "customer.merged_away": (_, t) => t.mergedAway,
  "customer.parted": (_, t) => t.parted,
  "survey.answered": (entry, t) => t.answered({ said: sayAnswer(entry.after, t) }),
  "survey.corrected": (entry, t) => t.corrected({ said: sayAnswer(entry.after, t) }),
  "survey.undone": (entry, t) => t.answerUndone({ said: sayAnswer(entry.before, t) }),
  "case.noted": (entry, t, language) => t.caseNoted({ kind: caseIn(entry, language) }),
  "case.met": (entry, t, language) => t.caseMet({ duty: dutyIn(entry, language) }),
  "case.undone": (entry, t, language) => t.caseUndone({ duty: dutyIn(entry, language) }),
  "case.corrected": (_, t) => t.caseCorrected,
  "case.withdrawn": (entry, t, language) => t.caseWithdrawn({ kind: caseIn(entry, language) }),
  "case.raised": (entry, t, language) => t.caseRaised({ duty: dutyIn(entry, language) }),
  "contact.added": (entry, t) => t.added({ who: nameIn(entry) }),
  "contact.imported": (entry, t) => t.added({ who: nameIn(entry) }),
  "contact.filled": (_, t) => t.filled,
  "contact.import_undone": (_, t) => t.importUndone,
  "contact.merged": (entry, t) => t.merged({ who: nameIn(entry) }),
  "contact.merged_away": (_, t) => t.mergedAway,
  "contact.parted": (_, t) => t.parted,
  "contact.shown": (_, t) => t.shown,
  "contact.exported": (_, t) => t.exported,
  "contact.erased": (_, t) => t.erased,
};

const sayAnswer = (kept: Entry["after"], t: (typeof texts)[Language]): string => {
  const { csi, recommend } = kept ?? {};
  return typeof csi === "number" ? t.csi({ csi }) : t.recommends({ mark: Number(recommend ?? 0) });
};

/** What a customer asked or complained of is told by its kind, not in their words. */
const caseIn = ({ before, after }: Entry, language: Language): string => {
  const kind = after?.kind ?? before?.kind;
  return CASE_NAMES[kind === "inquiry" ? kind : "complaint"][language];
};
const dutyIn = ({ before, after }: Entry, language: Language): string => {
  const duty = after?.duty ?? before?.duty;
  return Object.entries(DUTY_NAMES).find(([each]) => each === duty)?.[1][language] ?? "";
};

const hides = ({ what }: Entry, { hide }: { readonly hide: boolean }): boolean => hide && what.startsWith("contact.");

function nameIn({ before, after }: Entry): string {
  const name = after?.name ?? before?.name;
  return typeof name === "string" ? name : "";
}

const sayMoved = ({ fact, from, to }: Moved, view: View): string =>
  texts[view.language].moved({ from: sayValue(fact, from, view), to: sayValue(fact, to, view) });

/** A value as the audit log kept it. */
function sayValue(fact: string, value: unknown, view: View): string {
  const { language } = view;
  const t = texts[language];
  const isEmpty = value === null || value === "" || (Array.isArray(value) && value.length === 0);
  if (isEmpty) return t.empty;
  if (typeof value === "boolean") return value ? t.yes : t.no;
  if (Array.isArray(value)) {
    const all = fact === "flags" ? sortFlags(value).map((flag) => sayFlag(flag, language)) : value.map(String);
    return all.join(language === "zh" ? "、" : ", ");
  }
  if (fact === "yearly") return sayEstimate(value);
  return fact === "birthday" ? sayBirthday(value as Birthday, language) : sayText(fact, String(value), view);
}

function sayEstimate(value: unknown): string {
  const { minor, currency: code } = value as { readonly minor: string; readonly currency: string };
  return sayMoney(money(BigInt(minor), currency(code)));
}

function sayText(fact: string, text: string, { language, today }: View): string {
  const kind = CUSTOMER_KINDS.find((each) => fact === "kind" && each === text);
  if (kind) return sayKind(kind, language);
  const lifecycle = LIFECYCLE_CLASSES.find((each) => fact === "lifecycleClass" && each === text);
  if (lifecycle) return sayClass(lifecycle, language);
  const quadrant = QUADRANTS.find((each) => fact.toLowerCase().endsWith("quadrant") && each === text);
  if (quadrant) return sayQuadrant(quadrant, language);
  const loyalty = LOYALTIES.find((each) => fact.toLowerCase().endsWith("loyalty") && each === text);
  if (loyalty) return sayLoyalty(loyalty, language);
  const allegiance = ALLEGIANCES.find((each) => fact.toLowerCase().endsWith("allegiance") && each === text);
  if (allegiance) return sayAllegiance(allegiance, language);
  if (fact === "channel") return sayChannel(text, language) ?? text;
  const day = fact.endsWith("On") || fact.endsWith("Until") ? parsePlainDate(text) : undefined;
  return day ? sayDate(day, language, today) : text;
}
