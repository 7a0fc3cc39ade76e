import type { Card } from "../../chat/card.ts";
import { asMemberId, type MemberId } from "../../core/ids.ts";
import type { Language } from "../../core/language.ts";
import type { Change, Scope } from "../../core/scope.ts";
import type { SheetLook } from "../../core/sheet.ts";
import { undoEnds } from "../../domain/undoing.ts";
import { type Reader, revise, tell } from "../../notify/tell.ts";
import {
  guessColumns,
  type ImportListener,
  type ImportView,
  leaveToAdmins,
  readImport,
  readReport,
  readRest,
  returnToImporter,
  waitsFor,
} from "../imports/public.ts";
import { type Around, importCard, leftCard } from "./cards.ts";
import { customersNamed } from "./rules.ts";
import { countKnown, countWhy, readAdmins, readName, readRefused, undoHoursOf } from "./store.ts";

/** Which of these sheets of contacts bring in their customers, as nobody knows most of them, and no sheet beside does. */
export async function bringingCustomers(scope: Scope, looks: readonly SheetLook[]): Promise<ReadonlySet<SheetLook>> {
  const guesses = looks.map((look) => ({ look, guess: guessColumns(look) }));
  const bringing = new Set<SheetLook>();
  if (guesses.some(({ guess }) => guess?.kind === "customers")) return bringing;
  for (const { look, guess } of guesses) {
    if (guess?.kind !== "contacts") continue;
    const names = customersNamed(look, guess);
    if ((await countKnown(scope, names)) * 2 < names.length) bringing.add(look);
  }
  return bringing;
}

/** The card of an import, by which it is kept up to date. */
export const subjectOf = (id: string): string => `import:${id}`;
const leftSubjectOf = (id: string): string => `import-left:${id}`;

/** Rows on the card; all of them are in the sheet. */
const SHOWN = 5;

/** What the card tells beside the import: what it waits for; and why rows are refused, else those that are added to what is there. */
export async function around(scope: Scope, view: ImportView): Promise<(language: Language) => Around> {
  const waits = await waitsFor(scope, view);
  const undoHours = await undoHoursOf(scope);
  const rest = (await readRest(scope, view)).length > 0;
  const plain = { waits, undoHours, rest, noCustomer: 0, noStage: 0 };
  if (view.state !== "planned" && view.state !== "applied") return () => ({ ...plain, rows: [], stoodIn: 0 });
  const reasons = await readRefused(scope, view.id, SHOWN);
  const stoodIn = await countWhy(scope, view.id, "stood_in");
  const noCustomer = view.mapping?.kind === "contacts" ? await countWhy(scope, view.id, "no_customer") : 0;
  const noStage = view.mapping?.kind === "deals" ? await countWhy(scope, view.id, "no_stage") : 0;
  const page = async (language: Language) => {
    const refused = reasons.map(async ({ row, alike }) => {
      const first = await readReport(scope, view.id, { language, after: row - 1, limit: 1, verdict: "refuse" });
      return first.map((each) => ({ ...each, alike }));
    });
    const rest = SHOWN - reasons.length;
    const merged = rest > 0 ? await readReport(scope, view.id, { language, limit: rest, verdict: "merge" }) : [];
    return [...(await Promise.all(refused)).flat(), ...merged.map((each) => ({ ...each, alike: 1 }))];
  };
  const rows = { en: await page("en"), zh: await page("zh") };
  return (language) => ({ ...plain, rows: rows[language], stoodIn, noCustomer, noStage });
}

/** The card of one's own import as it stands; undefined where there is none. */
export const cardNow = async (
  scope: Scope,
  id: string,
  { language, zone }: Pick<Reader, "language" | "zone">,
): Promise<Card | undefined> => {
  const view = await readImport(scope, id);
  return view ? importCard(view, (await around(scope, view))(language), { language, zone }) : undefined;
};

/** The card of an import that is left to the admins. */
export async function readLeft(
  change: Change,
  id: string,
): Promise<((reader: Pick<Reader, "language" | "zone">) => Card) | undefined> {
  const view = await readImport({ ...change, memberId: null }, id);
  return view?.leftToAdmins ? leftCardOf(change, view) : undefined;
}

const leftCardOf = async (
  change: Change,
  view: ImportView,
): Promise<(reader: Pick<Reader, "language" | "zone">) => Card> => {
  const importer = await readName(change, view.memberId ?? "");
  const until = view.appliedAt && undoEnds(view.appliedAt, await undoHoursOf(change));
  return (reader) => leftCard(view, { importer, until, now: change.at }, reader);
};

/** Somebody's account was closed: what they brought in and can still be taken back is for the admins. */
export async function leaveImports(change: Change, memberId: MemberId): Promise<void> {
  for (const id of await leaveToAdmins(change, memberId)) await importListener.moved({ ...change, memberId: null }, id);
}

/** Their account is open again: what was left to the admins is theirs to take back or keep, as before. */
export async function returnImports(change: Change, memberId: MemberId): Promise<void> {
  for (const id of await returnToImporter(change, memberId))
    await importListener.moved({ ...change, memberId: null }, id);
}

/** Keeps the cards of an import up to date while it goes on in the background. */
export const importListener: ImportListener = {
  async moved(change: Change, id: string) {
    const view = await readImport(change, id);
    if (!view?.memberId) return;
    const of = await around(change, view);
    const card = (reader: Reader) => importCard(view, of(reader.language), reader);
    await revise(change, subjectOf(id), card);
    if (view.state === "halted" && !view.leftToAdmins)
      await tell(change, {
        key: `${subjectOf(id)}:halted:${view.version}`,
        to: { member: asMemberId(view.memberId) },
        about: subjectOf(id),
        asks: true,
        card,
      });
    await showAdmins(change, view);
  },
};

/** Those who have a card of it see what became of it; every admin gets one while it is theirs to take back. */
const showAdmins = async (change: Change, view: ImportView): Promise<void> => {
  const isOpen = view.state === "applied" || view.state === "halted";
  if (!view.leftToAdmins && !isOpen) return;
  const card = await leftCardOf(change, view);
  const about = leftSubjectOf(view.id);
  await revise(change, about, card);
  if (!view.leftToAdmins || !isOpen) return;
  for (const member of await readAdmins(change))
    await tell(change, { key: `${about}:${member}`, to: { member }, about, card });
};
