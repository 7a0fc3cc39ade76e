import type { Button, Card, Line, Table } from "../../chat/card.ts";
import { dateIn, type PlainDate, sayDate, type Zone } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import type { Stage } from "../../domain/stages.ts";
import type { HistoryEntry } from "../chronicle/public.ts";
import { sayFlags } from "../customers/public.ts";
import { type Deal, dealAction } from "../pipeline/public.ts";
import { openMap, placeOnMap, showMapHistory } from "./forms.ts";
import {
  ATTITUDES,
  type Attitude,
  BUYING_ROLES,
  backs,
  mapOf,
  markOf,
  SIDES,
  type Standing,
  type Warning,
} from "./rules.ts";
import { texts } from "./texts.ts";

/** The map of one deal, with what it warns of. */
export interface InfluenceMap {
  readonly deal: Pick<Deal, "id" | "name" | "customerFlags"> & { readonly stage: Stage };
  readonly people: readonly Standing[];
  readonly warnings: readonly Warning[];
  /** The sales cycle that the warning counts with, in days. */
  readonly cycleDays: number;
}

export const mapButton = (dealId: string, language: Language): Button => ({
  label: texts[language].button,
  press: openMap.with({ dealId }),
});

/** Influence against support; `corner` stands over the first column. */
export function mapTable({ people }: InfluenceMap, language: Language, corner: string): Table {
  const t = texts[language];
  const cell = (row: readonly Standing[]) =>
    row.map((person) => `${person.name} ${markOf(person)}`).join(language === "zh" ? "、" : ", ");
  return {
    columns: [{ label: corner }, ...SIDES.map((side) => ({ label: t[side] }))],
    rows: mapOf(people).map(({ influence, cells }) => [String(influence), ...SIDES.map((side) => cell(cells[side]))]),
  };
}

export const sayWarnings = ({ warnings, people, cycleDays }: InfluenceMap, language: Language): string[] => {
  const t = texts[language];
  const supporter = people.find(backs)?.name ?? "";
  return warnings.map((warning) => {
    if (warning === "notMet") return t.notMet({ days: cycleDays });
    return warning === "oneSupporter" ? t.oneSupporter({ who: supporter }) : t.noBacking;
  });
};

/** Deals of which it is said what their maps warn of, where several are spoken of. */
const MOST_WARNED = 3;
/** The same of several deals, each on one line, so that there is room for what else is to be known. */
export function sayDealWarnings(maps: readonly InfluenceMap[], language: Language): string[] {
  const t = texts[language];
  const warned = maps.filter(({ warnings }) => warnings.length > 0);
  const rest = warned.length - MOST_WARNED;
  const lines = warned
    .slice(0, MOST_WARNED)
    .map((map) =>
      t.ofDeal({ deal: map.deal.name, said: sayWarnings(map, language).join(language === "zh" ? "" : " ") }),
    );
  return [...lines, ...(rest > 0 ? [t.moreWarned({ count: rest })] : [])];
}

export function influenceCard(map: InfluenceMap, language: Language): Card {
  const t = texts[language];
  const { deal, people } = map;
  const dealId = deal.id;
  const title = t.title({ deal: deal.name });
  const said = sayWarnings(map, language);
  return {
    tone: map.warnings.includes("noBacking") ? "stopped" : said.length > 0 ? "waiting" : "plain",
    title,
    plain: [title, ...said].join(" · "),
    tags: sayFlags({ flags: deal.customerFlags }, language),
    text: people.length === 0 ? [t.empty] : said,
    ...(people.length > 0 && { table: mapTable(map, language, t.influence), footer: t.legend }),
    buttons: [
      { label: t.add, press: placeOnMap.with({ dealId }), look: "primary" },
      { label: t.openDeal, press: dealAction.with({ id: dealId }) },
      { label: t.history, press: showMapHistory.with({ dealId }) },
    ],
    menu: people.map((person) => ({
      label: `${person.name} ${markOf(person)}`,
      press: placeOnMap.with({ dealId, contactId: person.contactId }),
    })),
  };
}

export function mapHistoryCard(
  deal: Pick<Deal, "id" | "name" | "customerFlags">,
  { rows, next }: { readonly rows: readonly HistoryEntry[]; readonly next: string | null },
  view: { readonly language: Language; readonly today: PlainDate; readonly zone: Zone },
): Card {
  const { language, today, zone } = view;
  const t = texts[language];
  const title = t.historyTitle({ deal: deal.name });
  const lineOf = (entry: HistoryEntry): Line => {
    const who = String(entry.after?.name ?? entry.before?.name ?? "");
    const moved = { who, from: sayPlace(entry.before) ?? t.nowhere, to: sayPlace(entry.after) ?? t.gone };
    const day = sayDate(dateIn(zone, entry.at), language, today);
    return { text: [{ bold: t.placed(moved) }, { quiet: t.by({ who: entry.by ?? t.system, day }) }] };
  };
  return {
    tone: "plain",
    title,
    plain: title,
    tags: sayFlags({ flags: deal.customerFlags }, language),
    ...(rows.length === 0 && { text: [t.noHistory] }),
    lines: rows.map(lineOf),
    buttons: [
      ...(next ? [{ label: t.earlier, press: showMapHistory.with({ dealId: deal.id, after: next }) }] : []),
      { label: t.back, press: openMap.with({ dealId: deal.id }) },
    ],
  };
}

/** "D* 5": a place as the audit log kept it; undefined for none. */
function sayPlace(kept: HistoryEntry["after"]): string | undefined {
  const attitude: Attitude | undefined = ATTITUDES.find((each) => each === kept?.attitude);
  const role = BUYING_ROLES.find((each) => each === kept?.role) ?? null;
  return attitude && `${markOf({ role, attitude })} ${String(kept?.influence)}`;
}
