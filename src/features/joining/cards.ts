import type { Card, Fact } from "../../chat/card.ts";
import type { Language } from "../../core/language.ts";
import { sayPerson } from "../../domain/names-people.ts";
import type { Row } from "../../domain/uniting.ts";
import { type Contact, listContacts, openContact } from "../contacts/public.ts";
import { type Customer, sayFlags } from "../customers/public.ts";
import { comparedCard, listed, partedCard, sayMoves, unitedCard } from "../uniting/public.ts";
import { compareContacts, joinContacts, setContactsApart, undoApart, undoJoin } from "./forms.ts";
import { saySigns } from "./public.ts";
import { type Alike, dropped, gained } from "./rules.ts";
import { COLUMNS, MOVES, texts } from "./texts.ts";

/** Two contacts side by side, and what would become of them. */
export interface Preview {
  /** Whose they are. */
  readonly customer: Pick<Customer, "flags">;
  readonly kept: Contact;
  readonly gone: Contact;
  readonly rows: { readonly kept: Row; readonly gone: Row };
  readonly moving: ReadonlyMap<string, number>;
}

/** Facts by name alone: their values stand on the contact's card, where they are masked for a group. */
const sayColumns = (columns: readonly string[], language: Language): string =>
  listed(
    columns.flatMap((column) => COLUMNS[column]?.[language] ?? []),
    language,
  );

const movesOf = (moving: ReadonlyMap<string, number>, language: Language): string =>
  sayMoves(moving, MOVES, language) || texts[language].movesNone;

export function listCard(
  customer: Pick<Customer, "id" | "name" | "flags">,
  pairs: readonly Alike<Contact>[],
  language: Language,
): Card {
  const t = texts[language];
  const title = pairs.length === 0 ? t.none({ customer: customer.name }) : t.listTitle({ customer: customer.name });
  return {
    tone: "plain",
    title,
    plain: title,
    tags: sayFlags(customer, language),
    ...(pairs.length === 0 && { text: [t.noneText] }),
    counts: t.listCounts,
    lines: pairs.slice(0, SHOWN).map(({ one, other, likenesses }) => ({
      text: [{ bold: sayPerson(one) }, "\n", { bold: sayPerson(other) }],
      detail: saySigns(likenesses, language),
      buttons: [
        { label: t.compare, press: compareContacts.with({ keep: one.id, gone: other.id }) },
        { label: t.notSame, press: setContactsApart.with({ one: one.id, other: other.id }) },
      ],
    })),
    buttons: [{ label: t.back, press: listContacts.with({ customerId: customer.id }) }],
  };
}
/** Pairs on a card; further ones come when these are done. */
const SHOWN = 5;

export function previewCard(preview: Preview, language: Language, changed = false): Card {
  const t = texts[language];
  const { customer, kept, gone, rows, moving } = preview;
  const lost = sayColumns(dropped(rows.kept, rows.gone), language);
  const facts: Fact[] = [
    { label: t.stays, value: sayPerson(kept) },
    { label: t.goes, value: sayPerson(gone) },
    { label: t.gained, value: sayColumns(gained(rows.kept, rows.gone), language) || t.gainedNone },
    ...(lost === "" ? [] : [{ label: t.dropped, value: lost }]),
    { label: t.moves, value: movesOf(moving, language) },
  ];
  const ids = { keep: kept.id, gone: gone.id };
  return comparedCard(t, {
    title: t.title({ gone: gone.name, kept: kept.name }),
    tags: sayFlags(customer, language),
    facts,
    changed,
    merge: joinContacts.with({ ...ids, versions: [kept.version, gone.version] }),
    turn: compareContacts.with({ keep: gone.id, gone: kept.id }),
    apart: { label: t.notSame, press: setContactsApart.with({ one: kept.id, other: gone.id }) },
  });
}

interface Done extends Pick<Preview, "customer"> {
  readonly id: string;
  readonly kept: Contact;
  readonly gone: string;
  readonly moving: ReadonlyMap<string, number>;
  /** As the reader's clock has it. */
  readonly until: string;
}

export function joinedCard({ id, customer, kept, gone, moving, until }: Done, language: Language): Card {
  const t = texts[language];
  return unitedCard(t, {
    title: t.merged({ gone, kept: kept.name }),
    tags: sayFlags(customer, language),
    moves: movesOf(moving, language),
    open: openContact.with({ id: kept.id }),
    undo: undoJoin.with({ id }),
    until: t.until({ time: until }),
  });
}

export function undoneCard({ customer, kept, gone }: Omit<Preview, "rows" | "moving">, language: Language): Card {
  const t = texts[language];
  const open = [kept, gone].map((one) => ({ label: sayPerson(one), press: openContact.with({ id: one.id }) }));
  const title = t.undone({ gone: gone.name, kept: kept.name });
  return partedCard(t, { title, tags: sayFlags(customer, language), open });
}

export function apartCard({ customer, kept, gone }: Omit<Preview, "rows" | "moving">, language: Language): Card {
  const t = texts[language];
  const title = t.apart({ one: kept.name, other: gone.name });
  return {
    tone: "done",
    title,
    plain: title,
    tags: sayFlags(customer, language),
    text: [t.apartText],
    buttons: [
      { label: t.back, press: listContacts.with({ customerId: kept.customerId }) },
      { label: t.undoApart, press: undoApart.with({ one: kept.id, other: gone.id }) },
    ],
  };
}

export function againCard({ customer, kept, gone }: Omit<Preview, "rows" | "moving">, language: Language): Card {
  const t = texts[language];
  const title = t.maybeOne({ one: kept.name, other: gone.name });
  return {
    tone: "done",
    title,
    plain: title,
    tags: sayFlags(customer, language),
    buttons: [
      { label: t.compare, press: compareContacts.with({ keep: kept.id, gone: gone.id }) },
      { label: t.back, press: listContacts.with({ customerId: kept.customerId }) },
    ],
  };
}
