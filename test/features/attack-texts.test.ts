import { beforeAll, describe, expect, test } from "vitest";
import type { Card } from "../../src/chat/card.ts";
import type { Choice } from "../../src/chat/form.ts";
import type { RawValue, Shown } from "../../src/chat/port.ts";
import { visible } from "../../src/chat/typed.ts";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { optionOf } from "../../src/platforms/slack/render-form.ts";
import { attacksOn, pick, t, textOf } from "../support/attacks.ts";
import { withConversation } from "../support/conversation.ts";
import { makeContact, makeCustomer } from "../support/customers.ts";
import { dealsOf } from "../support/deals.ts";
import { cardHarmless, homeHarmless, shownHarmless } from "../support/harmless.ts";
import { HOSTILE } from "../support/hostile-texts.ts";

/**
 * Hostile words in every text a person can give. Whatever is shown must be what both platforms take, must mention
 * and link nothing, and must be an answer rather than an apology.
 */
const house = withConversation({ features, at: "2026-11-23T09:00:00+08:00" });
const { submit, press, type, arrival } = attacksOn(house);
const { makeDeal } = dealsOf(house);
const db = () => from({ database: house.database.handle });
let customer: string;

beforeAll(async () => {
  customer = await makeCustomer(house, "宏达机电", { owner: "李伟" });
  await makeContact(house, customer, { name: "王建国" });
});

const proves = (shown: Shown | undefined): string => {
  if (!shown) throw new Error("There was no answer.");
  expect(textOf(shown)).not.toMatch(/R-[A-Z0-9]{6}/);
  shownHarmless(shown);
  return textOf(shown);
};
const provesOptions = (choices: readonly Choice[]): void => {
  for (const option of choices.slice(0, 100).map(optionOf)) {
    expect(option?.text.text).toMatch(/^.{1,75}$/su);
    expect(option?.description?.text.length ?? 0).toBeLessThanOrEqual(75);
  }
};
const cut = (text: string, most: number): RawValue => t([...visible(text)].slice(0, most).join(""));
type Typed = Record<string, { readonly kind: string; readonly max?: number }>;
/** What a form is about, where its sample will not do. */
const ABOUT: Readonly<Record<string, object>> = {
  "activities.log": {},
  "customers.new": {},
  "deals.new": { currency: "CNY" },
  "fees.ask": { currency: "CNY" },
  "team.team": {},
};
const commands = features.flatMap((feature) => feature.commands ?? []).map(({ name }) => name);

describe.each(Object.entries(HOSTILE))("%s", (_, text) => {
  test("behind every command, alone and after a customer", async () => {
    for (const name of commands.filter((one) => one !== "setup")) {
      for (const typed of [text, `宏达 ${text}`]) proves(await type("李伟", name, typed));
    }
    for (const [who, name] of [
      ["王芳", "summary"],
      ["王芳", "board"],
      ["林涛", "people"],
      ["林涛", "team"],
    ] as const) {
      proves(await type(who, name, text));
    }
  });

  test("as talk, and what cannot be seen is not kept", async () => {
    const said = await house.kernel.say({ ...arrival("Emma"), text, mentioned: false });
    if (said?.shown) proves(said.shown);
    await type("李伟", "visit", `宏达 谈了 ${text}`);
    const long = [...visible(text)].length > 1900;
    const kept = await db().activity.findMany({ orderBy: { createdAt: "desc" } });
    for (const { said: words, sourceText } of kept)
      expect(`${words}${sourceText}`).not.toMatch(/[\0\u202e\u2066\u200b\ud83d](?![\udc00-\udfff])/);
    if (!long) expect(kept.map(({ sourceText }) => sourceText)).toContain(visible(`宏达 谈了 ${text}`));
  });

  test("in every field of every form, too long and at its longest", async () => {
    const deal = await makeDeal("首单", { customerId: customer, stage: "p25" });
    for (const { form } of features.flatMap((feature) => feature.forms ?? [])) {
      const about = ABOUT[form.id] ?? { ...(form.sample as object), id: deal, name: "首单", from: "p25" };
      const params = form.id === "contacts.new" ? { customerId: customer, customerName: "宏达" } : about;
      const fields = Object.entries(form.build("zh", form.sample).fields as Typed);
      const typed = fields.filter(([, { kind }]) => ["text", "money", "number", "date"].includes(kind));
      const raw = Object.fromEntries(typed.map(([name]) => [name, t(text)]));
      proves(await submit(form.id.startsWith("team") ? "林涛" : "李伟", form.id, params, raw));
      const texts = fields.filter(([, { kind }]) => kind === "text");
      const longest = Object.fromEntries(texts.map(([name, { max = 40 }]) => [name, cut(text, max)]));
      proves(await submit("王芳", form.id, params, { ...raw, ...longest }));
    }
  });

  test("as the name of a customer, a contact, a deal, a fee, a reason, a team", async () => {
    const made = proves(
      await submit(
        "李伟",
        "customers.new",
        {},
        {
          name: cut(text, 80),
          shortName: cut(text, 40),
          kind: pick("company"),
          city: cut(text, 40),
          industry: cut(text, 40),
          contactName: cut(text, 40),
          contactTitle: cut(text, 40),
        },
      ),
    );
    const customerId =
      /"customers\.open","payload":\{"id":"([^"]+)/.exec(made)?.[1] ?? /"customerId":"([^"]+)/.exec(made)?.[1];
    const own = customerId ?? (await makeCustomer(house, `甲${newId().slice(-6)}`, { owner: "李伟" }));
    proves(
      await submit(
        "李伟",
        "contacts.new",
        { customerId: own, customerName: text.slice(0, 40) },
        { name: cut(`王${text}`, 40), title: cut(text, 40) },
      ),
    );
    proves(
      await submit(
        "李伟",
        "deals.new",
        { currency: "CNY" },
        { customer: pick(own), name: cut(`单${text}`, 80), reason: cut(`因${text}`, 300), amount: t("100") },
      ),
    );
    const deal = await db().deal.findFirstOrThrow({ where: { customerId: own } });
    const people = await db().contact.findMany({ where: { customerId: own }, take: 5 });
    const about = { id: deal.id, name: deal.name, from: "opportunity", currency: "CNY" };
    proves(
      await submit("李伟", "pipeline.meeting", about, {
        firstMeetingOn: t("2026-11-25"),
        firstMeetingAt: cut(`在${text}`, 120),
      }),
    );
    proves(await press("李伟", "customers.open", { id: own }));
    for (const action of ["pipeline.open", "pipeline.history"]) proves(await press("李伟", action, { id: deal.id }));
    const checked = await submit(
      "李伟",
      "fees.ask",
      { currency: "CNY", customerId: own },
      {
        deal: pick(deal.id),
        what: cut(`茶${text}`, 100),
        amount: t("100"),
        recipients: pick(...people.map(({ id }) => id)),
      },
    );
    proves(checked);
    if (checked?.kind !== "form") throw new Error(textOf(checked));
    proves(await submit("李伟", "fees.send", JSON.parse(checked.form.params), {}));
    const fee = await db().fee.findFirstOrThrow({ where: { customerId: own } });
    const seen = { subject: "fee", id: fee.id };
    proves(await press("赵敏", "approvals.history", seen));
    proves(await submit("赵敏", "approvals.reject", { ...seen, version: 1 }, { reason: cut(`驳${text}`, 500) }));
    proves(await press("李伟", "approvals.history", seen));
    proves(await press("李伟", "fees.again", { id: fee.id }));
    const segment = pick((await db().segment.findFirstOrThrow()).id);
    proves(await submit("林涛", "team.team", {}, { name: cut(`组${text}`, 60), segment }));
    for (const [formId, field] of [
      ["activities.log", "customer"],
      ["activities.log", "met"],
      ["fees.ask", "deal"],
      ["pipeline.pick", "deal"],
    ] as const) {
      const search = { ...arrival("李伟"), formId, params: formId === "fees.ask" ? '{"currency":"CNY"}' : "{}", field };
      for (const typed of ["", text]) provesOptions(await house.kernel.search({ ...search, typed }));
    }
  });
});

describe("afterwards", () => {
  test("everything sent to anybody can be sent, and every Home shown", async () => {
    house.clock.freezeAt(new Date("2026-11-27T17:00:30+08:00"));
    for (const tick of features.flatMap((feature) => feature.ticks ?? [])) await tick.run(house.jobContext());
    const sent = await db().outgoingMessage.findMany();
    expect(sent.length).toBeGreaterThan(40);
    for (const { card } of sent) cardHarmless(card as unknown as Card);
    for (const who of ["李伟", "王芳", "赵敏", "陈静", "周明", "林涛"]) {
      homeHarmless(await house.person(who).home());
    }
    for (const name of commands.filter((one) => one !== "setup"))
      for (const who of ["李伟", "王芳", "周明", "林涛"]) proves(await type(who, name, ""));
    for (const part of ["sheet", "moved", "ratio", "ahead"])
      proves(await press("王芳", "reports.part", { teamId: house.company.teamId, friday: "2026-11-27", part }));
  });
});
