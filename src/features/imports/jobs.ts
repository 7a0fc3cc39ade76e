import { z } from "zod";
import { ahead } from "../../core/ahead.ts";
import { dateIn } from "../../core/dates.ts";
import { newId } from "../../core/ids.ts";
import { defineJob, type Job, type JobContext } from "../../core/job.ts";
import type { InBoth } from "../../core/language.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Change } from "../../core/scope.ts";
import { withoutErased } from "../../domain/intake-contacts.ts";
import type { Reading } from "../../domain/row-reader.ts";
import type { SaidRow } from "../../domain/row-reading.ts";
import type { RowValues } from "../../domain/row-values.ts";
import { enqueue } from "../../jobs/enqueue.ts";
import { saidInSheet } from "../../sheets/reading.ts";
import { forgetMet, type Importer, type Intake, openIntake, planLot } from "../lots/public.ts";
import { takeBack } from "../takeback/public.ts";
import { keepLot, showGrowth } from "../takein/public.ts";
import * as turns from "../turns/public.ts";
import { type ImportState, MOST_TRIES, mayTakeErased, nextTryAt, readingOf, whyNotNow } from "./rules.ts";
import * as store from "./store.ts";
import { texts } from "./texts.ts";

/** Hears, in the change itself, that an import came further: to edit the card that tells of it. */
export interface ImportListener {
  moved(change: Change, importId: string): Promise<void>;
}

const LOT = 1_000;
/** Lots after which what they met and made is forgotten, and read again where it is met again. */
const FORGETS_AFTER = 10;
const ATTEMPTS = 3;

/** What a step works with. */
interface Work {
  readonly context: JobContext;
  readonly listeners: readonly ImportListener[];
  readonly view: store.ImportView;
  readonly worker: string;
  readonly forgetsAfter: number;
}

/** Raised when another took over, or the person wants it stopped. */
class Stopped extends Error {}
/** Something changed between reading and writing: the lot is planned anew. */
class Overtaken extends Error {}

const tellMoved = async (work: Pick<Work, "listeners" | "view">, change: Change): Promise<void> => {
  for (const listener of work.listeners) await listener.moved(change, work.view.id);
};

/** One transaction of a step: it tells how far it is, and stops where it should not go on. */
const lot = async (work: Work, done: number, write: (change: Change) => Promise<void>): Promise<void> => {
  await work.context.change(async (change) => {
    if (!(await turns.beat(change, work.view.id, { worker: work.worker, done }))) throw new Stopped();
    await write(change);
    await tellMoved(work, change);
  });
};

const finish = (work: Work, state: ImportState, more: Record<string, unknown> = {}): Promise<void> =>
  work.context.change(async (change) => {
    const { view, worker } = work;
    const ends = state === "planned" || state === "applied";
    if (ends && !(await turns.beat(change, view.id, { worker, done: Number(more.done) }))) throw new Stopped();
    const isBegun = state === "applied" || state === "halted" || state === "undone";
    // What an admin began to take back tells them so when it is through, also when its importer is back by then.
    const isTheirs = state === "undone" && view.leftToAdmins;
    const leftToAdmins = isTheirs || (isBegun && (await turns.isClosed(change, view.memberId)));
    const rest = { worker: null, beatAt: null, cancelAsked: false, tries: 0, tryAt: null };
    const to = { state, counts: { ...(await store.countRows(change, view.id)) }, leftToAdmins, ...rest, ...more };
    const by = await turns.readAuthor(change, view.id);
    if (!(await store.moveImport(change, view.id, { among: [view.state], to, by }))) return;
    await tellMoved(work, change);
    for (const { id } of await turns.readWaiting(change)) await askForStep(change, id);
  });

type AsOf = Pick<Reading, "currency" | "today">;
const importerOf = async ({ context, view }: Work, { currency, today }: AsOf): Promise<Importer> => {
  const person = await turns.importerScope(context.scope, view.memberId);
  const no = whyNotNow(person, { mapping: view.mapping, currency, midway: view.state === "applying" && view.done > 0 });
  if (!person || no) throw new Refusal({ en: texts.en[no ?? "closed"], zh: texts.zh[no ?? "closed"] });
  return {
    importId: view.id,
    kind: view.mapping?.kind,
    scope: person,
    seesAll: view.mapping?.kind === "sales" && person.roles.has("finance"),
    ...{ ownerId: view.mapping?.ownerId, teamId: view.mapping?.teamId },
    takesErased: view.mapping?.takesErased === true && mayTakeErased(person),
    today,
    ...{ at: context.now.toISOString(), since: view.createdAt.toISOString() },
  };
};

/** The dry run: says of each row what would become of it. */
const plan = async (work: Work): Promise<void> => {
  const { context, view } = work;
  const { mapping } = view;
  const bytes = await store.readBytes(context.scope, view.id);
  if (!mapping || !bytes) throw new Refusal({ en: texts.en.gone, zh: texts.zh.gone });
  const { currency, zone } = await store.organizationOf(context.scope);
  const reading = readingOf(mapping, view.looks[mapping.sheet], { currency, zone, today: dateIn(zone, context.now) });
  const importer = await importerOf(work, reading);
  await context.change(async (change) => void (await store.clearRows(change, view.id)));
  const { sheet, header } = mapping;
  const lots = ahead(saidInSheet(bytes, { sheet, header, reading }));
  let [intake, done, last] = [await openIntake(context.scope, importer, { dry: true }), 0, 0];
  try {
    for (let through = false; !through; ) {
      through = true;
      for await (const rows of ahead(decidedLots(work, lots, intake))) {
        [through, done, last] = [false, done + rows.length, rows.at(-1)?.row ?? last];
        await lot(work, done, (change) => store.addRows(change, view.id, rows));
      }
      intake = forgetMet(intake, last);
    }
  } finally {
    await lots.return(undefined);
  }
  await finish(work, "planned", { done });
};

/** Some lots, with what would become of their rows; none when the sheet is through. */
async function* decidedLots({ context, forgetsAfter }: Work, lots: AsyncGenerator<readonly SaidRow[]>, intake: Intake) {
  for (let count = 0; count < forgetsAfter; count += 1) {
    const { done, value: read } = await lots.next();
    if (done) return;
    const sound = read.flatMap((one) => ("values" in one ? [one] : []));
    const planned = await planLot(context.scope, intake, sound);
    const decided = new Map(planned.rows.map((one) => [one.row, one]));
    yield read.map((one) => {
      const { row, about } = one;
      const known = decided.get(row);
      if ("values" in one && known) {
        const { verdict, why: decided } = known.decision;
        const { values, why } = withoutErased({ values: known.values, noted: one.noted, why: decided });
        // Of a refused row nothing goes in: what it says of people is not kept.
        return { row, values: verdict === "refuse" ? null : values, verdict, about: aboutOf(values), why };
      }
      return { row, values: null, verdict: "refuse" as const, about, why: "refused" in one ? one.refused : [] };
    });
  }
}

const aboutOf = ({ customer, contact, deal, activity, sale, product }: RowValues): string =>
  [customer.name, contact?.name ?? deal?.name ?? activity?.happenedOn ?? sale?.product ?? product?.name]
    .filter((part) => part !== undefined && part !== "")
    .join(" · ");

/** Takes in what the dry run found sound; what has changed since then is decided anew. */
const apply = async (work: Work): Promise<void> => {
  const { context, view } = work;
  const { currency, zone } = await store.organizationOf(context.scope);
  const importer = await importerOf(work, { currency, today: dateIn(zone, context.now) });
  const author = await turns.readAuthor(context.scope, view.id);
  let [after, done, failures] = [0, view.done, 0];
  for (let through = false; !through; ) {
    try {
      through = true;
      // The next lot is decided while one is written: what that one makes is known before it is there.
      for await (const { stored, planned } of ahead(plannedLots(work, importer, after))) {
        through = false;
        await lot(work, done + stored.length, async (change) => {
          if (!(await keepLot({ ...change, ...author }, planned.writes))) throw new Overtaken();
          await showGrowth(change, planned.writes, done + stored.length);
          if (!(await store.keepRows(change, view.id, becameOf(stored, planned.rows)))) throw new Overtaken();
        });
        after = stored.at(-1)?.row ?? after;
        done += stored.length;
        failures = 0;
      }
    } catch (error) {
      [failures, through] = [failures + 1, false];
      if (failures >= ATTEMPTS || !(error instanceof Overtaken || store.isUniqueConflict(error))) throw error;
    }
  }
  await finish(work, "applied", { done, appliedAt: context.now, bytes: null });
};

async function* plannedLots({ context, view, forgetsAfter }: Work, importer: Importer, first: number) {
  const intake = await openIntake(context.scope, importer, { dry: false });
  for (let [after, lots] = [first, 0]; lots < forgetsAfter; lots += 1) {
    const stored = await store.readLot(context.scope, view.id, { applied: false, after, limit: LOT });
    const last = stored.at(-1);
    if (!last) return;
    after = last.row;
    const rows = stored.flatMap(({ row, values, verdict }) =>
      values && verdict !== "refuse" ? [{ row, values }] : [],
    );
    yield { stored, planned: await planLot(context.scope, intake, rows) };
  }
}

/** What became of the rows of a lot; of one that went as planned, what the dry run said stands. */
const becameOf = (stored: readonly store.LotRow[], rows: Awaited<ReturnType<typeof planLot>>["rows"]) => {
  const before = new Map(stored.map((one) => [one.row, one]));
  return rows.map(({ row, decision: { verdict, why, traces } }) => {
    const said = before.get(row);
    return { row, verdict, why: said?.verdict === verdict ? said.why : why, applied: traces.length > 0, traces };
  });
};

/** Takes back what was taken in, later rows first. */
const undo = async (work: Work): Promise<void> => {
  const { context, view } = work;
  const author = await turns.readAuthor(context.scope, view.id);
  let [done, before]: [number, number | undefined] = [0, undefined];
  for (;;) {
    const wanted = { applied: true, before, limit: LOT } as const;
    const next = await store.readLot(context.scope, view.id, wanted);
    if (next.length === 0) break;
    done += next.length;
    before = next.at(-1)?.row;
    await lot(work, done, async (change) => {
      // As they are now: somebody may have been erased from them.
      const rows = await store.readLot(change, view.id, { ...wanted, held: true });
      const applied = rows.map(({ row, traces }) => ({ row, traces: traces ?? [] }));
      const stays = await takeBack({ ...change, ...author }, { importId: view.id, rows: applied });
      const gone = rows.flatMap(({ row }) => (stays.has(row) ? [] : row));
      await store.markUndone(change, view.id, gone);
      const kept = rows.filter(({ row }) => stays.has(row));
      const said = kept.map(({ row, why }) => ({ row, undone: false, why: [...why, ...(stays.get(row) ?? [])] }));
      await store.keepRows(change, view.id, said);
    });
  }
  await finish(work, "undone", { done, bytes: null });
};

const STEPS = { planning: plan, applying: apply, undoing: undo } as const;

/** Does the step an import stands at; nothing when it stands at none, or another is at it. */
export const workOn = async (
  context: JobContext,
  importId: string,
  { listeners = [], forgetsAfter = FORGETS_AFTER }: Partial<Pick<Work, "listeners" | "forgetsAfter">> = {},
): Promise<void> => {
  const view = await store.readImport(context.scope, importId);
  if (!view || !(view.state in STEPS)) return;
  const worker = newId();
  if (!(await context.change((change) => turns.takeUp(change, importId, worker)))) return;
  const work: Work = { context, listeners, view, worker, forgetsAfter };
  // Whoever tried before did not live to say so.
  if (view.tries >= MOST_TRIES) return giveUp(work);
  try {
    await STEPS[view.state as keyof typeof STEPS](work);
  } catch (error) {
    if (error instanceof Stopped) return stopped(work);
    if (error instanceof Refusal) return giveUp(work, error.said);
    // Where the database cannot even hear this, the next try comes once this worker is taken for gone.
    await Promise.allSettled([failed(work, error)]);
    throw error;
  }
};

/** It is tried again after a pause, a few times. */
const failed = async (work: Work, error: unknown): Promise<void> => {
  const { context, view, worker } = work;
  const tries = (await store.readImport(context.scope, view.id))?.tries ?? MOST_TRIES;
  if (tries >= MOST_TRIES) return giveUp(work);
  const tryAt = nextTryAt(context.clock.now(), { tries, busy: store.isUnavailable(error) });
  await context.change(async (change) => {
    await turns.giveBack(change, view.id, { worker, tryAt });
    await tellMoved(work, change);
    for (const { id } of await turns.readWaiting(change)) if (id !== view.id) await askForStep(change, id);
  });
};

/** With nothing written it is over; half-way, it stands until somebody says which way it goes. */
const giveUp = async (work: Work, said?: InBoth): Promise<void> => {
  const { state, id } = work.view;
  const done = (await store.readImport(work.context.scope, id))?.done ?? 0;
  const isMidway = state === "undoing" || (state === "applying" && done > 0);
  const why = isMidway ? "stuck" : "gaveUp";
  const failure = { ...(said ?? { en: texts.en[why], zh: texts.zh[why] }) };
  await finish(work, isMidway ? "halted" : "failed", { failure, bytes: null, ...(isMidway && { haltedIn: state }) });
};

/** Stopped by the person, a dry run is as before it, and what was taken in is taken back. */
const stopped = async (work: Work): Promise<void> => {
  const now = await store.readImport(work.context.scope, work.view.id);
  if (!now?.cancelAsked) return;
  if (now.state === "planning") return finish(work, "read");
  if (now.state !== "applying") return;
  await finish(work, "undoing", { done: 0 });
  await workOn(work.context, work.view.id, work);
};

const payload = z.object({ importId: z.uuid() });

/** The work on imports, in the background. */
export const importJob = (listeners: readonly ImportListener[]): Job<z.infer<typeof payload>> =>
  defineJob({
    name: "imports.step",
    payload,
    retries: 2,
    run: (context, { importId }) => workOn(context, importId, { listeners }),
  });

/** Asks for the step an import now stands at. */
export const askForStep = (change: Change, importId: string): Promise<void> =>
  enqueue(change, importJob([]), { payload: { importId } });
