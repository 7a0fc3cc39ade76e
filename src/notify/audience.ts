import type { MemberId } from "../core/ids.ts";
import type { Change, Scope } from "../core/scope.ts";
import { atEnd } from "../data/at-end.ts";
import { ask } from "../data/client.ts";
import { MetAnother } from "../data/errors.ts";
import { Prisma } from "../data/generated/client.ts";
import { type MemberRow, memberRows } from "./destination.ts";
import { type CardRow, cardRows, cardsFrom, heldRows, type RememberedCard } from "./message-refs.ts";

/** The cards that a change brings up to date, and the members it tells something. */
interface Audience {
  readonly cards: RememberedCard[];
  readonly members: readonly MemberRow[];
}
interface Asked {
  readonly subjects: readonly string[];
  readonly memberIds: readonly string[];
}

/** An audience read before the change that has something to say to it; for one change, and for its first try alone. */
interface Foreseen {
  readonly asked: Asked;
  readonly rows: Rows;
  used: boolean;
}
interface Rows {
  readonly cards: readonly CardRow[];
  readonly members: readonly MemberRow[];
}

/** Reads ahead, beside whatever else is read then, what a change is going to ask for: the way there is saved. */
export async function foresee(
  scope: Scope,
  { subject, members }: { readonly subject: string; readonly members: readonly MemberId[] },
): Promise<Foreseen> {
  const asked = { subjects: [subject], memberIds: members };
  return { asked, rows: await readRows(scope, asked, cardRows(scope, asked.subjects)), used: false };
}

const foreseenBy = new WeakMap<Change["database"], Foreseen>();

/** Has the change take what was foreseen, where it is enough; should a card have come, gone or moved since, it is tried again. */
export function takeForeseen(change: Change, foreseen: Foreseen): void {
  if (!foreseen.used) foreseenBy.set(change.database, foreseen);
}

/** The cards about subjects, held until the change is over or looked at again as it ends, and the members as they are. */
export async function audienceOf(change: Change, asked: Asked): Promise<Audience> {
  if (asked.subjects.length + asked.memberIds.length === 0) return { cards: [], members: [] };
  const foreseen = foreseenBy.get(change.database);
  if (foreseen && isEnough(foreseen, asked)) {
    foreseen.used = true;
    expect(change, { change, foreseen });
    return audienceFrom(foreseen.rows);
  }
  return audienceFrom(await readRows(change, asked, heldRows(change, asked.subjects)));
}

const isEnough = (foreseen: Foreseen, { subjects, memberIds }: Asked): boolean =>
  subjects.every((one) => foreseen.asked.subjects.includes(one)) &&
  memberIds.every((one) => foreseen.asked.memberIds.includes(one));

const audienceFrom = ({ cards, members }: Rows): Audience => ({ cards: cardsFrom(cards), members });

/** In one statement, as every way to the database counts. */
async function readRows(scope: Scope, { memberIds }: Asked, cards: Prisma.Sql): Promise<Rows> {
  const [rows] = await ask<Rows>(
    scope,
    Prisma.sql`
    WITH cards AS (${cards})
    SELECT (SELECT COALESCE(json_agg(c ORDER BY c.id), '[]') FROM cards c) AS cards,
      (SELECT COALESCE(json_agg(m), '[]') FROM (${memberRows(scope, memberIds)}) m) AS members`,
  );
  return rows ?? { cards: [], members: [] };
}

const placeOf = ({ id, lane }: CardRow): string => `${id} ${lane}`;

/** Holds the cards that were foreseen: all there are, and where they stood. */
const expect = atEnd<{ readonly change: Change; readonly foreseen: Foreseen }>(
  (rows) => {
    const subjects = rows.flatMap(({ foreseen }) => foreseen.asked.subjects);
    const places = rows.flatMap(({ foreseen }) => foreseen.rows.cards.map(placeOf));
    const [{ change }] = rows as [(typeof rows)[0]];
    return {
      held: heldRows(change, subjects),
      foreseen: Prisma.sql`SELECT FROM (SELECT COALESCE(array_agg(id || ' ' || lane ORDER BY id), '{}') AS places FROM held) h
        WHERE h.places = ${places}::text[]`,
    };
  },
  { statement: "foreseen", otherwise: () => new MetAnother() },
);
