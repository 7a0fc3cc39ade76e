import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open, type ValuesIn } from "../../chat/form.ts";
import { LANGUAGES } from "../../core/language.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { nameKey } from "../../domain/names.ts";
import { wordsOf } from "../../domain/names-people.ts";
import { waysToWrite } from "../../domain/phones.ts";
import { sayBirthday } from "../../domain/when-birthday.ts";
import { enqueue } from "../../jobs/enqueue.ts";
import { tellFile } from "../../notify/tell.ts";
import { historyLines } from "../chronicle/public.ts";
import { type Contact, contactsById, contactsOf, formerContacts, holdContact } from "../contacts/public.ts";
import { dropFiles, keepScrubbing } from "../copies/public.ts";
import { type Customer, customerById, holdCustomer } from "../customers/public.ts";
import { readHeld } from "../dossiers/public.ts";
import { erasuresSoFar, noneErasedSince, sharingSeen } from "../erasures/public.ts";
import { mayChange, renameCustomer } from "../facts/public.ts";
import { feeLines } from "../fees/public.ts";
import { readParts } from "../uniting/public.ts";
import { type Dossier, erasedCard, exportedCard, heldCard, heldText, sayAlso } from "./cards.ts";
import { type About, eraseForm } from "./forms.ts";
import { scrubJob } from "./jobs.ts";
import {
  callsThem,
  ERASED,
  isNamedAfter,
  isOf,
  isOnePerson,
  type Leaver,
  leaverSchema,
  mayErase,
  names,
  othersOf,
  personIn,
  type Subject,
  without,
  withoutAtOthers,
  withoutElsewhere,
} from "./rules.ts";
import { auditLook, erase, organizationOf, readNamesakes, readNaming, tellingsOf } from "./store.ts";
import { refusals, texts } from "./texts.ts";

interface Id {
  readonly id: string;
}
interface Found {
  readonly contact: Contact;
  readonly customer: Customer;
}

/** The person, when it is somebody the scope may look into; else what to answer. */
async function find(ctx: Ctx, scope: Scope, id: string): Promise<Found | { readonly no: Outcome }> {
  const [contact] = await contactsById(scope, [id]);
  const customer = contact && !contact.erased ? await customerById(scope, contact.customerId) : null;
  if (!contact || !customer) return { no: { refuse: refusals.gone } };
  if (ctx.place.kind === "group") return { no: { refuse: refusals.inGroup } };
  if (!mayChange(customer, scope) && !mayErase(customer, scope)) return { no: { refuse: refusals.notYours } };
  return { contact, customer };
}

/** The person with all that tells of them in a text. */
async function leaverOf(scope: Scope, { contact, customer }: Found): Promise<Leaver> {
  const { country, language } = await organizationOf(scope);
  const parts = (await readParts(scope, "contact", contact.id)).map(personIn);
  const people = [{ ...contact, others: [] }, ...parts];
  const naming = await readNaming(scope, {
    ids: people.map(({ id }) => id),
    words: people.flatMap(({ name }) => wordsOf(name)),
  });
  const written = (one: Subject): Subject => ({
    ...one,
    phones: [...new Set(one.phones.flatMap((phone) => waysToWrite(phone, country)))],
    others: othersOf(one, naming),
  });
  const former = parts.map(written);
  const { birthday } = contact;
  const leaver = leaverSchema.parse({
    ...{ contact: { ...contact, ...written({ ...contact, others: [] }) }, former },
    birthday: birthday === null ? [] : LANGUAGES.map((each) => sayBirthday(birthday, each)),
    people: [...(await contactsOf(scope, customer.id)), ...former],
    about: [customer.id, customer.name, ...customer.shortNames],
    by: ERASED[language],
  });
  const namesakes = (
    await readNamesakes(scope, { customerId: customer.id, names: [contact, ...former].map(({ name }) => name) })
  )
    .filter((one) => !isOf(leaver, one, false))
    .flatMap((one) => [one.id, one.customer.id, one.customer.name, ...one.customer.shortNames]);
  return { ...leaver, namesakes };
}

/** Other cards of theirs, as it seems, in the reader's sight: the person is erased on each of them apart. */
const alsoOf = async (scope: Scope, leaver: Leaver): Promise<Dossier["also"]> =>
  (await sharingSeen(scope, [leaver.contact, ...leaver.former])).filter((one) => isOf(leaver, one, false));

async function dossierOf(scope: Scope, found: Found, ctx: Ctx): Promise<Dossier> {
  const leaver = await leaverOf(scope, found);
  const { of, people } = await tellingsOf(scope, leaver, found.customer.id);
  const held = await readHeld(scope, {
    ...{ contactId: found.contact.id, customerId: found.customer.id, of, people, zone: ctx.zone },
    names: (text) => names(leaver, text),
    withoutElsewhere: withoutElsewhere(leaver),
    withoutAtOthers: withoutAtOthers(leaver),
  });
  const log: string[] = [];
  for (const id of people) log.push(...(await historyLines(scope, id, ctx)));
  return {
    ...{ ...found, log, held, fees: await feeLines(scope, held.feeIds, ctx.language) },
    merged: await formerContacts(scope, found.contact.id),
    also: await alsoOf(scope, leaver),
  };
}

/**
 * Reads all that is held, then logs the look in a change of its own: of a large company it takes longer than a change
 * may. Whoever was erased in the meantime is shown to nobody, be it only that what is held of another names them: it is
 * read anew then.
 */
async function look(
  ctx: Ctx,
  id: string,
  show: (change: Change, dossier: Dossier) => Promise<Outcome>,
): Promise<Outcome> {
  for (;;) {
    const erased = await erasuresSoFar(ctx.scope);
    const found = await find(ctx, ctx.scope, id);
    if ("no" in found) return found.no;
    const dossier = await dossierOf(ctx.scope, found, ctx);
    let holds = true;
    const outcome = await ctx.change(async (change) => {
      // Nothing else is held: an erasure that waits for this one may hold any contact.
      holds = await noneErasedSince(change, erased);
      if (!holds) return { refuse: refusals.stale };
      const still = await find(ctx, change, id);
      if ("no" in still) return still.no;
      // Theirs went into another meanwhile: what was read is of the one that is gone.
      if (still.customer.id !== found.customer.id) return { refuse: refusals.gone };
      return show(change, { ...dossier, ...still });
    });
    if (holds) return outcome;
  }
}

export const pressShow = (ctx: Ctx, { id }: Id): Promise<Outcome> =>
  look(ctx, id, async (change, dossier) => {
    await auditLook(change, id, "contact.shown");
    const view = { language: ctx.language, mayErase: mayErase(dossier.customer, change) };
    return { show: heldCard(dossier, view) };
  });

export const pressExport = (ctx: Ctx, { id }: Id): Promise<Outcome> =>
  look(ctx, id, async (change, dossier) => {
    const t = texts[ctx.language];
    const who = dossier.contact.name;
    const text = heldText(dossier, ctx);
    // With a mark at its beginning every editor takes it for UTF-8.
    const file = { name: t.fileName({ who }), bytes: Buffer.from(`\uFEFF${text}`) };
    const caption = t.fileCaption({ who });
    await tellFile(change, {
      key: `personal-data:${id}:${change.at.getTime()}`,
      to: { member: ctx.who.id, on: ctx.place.platform },
      file,
      card: () => ({ tone: "plain", title: caption, plain: caption }),
    });
    await auditLook(change, id, "contact.exported");
    return { show: exportedCard(ctx.language) };
  });

export async function pressBegin(ctx: Ctx, { id }: Id): Promise<Outcome> {
  const found = await find(ctx, ctx.scope, id);
  if ("no" in found) return found.no;
  const { contact, customer } = found;
  if (!mayErase(customer, ctx.scope)) return { refuse: refusals.notYours };
  const leaver = await leaverOf(ctx.scope, found);
  const also = sayAlso(await alsoOf(ctx.scope, leaver), ctx.language);
  const params = {
    ...{ id, version: contact.version, name: contact.name, customer: customer.name },
    ...(also !== "" && { also }),
  };
  if (!isNamedAfter(customer, leaver)) return { ask: open(eraseForm, params) };
  const neutral = texts[ctx.language].neutral({ code: customer.id.slice(-4).toUpperCase() });
  const kept = callsThem(customer, leaver)(customer.name) ? undefined : customer.name;
  const to = isOnePerson(customer, leaver) ? neutral : kept;
  return { ask: open(eraseForm, { ...params, renames: true }, { seeds: { customer: to } }) };
}

export async function submitErase(ctx: Ctx, values: ValuesIn<typeof eraseForm>, about: About): Promise<Outcome> {
  const { id, version } = about;
  return ctx.change(async (change) => {
    const first = await find(ctx, change, id);
    if ("no" in first) return first.no;
    await holdCustomer(change, first.customer.id);
    await holdContact(change, id);
    const found = await find(ctx, change, id);
    if ("no" in found) return found.no;
    const { contact, customer } = found;
    if (!mayErase(customer, change)) return { refuse: refusals.notYours };
    if (contact.version !== version || customer.id !== first.customer.id) return { refuse: refusals.stale };
    if (nameKey(values.name) !== nameKey(contact.name))
      return { fix: { name: texts[ctx.language].otherName({ name: contact.name }) } };
    const leaver = await leaverOf(change, found);
    const not = await rename(ctx, change, {
      customer,
      leaver,
      to: typeof values.customer === "string" ? values.customer : undefined,
    });
    if (not) return not;
    const done = await erase(change, leaver, { customerId: customer.id, why: values.why });
    await dropFiles(
      change,
      [contact, ...leaver.former].map(({ name }) => name),
    );
    // Copies are as many as messages of three months: they are gone through behind the answer.
    await enqueue(change, scrubJob, { payload: { id: await keepScrubbing(change, leaver) } });
    const also = await alsoOf(change, leaver);
    return { show: erasedCard((await customerById(change, customer.id)) ?? customer, { ...done, also }, ctx.language) };
  });
}

/** Gives a customer whose name tells of the person another one; what is wrong with it, where something is. */
async function rename(
  ctx: Ctx,
  change: Change,
  { customer, leaver, to }: { readonly customer: Customer; readonly leaver: Leaver; readonly to: string | undefined },
): Promise<Outcome | undefined> {
  if (!isNamedAfter(customer, leaver)) return undefined;
  // It was called otherwise when the form was opened.
  if (to === undefined) return { refuse: refusals.stale };
  const t = texts[ctx.language];
  const tells = callsThem(customer, leaver);
  if (nameKey(to) === "" || tells(to)) return { fix: { customer: t.stillNamed } };
  const shortNames = customer.shortNames.filter((each) => !tells(each));
  const saved = await renameCustomer(change, customer.id, { name: to, shortNames, forget: without(leaver) });
  if (saved.kind === "taken") return { fix: { customer: t.taken(saved) } };
  return saved.kind === "stale" ? { refuse: refusals.stale } : undefined;
}
