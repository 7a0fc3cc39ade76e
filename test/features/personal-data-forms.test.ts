import { beforeAll, expect, test } from "vitest";
import type { RawValue } from "../../src/chat/port.ts";
import { visible } from "../../src/chat/typed.ts";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { scrubJob } from "../../src/features/personal-data/jobs.ts";
import { formCases } from "../support/attack-cases.ts";
import { attacksOn, pick, t } from "../support/attacks.ts";
import { withConversation } from "../support/conversation.ts";
import { makeCustomer } from "../support/customers.ts";
import { type Ids, makeSecrets } from "../support/secrets.ts";

/**
 * "The books stay, the person goes": somebody's name, number and mail are written into every text that any form, command
 * or thread takes, they are erased, and the whole database is searched for them. A new form is in it by itself.
 */
const house = withConversation({ features, at: "2026-11-23T09:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const { submit, type } = attacksOn(house);

const PEOPLE = ["李伟", "王芳", "赵敏", "陈静", "周明", "何清", "林涛"];
const FORMS = features.flatMap((feature) => feature.forms ?? []).map(({ form }) => form);
type Form = (typeof FORMS)[number];
type Values = Readonly<Record<string, RawValue>>;

/** Forms whose words are not about customers' people, each with what they are. */
const OF_THE_HOUSE: Readonly<Record<string, string>> = {
  "people.filter": "a search, which is kept nowhere",
  "people.edit": "a colleague",
  "roster.paste": "colleagues",
  "roster.teams": "teams",
  "team.team": "a team",
  "setup.company": "the company",
  "setup.segment": "a part of the company",
  "festivals.put": "a festival",
  "holidays.list": "days",
  "figures.care": "days",
  "survey.put": "a question that everybody is asked",
  "personalData.erase": "the name of whoever goes; why: personal-data-namesakes",
};

interface Told {
  readonly ids: Ids;
  readonly name: string;
  readonly phone: string;
  readonly mail: string;
}
/** What a case needs beside its own values so that the words are kept. */
const BESIDE: Readonly<Record<string, (told: Told) => Values>> = {
  "activities.log": ({ ids }) => ({ nextOn: t("2026-11-30"), customer: pick(ids.customer) }),
  "activities.edit": ({ ids }) => ({ nextOn: t("2026-11-30"), customer: pick(ids.customer) }),
  // Another customer and its people are called what they are called: they have cards of their own.
  "customers.new": () => ({
    ...{
      kind: pick("company"),
      name: t("新客机电"),
      shortName: t("新客"),
      contactName: t("李工"),
    },
  }),
  "facts.standing": () => ({ flags: pick("warning") }),
  "fees.ask": ({ ids }) => ({ deal: pick(ids.deal) }),
  "handover.one": () => toEmma(),
  "handover.orphans": () => toEmma(),
  "handover.own": () => toEmma(),
};
const toEmma = (): Values => ({ to: pick(`${house.company.people.Emma!.id}:${house.company.teamId}`) });

let cases: ReturnType<typeof formCases>;
let tables: string[] = [];
beforeAll(async () => {
  cases = formCases(await makeCustomer(house, "松柏机床", { owner: "李伟" }));
  const { rows } = await house.database.pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name NOT LIKE '\\_prisma%'`,
  );
  tables = rows.map(({ name }) => name);
});

let made = 0;
/** A customer of 李伟 with one of everything, and whom it is all about. */
const tell = async (): Promise<Told> => {
  made += 1;
  const { organizationId, segmentId, teamId, people, platform, workspace } = house.company;
  const mark = String.fromCodePoint(0x6960 + made, 0x7460 + made);
  const ownerId = people.李伟!.id;
  const place = { organizationId, segmentId, teamId, ownerId, platform, workspace };
  const ids = await makeSecrets(house.database.handle, place, { lead: "银杏", mark });
  const told = { ids, name: `欧阳${mark}`, phone: `1381234${1000 + made}`, mail: `ouyang${1000 + made}@gone.example` };
  await db().contact.update({ where: { id: ids.contact }, data: { phones: [told.phone], mail: told.mail } });
  await db().fee.update({ where: { id: ids.fee }, data: { number: `FE-2026-${1000 + made}` } });
  // Of a customer with a contract nobody asks for a fee.
  await db().deal.update({ where: { id: ids.paid }, data: { contractSignedOn: null, papersSigned: false } });
  const asked = { requesterId: ownerId, memberId: ownerId, what: "change", words: "换组" } as const;
  await db().accountRequest.create({ data: { ...asked, id: ids.item, organizationId, createdAt: house.clock.now() } });
  return told;
};
const saying = ({ name, phone, mail }: Told): string => `${name} ${phone} ${mail}`;

/** Where in the database a word of theirs stands, but for their own card: "Task.what". */
const traces = async ({ ids, name, phone, mail }: Told): Promise<string[]> => {
  const each = tables.map(
    (table) => `
      SELECT '${table}.' || c.key AS place FROM "${table}" t, jsonb_each_text(to_jsonb(t)) c
      WHERE c.value LIKE ANY($1) AND to_jsonb(t)->>'id' IS DISTINCT FROM $2`,
  );
  const words = [name, phone, mail].map((word) => `%${word}%`);
  const { rows } = await house.database.pool.query<{ place: string }>(each.join(" UNION "), [words, ids.contact]);
  return rows.map(({ place }) => place).sort();
};
/** Beside the answer itself, which is kept for some days. */
const isKept = async (told: Told) => (await traces(told)).some((place) => !place.startsWith("Delivery."));

/** The texts a form takes, with how long each may be. */
const textsOf = (form: Form, params: object): [string, number][] => {
  const parsed = form.params.safeParse(params);
  const { fields } = form.build("zh", parsed.success ? parsed.data : form.sample);
  const all = Object.entries(fields as Record<string, { readonly kind: string; readonly max?: number }>);
  return all.flatMap(([name, { kind, max = 40 }]) => (kind === "text" ? [[name, max]] : []));
};
const cut = (said: string, most: number): RawValue => t([...visible(said)].slice(0, most).join(""));

/** Submits with the words in every text but those that take no such words. */
const writes = async (
  who: string,
  form: Form,
  { params, values }: { params: object; values: Values },
  words: Values,
) => {
  const left = { ...words };
  for (;;) {
    const shown = await submit(who, form.id, params, { ...values, ...left });
    // What is looked over once more before it is sent.
    if (shown?.kind === "form") await submit(who, shown.form.formId, JSON.parse(shown.form.params), {});
    const wrong = Object.keys(shown?.kind === "fix" ? shown.form.errors : {}).filter((name) => name in left);
    if (wrong.length === 0) return;
    for (const name of wrong) delete left[name];
  }
};
/** Whoever may, does: everybody tries until the words are kept. */
const isWritten = async (form: Form, told: Told): Promise<boolean> => {
  for (const { params, values } of cases[form.id]?.submits(told.ids) ?? []) {
    const words = Object.fromEntries(textsOf(form, params).map(([name, max]) => [name, cut(saying(told), max)]));
    const beside = BESIDE[form.id]?.(told) ?? {};
    for (const name of Object.keys(beside)) delete words[name];
    for (const who of PEOPLE) {
      await writes(who, form, { params, values: { ...values, ...beside } }, words);
      if (await isKept(told)) return true;
    }
  }
  return false;
};

const erases = async ({ ids }: Told) => {
  const { name, version } = await db().contact.findUniqueOrThrow({ where: { id: ids.contact } });
  const params = { id: ids.contact, version, name, customer: "x" };
  const renamed = { customer: t(`个人客户 ${made}`) };
  await submit("王芳", "personalData.erase", params, { name: t(name), why: t("来信要求") });
  const { erasedAt } = await db().contact.findUniqueOrThrow({ where: { id: ids.contact } });
  if (!erasedAt)
    await submit(
      "王芳",
      "personalData.erase",
      { ...params, renames: true },
      { name: t(name), why: t("来信要求"), ...renamed },
    );
  expect(await db().contact.findUnique({ where: { id: ids.contact } })).toMatchObject({ erasedAt: expect.any(Date) });
};
const scrubs = async () => {
  for (const { id } of await db().scrubbing.findMany()) await scrubJob.run(house.jobContext(), { id });
  expect(await db().scrubbing.count()).toBe(0);
};

test("written into every text of every form, nothing of the person is left anywhere once they are erased", {
  timeout: 180_000,
}, async () => {
  const written: { readonly id: string; readonly told: Told }[] = [];
  const nowhere: string[] = [];
  for (const form of FORMS.filter(({ id }) => !(id in OF_THE_HOUSE))) {
    const told = await tell();
    if (textsOf(form, cases[form.id]?.submits(told.ids)[0]?.params ?? {}).length === 0) continue;
    const orphan = form.id === "handover.orphans" ? { ownerId: null } : {};
    await db().customer.update({ where: { id: told.ids.customer }, data: orphan });
    if (await isWritten(form, told)) written.push({ id: form.id, told });
    else nowhere.push(form.id);
  }
  expect(nowhere).toEqual([]);
  expect(written.length).toBeGreaterThan(30);
  for (const { told } of written) await erases(told);
  await scrubs();
  const left: string[] = [];
  for (const { id, told } of written) left.push(...(await traces(told)).map((place) => `${id}: ${place}`));
  expect(left).toEqual([]);
});

test("nor when it was typed behind a command, said in a paper's thread, or in the name of a file", {
  timeout: 60_000,
}, async () => {
  const told = await tell();
  const { name: customer } = await db().customer.findUniqueOrThrow({ where: { id: told.ids.customer } });
  const commands = features.flatMap((feature) => feature.commands ?? []).map(({ name }) => name);
  for (const name of commands.filter((one) => one !== "setup"))
    for (const who of ["李伟", "王芳", "林涛"])
      for (const typed of [saying(told), `${customer} ${saying(told)}`, `@李伟 周五前给 ${saying(told)} 送样品`])
        await type(who, name, typed);
  await house.person("赵敏").types(`驳回 ${saying(told)} 收过了`, { about: `fee:${told.ids.fee}` });
  const bytes = Buffer.from(`客户,联系人,联系人电话,备注\n${customer},${told.name},${told.phone},${told.mail}\n`);
  const files = [`${saying(told)}.csv`, `${customer}${told.name}.csv`];
  for (const file of files)
    await house.person("李伟").drops([{ name: file, size: bytes.length, read: async () => bytes }]);
  const before = (await traces(told)).map((place) => place.split(".")[0]);
  expect(before).toEqual(
    expect.arrayContaining(["Activity", "ApprovalEvent", "AuditEntry", "Import", "ServiceCase", "Task"]),
  );
  await erases(told);
  await scrubs();
  expect(await traces(told)).toEqual([]);
});
